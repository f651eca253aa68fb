"""Look whether the installation, or a backup, is whole."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from headway.flows.restore import check_backup
from headway.flows.verify import faults_found
from headway.gateways.backups import DamagedBackup


class Command(BaseCommand):
    help = "Checks database, audit, kept files and search, or with a file a backup; ends with 1 when something is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", nargs="?", default="", help="a backup to check instead")

    def handle(self, *args: object, backup: str, **options: object) -> None:
        if backup:
            self._check(Path(backup))
            return
        faults = faults_found()
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(f"Not everything is whole: {len(faults)} fault(s), named above.")
        self.stdout.write("OK: database, audit, kept files and search are whole.")

    def _check(self, place: Path) -> None:
        try:
            manifest = check_backup(place)
        except DamagedBackup as fault:
            raise CommandError(str(fault)) from fault
        rows = sum(manifest.facts["rows"].values())
        self.stdout.write(
            f"OK: made at {manifest.facts['made_at']}, {rows:,} rows, {len(manifest.parts):,} parts, all whole."
        )
