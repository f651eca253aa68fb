"""A maker of budgets, for the matrix."""

from collections.abc import Callable
from decimal import Decimal

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.budgets.actions.schools import write_budget
from headway.features.budgets.models import Budget
from headway.rules.school_budgets import Assumption, Base

BASE = Base(opening_pence=0, staff_pence=80_000_000, other_pence=20_000_000)
EVEN = Assumption(200, 500_000, 0, Decimal(0), Decimal(0))  # £1,000,000 in, £1,000,000 out


def make_budget(school: object, base: Base = BASE) -> Budget:
    """Five even years from 2026/27."""
    told = {"first_year": 2026, "base": base, "assumptions": [EVEN] * 5}
    return write_budget(school=school, **told, seen_version=0, by=seen(make_person("finance")), at=AT)


def budget(side: Side) -> Arguments:
    """The budget of the side's school."""
    make_budget(side.school)
    return {"urn": side.school.urn}


BUDGET_MAKERS: dict[str, Callable[[Side], Arguments]] = {"budget": budget}
