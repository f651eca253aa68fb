"""Makers of the day ledger's things, for the matrix."""

from collections.abc import Callable

from tests.ledger_world import ON, YEAR, bought
from tests.pages.people import AT, SINCE, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.day_ledger.asking import ask_for_days
from headway.features.day_ledger.models import DayRequest
from headway.features.partnerships.models import Membership, Partnership
from headway.rules.day_ledger import CONCERN


def make_day_request(side: Side, pool: str = CONCERN) -> DayRequest:
    """Days for concern that wait for a decision."""
    by = seen(make_person("chief-adviser"), ON)
    return ask_for_days(
        subject=side.school, year=YEAR, half_days=1, reason="Results fell", by=by, at=AT, pool=pool
    )


def _partnership(side: Side) -> Arguments:
    """A partnership with a share of days, of which the side's school is a member."""
    made, _ = Partnership.objects.get_or_create(
        name=f"Partnership {side.name}", defaults={"kind": "geographic", "formed_on": SINCE, "proposed": True}
    )
    Membership.objects.get_or_create(
        partnership=made, school=side.school, defaults={"recognised": True, "valid_from": SINCE}
    )
    return {"key": made.public_id}


def _movement(side: Side) -> Arguments:
    by = seen(make_person("head-of-service"), ON)
    return {"key": bought(side.school, by, source=f"order {side.name}").public_id}


DAY_LEDGER_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "day_partnership": _partnership,
    "day_movement": _movement,
    "day_request": lambda side: {"key": make_day_request(side).public_id},
}
