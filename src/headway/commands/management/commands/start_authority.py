"""Start a real authority from its published files."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.features.deployment.actions import start_draft
from headway.features.policies.actions import PackFault
from headway.flows.first_people import first_people
from headway.flows.start_authority import (
    adopt_first_policies,
    entitle_first_year,
    give_advisers,
    load_authority,
)
from headway.publicdata.faults import Unreadable
from headway.rules.calendars import academic_year_of
from headway.rules.verdict import Refused
from headway.worker.yearplan import ask_for_plan


class Command(BaseCommand):
    help = "Load an authority from a folder of published files, entitle the year and let the worker plan it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--published", type=Path, required=True, help="folder of published files")
        parser.add_argument(
            "--authority", required=True, help="the authority's name as the register writes it"
        )
        parser.add_argument("--advisers", type=int, help="invent so many where none are given")

    def handle(
        self, *args: object, published: Path, authority: str, advisers: int | None, **options: object
    ) -> None:
        on, at = timezone.localdate(), timezone.now()
        year = academic_year_of(on).first_on.year
        try:
            adopt_first_policies(folder=settings.POLICIES, authority=authority, by="", at=at)
            load_authority(folder=published, authority=authority, year=year, on=on, at=at, tell=self._tell)
        except (Refused, Unreadable, PackFault) as fault:
            raise CommandError(str(fault)) from fault
        entitle_first_year(year=year, on=on, at=at, tell=self._tell)
        give_advisers(year=year, number=advisers, seed=1, on=on, at=at, tell=self._tell)
        first_people(valid_from=on, by="", at=at)
        ask_for_plan(draft=start_draft(year=year, seed=1, by=None, at=at), by="", at=at)

    def _tell(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
