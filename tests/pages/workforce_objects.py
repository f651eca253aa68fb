"""Makers of structures, posts and secondments, for the matrix."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.policies.queries import typed
from headway.features.workforce.actions.structures import (
    add_post,
    add_secondment,
    move_structure,
    pay_post,
    start_structure,
)
from headway.features.workforce.models import Post, Secondment, Structure
from headway.rules.structure_life import CONSULTING

PRICED_ON = date(2025, 9, 1)
SCALE = {
    "spine": "soulbury-eip",
    "first_point": 20,
    "last_point": 22,
    "assessed_points": 0,
    "pension": "tps",
    "allowance_pence": 0,
}
PLAIN = {
    "fte": Decimal(1),
    "role": "adviser",
    "reports_to": None,
    "phases": "primary",
    "subject": "",
    "background": "",
    "intervenes": True,
    "vacant": False,
    "locked_title": False,
}


def make_structure(title: str = "The service as it is", **more: object) -> Structure:
    """A draft costed at the pay of September 2025."""
    told = {"title": title, "year": "2025-26", "transitional": False, "notes": "", "priced_on": PRICED_ON}
    return start_structure(told=told | more, by=seen(make_person("finance")), at=AT)


def make_post(structure: Structure, title: str = "Adviser", **more: object) -> Post:
    """A post without pay."""
    by = seen(make_person("hr"))
    return add_post(structure=structure, told=PLAIN | {"title": title} | more, leads=(), by=by, at=AT)


def make_paid_post(structure: Structure, title: str = "Adviser", core: int = 90, **more: object) -> Post:
    """A post at point 22, from core money and the rest from buyback: £103,420.05 a year."""
    made = make_post(structure, title, **more)
    shares = {"core": Decimal(core), "buyback": Decimal(100 - core)}
    pay_post(post=made, told=SCALE, shares=shares, policy=typed("pay"), by=seen(make_person("hr")), at=AT)
    return made


def make_secondment(structure: Structure, school: object) -> Secondment:
    """Half a head for a year."""
    told = {
        "school": school,
        "title": "Headteacher",
        "days_a_week": Decimal("2.5"),
        "starts_on": date(2025, 9, 1),
        "ends_on": date(2026, 9, 1),
        "recharge_pence": 5_000_000,
        "intervenes": True,
    }
    return add_secondment(structure=structure, told=told, by=seen(make_person("hr")), at=AT)


def structure(side: Side) -> Arguments:
    """A draft with one post."""
    made = make_structure(f"Structure {side.name}")
    make_post(made)
    return {"key": made.public_id}


def structure_out(side: Side) -> Arguments:
    """One that is out for consultation."""
    made = make_structure(f"Out {side.name}")
    make_post(made)
    move_structure(structure=made, to=CONSULTING, by=seen(make_person("hr")), at=AT)
    return {"key": made.public_id}


def post(side: Side) -> Arguments:
    """A post of a draft."""
    made = make_structure(f"Posts {side.name}")
    return {"key": made.public_id, "post": make_paid_post(made).public_id}


def secondment(side: Side) -> Arguments:
    """A secondment of a draft."""
    made = make_structure(f"Seconded {side.name}")
    return {"key": made.public_id, "secondment": make_secondment(made, side.school).public_id}


WORKFORCE_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "structure": structure,
    "structure_out": structure_out,
    "post": post,
    "secondment": secondment,
}
