"""Back up the installation."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.flows.back_up import LostFile, back_up
from headway.gateways.dumps import DumpFault


class Command(BaseCommand):
    help = "Writes database, kept files and signing key into one sealed file, while people go on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", default="", help="folder; unless told, backups in the data folder")

    def handle(self, *args: object, to: str, **options: object) -> None:
        folder = Path(to) if to else Path(settings.MEDIA_ROOT).parent / "backups"
        try:
            made = back_up(folder=folder, at=timezone.localtime())
        except (LostFile, DumpFault) as fault:
            raise CommandError(str(fault)) from fault
        except OSError as fault:
            raise CommandError(
                f"The backup could not be written: {fault.strerror}. Earlier backups are as they were. Make room, or "
                "choose another folder with --to."
            ) from fault
        size = made.place.stat().st_size / 1024 / 1024
        self.stdout.write(
            f"OK: {made.place}, {size:,.1f} MB, {len(made.manifest.parts):,} parts. Keep it safe: it holds all."
        )
