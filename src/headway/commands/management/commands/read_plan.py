"""Read an action plan from a document."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from headway.commands.output import write_json
from headway.flows.read_plan import read_plan_file, tell_read_plan
from headway.publicdata.faults import Unreadable
from headway.rules.plan_grid import as_tables
from headway.rules.verdict import Refused


class Command(BaseCommand):
    help = "Reads a plan in Word, a spreadsheet or text; tells what stands where, faults and questions. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--json", help="write the grid as JSON into this file; - writes it out", metavar="FILE"
        )

    def handle(self, *args: object, file: Path, json: str | None, **options: object) -> None:
        try:
            plan = read_plan_file(file)
        except (Refused, Unreadable) as fault:
            raise CommandError(str(fault)) from fault
        for fault in plan.faults:
            self.stderr.write(f"{'question' if fault.is_question else 'fault'}  {fault.sentence}")
        if json is None:
            self.stdout.write("\n".join(tell_read_plan(plan)))
        else:
            write_json(self, as_tables(plan), json)
