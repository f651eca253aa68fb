"""Plan a real authority's year from its published files, as JSON."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from headway.features.deployment.actions import start_draft
from headway.features.policies.actions import PackFault
from headway.flows.plan_year import plan_year
from headway.flows.start_authority import (
    adopt_first_policies,
    entitle_first_year,
    give_advisers,
    load_authority,
)
from headway.flows.tell_plan import tell_plan
from headway.planner.stop import Stop
from headway.publicdata.faults import Unreadable
from headway.rules.calendars import academic_year
from headway.rules.verdict import Refused

GAP = 0.01
WALL_SECONDS = 55.0


class Command(BaseCommand):
    help = "Load published files, propose categories and partnerships, entitle days, deploy advisers, print the plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--authority", required=True, help="the authority's name as the register writes it"
        )
        parser.add_argument("--published", type=Path, required=True, help="folder of published files")
        parser.add_argument("--year", required=True, help="academic year, such as 2026-27")
        parser.add_argument(
            "--advisers", type=int, help="invent so many; else one for each 120 days of demand"
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", default="-", help="file to write, or - for standard output")

    def handle(self, *args: object, **options: object) -> None:
        call_command("migrate", verbosity=0)
        try:
            plan = self._plan(options)
        except (Refused, Unreadable, PackFault, ValueError) as fault:
            raise CommandError(str(fault)) from fault
        text = json.dumps(plan, indent=1, ensure_ascii=False)
        if options["json"] == "-":
            sys.stdout.write(text + "\n")
        else:
            Path(str(options["json"])).write_text(text + "\n", encoding="utf-8")

    def _plan(self, options: dict) -> dict:
        year = academic_year(options["year"])
        at, on = timezone.now(), year.first_on
        name, start = options["authority"], year.first_on.year
        adopt_first_policies(folder=settings.POLICIES, authority=name, by="", at=at)
        load_authority(folder=options["published"], authority=name, year=start, on=on, at=at, tell=self._tell)
        entitle_first_year(year=start, on=on, at=at, tell=self._tell)
        give_advisers(
            year=start, number=options["advisers"], seed=options["seed"], on=on, at=at, tell=self._tell
        )
        draft = start_draft(year=start, seed=options["seed"], by=None, at=at)
        self._tell("deploying advisers")
        stop = Stop(gap=GAP, wall_seconds=WALL_SECONDS, clock=monotonic)
        draft, _ = plan_year(draft=draft, on=on, stop=stop, by=None, at=at)
        return tell_plan(draft)

    def _tell(self, words: str) -> None:
        self.stderr.write(words)
