"""Load a folder of published files."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.flows.load_folder import load_folder
from headway.publicdata.faults import Unreadable
from headway.rules.verdict import Refused


class Command(BaseCommand):
    help = "Read and apply the newest published file of each kind in a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--authority", required=True, help="the authority's name as the register writes it"
        )
        parser.add_argument(
            "--history", action="store_true", help="take from older files the years of which nothing is held"
        )

    def handle(self, *args: object, **options: object) -> None:
        try:
            loaded = load_folder(
                folder=options["folder"],
                authority=options["authority"],
                by="",
                at=timezone.now(),
                tell=self._tell,
                history=options["history"],
            )
        except (Refused, Unreadable) as fault:
            raise CommandError(str(fault)) from fault
        for one in loaded:
            self.stdout.write(f"{one.path.name}: {one.words}")

    def _tell(self, words: str) -> None:
        self.stderr.write(words)
