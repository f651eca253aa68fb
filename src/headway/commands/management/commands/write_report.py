"""Write a decision report in Word."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from headway.flows.write_report import packed_report, write_report
from headway.rules.verdict import Refused


class Command(BaseCommand):
    help = "Writes the decision report of a pack in Word; refuses while sections are blank, or marks them. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pack", required=True, help="like rochdale-2012")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="the Word file to write")
        parser.add_argument("--draft", action="store_true", help="mark what is blank instead of refusing")

    def handle(self, *args: object, pack: str, out: Path, draft: bool, **options: object) -> None:
        try:
            content = write_report(*packed_report(pack), draft=draft)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        try:
            out.write_bytes(content)
        except OSError as fault:
            raise CommandError(f"{out} cannot be written: {fault.strerror}. Name another file.") from fault
        self.stdout.write(f"Written: {out}")
