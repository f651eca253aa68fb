"""Restore the installation from a backup."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.flows.back_up import LostFile
from headway.flows.restore import restore, rows_that_differ
from headway.gateways.backups import DamagedBackup
from headway.gateways.dumps import DumpFault
from headway.rules.verdict import Refused


class Command(BaseCommand):
    help = "Puts a backup back; everything is checked before anything is changed. Stop web and worker first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", help="the file that ./headway backup wrote")
        parser.add_argument("--replace", action="store_true", help="where people are here already")

    def handle(self, *args: object, backup: str, replace: bool, **options: object) -> None:
        try:
            restored = restore(place=Path(backup), replace=replace, at=timezone.localtime())
        except (DamagedBackup, DumpFault, LostFile, Refused) as fault:
            raise CommandError(f"{fault} Nothing was changed.") from fault
        except OSError as fault:
            raise CommandError(f"Could not restore: {fault.strerror}. The database is as it was.") from fault
        if differing := rows_that_differ(restored.manifest):
            raise CommandError(f"The restore is not whole: {'; '.join(differing)}.")
        call_command("migrate", verbosity=0)
        if restored.before:
            self.stdout.write(f"What stood here before is in {restored.before}.")
        self.stdout.write(
            f"OK: restored as of {restored.manifest.facts['made_at']}. Start web and worker again."
        )
