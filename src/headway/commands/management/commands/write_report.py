"""Write a decision report in Word or as a PDF."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from headway.flows.write_report import packed_report, write_report
from headway.gateways.documents import pack_pdf, pack_word
from headway.rules.verdict import Refused

MAKERS = {".docx": pack_word, ".pdf": pack_pdf}


class Command(BaseCommand):
    help = (
        "Writes the decision report of a pack in Word or as a PDF; refuses while sections are blank, or marks them. "
        "Needs no database."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pack", required=True, help="like rochdale-2012")
        parser.add_argument(
            "--out", required=True, type=Path, metavar="FILE", help="the file to write: .docx, or .pdf"
        )
        parser.add_argument("--draft", action="store_true", help="mark what is blank instead of refusing")

    def handle(self, *args: object, pack: str, out: Path, draft: bool, **options: object) -> None:
        make = MAKERS.get(out.suffix.lower())
        if make is None:
            raise CommandError(f"{out.name} says no kind of file. Let its name end in .docx or .pdf.")
        try:
            content = make(write_report(*packed_report(pack), draft=draft))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        try:
            out.write_bytes(content)
        except OSError as fault:
            raise CommandError(f"{out} cannot be written: {fault.strerror}. Name another file.") from fault
        self.stdout.write(f"Written: {out}")
