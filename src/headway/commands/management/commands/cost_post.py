"""What a post costs."""

from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation

from django.core.management.base import BaseCommand, CommandError

from headway.commands.output import read_day, write_json
from headway.flows.cost_post import CostedPost, cost_post, tell_costed
from headway.rules.funding import BUYBACK, CORE
from headway.rules.staffing_cost import Terms
from headway.rules.verdict import Refused

MOST = 1_000_000


class Command(BaseCommand):
    help = "Costs a post: pay with on-costs for a year, by source of money, and the days to sell. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--spine", required=True, help="like soulbury-eip")
        parser.add_argument("--point", required=True, type=int)
        parser.add_argument("--on", required=True, help="a day like 2025-09-01")
        parser.add_argument("--pension", required=True, help="tps, lgps or none")
        parser.add_argument("--core", default="100", help="per cent from core money")
        parser.add_argument("--buyback", default="0", help="per cent from buyback")
        parser.add_argument("--day-rate", required=True, help="the price of a day in pounds")
        parser.add_argument("--fte", default="1", help="share of full time, like 0.6")
        parser.add_argument("--json", metavar="FILE", help="write it as JSON into this file; - writes it out")

    def handle(self, *args: object, json: str | None, **options: str | int) -> None:
        try:
            post = _costed(options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if json is None:
            self.stdout.write("\n".join(tell_costed(post)))
        else:
            write_json(self, _as_table(post), json)


def _costed(options: dict) -> CostedPost:
    terms = Terms(
        spine=options["spine"],
        point=options["point"],
        pension=options["pension"],
        fte=_number(options, "fte"),
    )
    return cost_post(
        terms=terms,
        on=read_day("--on", options["on"]),
        shares={CORE: _number(options, "core"), BUYBACK: _number(options, "buyback")},
        day_rate=_number(options, "day_rate"),
    )


def _number(options: dict, name: str) -> Decimal:
    try:
        number = Decimal(options[name])
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > MOST:
        raise CommandError(
            f"--{name.replace('_', '-')} takes a number up to {MOST:,}, not “{options[name]}”."
        )
    return number


def _as_table(post: CostedPost) -> dict[str, float]:
    """Pounds; exact to the penny, and days to a tenth."""
    pounds = {
        "salary": post.cost.salary,
        "total_cost": post.cost.total,
        "core": post.parts[CORE],
        "buyback": post.parts[BUYBACK],
    }
    return {name: pence / 100 for name, pence in pounds.items()} | {"days_to_sell": float(post.days_to_sell)}
