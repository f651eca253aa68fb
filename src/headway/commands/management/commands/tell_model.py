"""Tell the model of a pack."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from headway.commands.output import write_json
from headway.flows.tell_model import as_tables, packed_model, packed_quadrants, tell
from headway.rules.verdict import Refused


class Command(BaseCommand):
    help = "Tells a pack's chart, quadrants, traded offer, consultation and frame of the plan. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pack", required=True, help="like essex-2017")
        parser.add_argument("--json", metavar="FILE", help="write it as JSON into this file; - writes it out")

    def handle(self, *args: object, pack: str, json: str | None, **options: object) -> None:
        try:
            model = packed_model(pack)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        quadrants = packed_quadrants(pack)
        if json is None:
            self.stdout.write("\n".join(tell(model, quadrants)))
        else:
            write_json(self, as_tables(model, quadrants), json)
