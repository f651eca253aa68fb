"""Appraise the options of a pack."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from headway.commands.output import read_day, write_json
from headway.flows.appraise import appraise_pack, as_tables, tell_appraisals
from headway.rules.verdict import Refused

PRICED_ON = date(2025, 9, 1)


class Command(BaseCommand):
    help = "Costs the options of a pack by year and tells gates and the preferred one. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pack", required=True, help="like luton-2002")
        parser.add_argument("--on", help=f"the day whose pay and rates hold; without it {PRICED_ON}")
        parser.add_argument("--json", metavar="FILE", help="write it as JSON into this file; - writes it out")

    def handle(self, *args: object, pack: str, on: str | None, json: str | None, **options: object) -> None:
        day = read_day("--on", on) if on else PRICED_ON
        try:
            found = appraise_pack(pack=pack, on=day)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if json is None:
            self.stdout.write("\n".join(tell_appraisals(found)))
        else:
            write_json(self, as_tables(found, pack, day), json)
