"""The day ledger of the demonstration: pools, days bought and granted, one request that waits. Visits use days."""

from datetime import date, datetime

from headway.features.allocation.models import Entitlement
from headway.features.allocation.queries import is_entitled
from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.day_ledger.actions import credit, fill_pool
from headway.features.day_ledger.asking import ask_for_days
from headway.features.day_ledger.queries import balance
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.rules.calendars import academic_year_of
from headway.rules.day_ledger import BOUGHT, CONCERN, CRISIS, INTERVENTION

POOLS = {CRISIS: 24, CONCERN: 40, INTERVENTION: 60}
MANY = 8


def fill_pools(*, on: date, at: datetime) -> None:
    """The pools of the academic year of the day."""
    head = first_holder("head-of-service", on=on)
    if head is None:
        return
    by = viewer_of(head, on=on, access=typed("access"))
    told = {"year": _year(on), "source": "Budget of the year", "reason": "As agreed", "on": on}
    for pool, half_days in POOLS.items():
        fill_pool(pool=pool, half_days=half_days, **told, by=by, at=at)


def buy_and_ask_for_days(*, on: date, at: datetime) -> None:
    """Days bought, days granted in a crisis, and a request that waits; nothing where the year has no days."""
    head, asker = first_holder("head-of-service", on=on), first_holder("chief-adviser", on=on)
    year = _year(on)
    with_days = Entitlement.objects.filter(year=year, half_days__gte=2).exclude(school=None).values("school")
    schools = list(School.objects.filter(pk__in=with_days).order_by("name", "pk")[:MANY])
    if head is None or asker is None or not schools:
        return
    access = typed("access")
    told = {"year": year, "on": on, "by": viewer_of(head, on=on, access=access), "at": at}
    bought = {"source": "order 41", "purpose": "Support with reading", "reason": "The school's order"}
    credit(subject=schools[0], kind=BOUGHT, half_days=4, **bought, **told)
    crisis = {"source": "decision after the fire", "purpose": "Support after a fire", "reason": "A crisis"}
    credit(subject=schools[1 % len(schools)], kind=CRISIS, half_days=2, **crisis, **told)
    asked = viewer_of(asker, on=on, access=access)
    ask_for_days(subject=schools[-1], year=year, half_days=2, reason="A new head in January", by=asked, at=at)


def buy_where_none_are_left(school: School, half_days: int, *, on: date, by: Viewer, at: datetime) -> None:
    """An order of the school's for so many half-days, where it has none left."""
    year = _year(on)
    if is_entitled(year) and balance(school, year) < half_days:
        told = {"source": f"order {school.urn} of {on}", "purpose": "A visit", "reason": "The school's order"}
        credit(subject=school, kind=BOUGHT, half_days=half_days, year=year, on=on, by=by, at=at, **told)


def _year(on: date) -> int:
    return academic_year_of(on).first_on.year
