"""The day ledger of the demonstration: pools, days bought and granted, days used, one request that waits."""

from datetime import date, datetime

from headway.features.allocation.models import Entitlement
from headway.features.appointments.queries import viewer_of
from headway.features.day_ledger.actions import cancel_source, credit, debit, fill_pool
from headway.features.day_ledger.asking import ask_for_days
from headway.features.day_ledger.queries import balance
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.rules.calendars import academic_year_of
from headway.rules.day_ledger import BOUGHT, CONCERN, CRISIS, INTERVENTION

POOLS = {CRISIS: 24, CONCERN: 40, INTERVENTION: 60}
MANY = 8


def use_some_days(*, on: date, at: datetime) -> None:
    """Days of some schools in the academic year of the day; nothing where that year has none."""
    head, asker = first_holder("head-of-service", on=on), first_holder("chief-adviser", on=on)
    year = academic_year_of(on).first_on.year
    with_days = Entitlement.objects.filter(year=year, half_days__gte=2).exclude(school=None).values("school")
    schools = list(School.objects.filter(pk__in=with_days).order_by("name", "pk")[:MANY])
    if head is None or asker is None or not schools:
        return
    access = typed("access")
    by = viewer_of(head, on=on, access=access)
    told = {"year": year, "on": on, "by": by, "at": at}
    for pool, half_days in POOLS.items():
        fill_pool(pool=pool, half_days=half_days, source="Budget of the year", reason="As agreed", **told)
    for number, school in enumerate(schools):
        used = {"source": f"visit demo-{number}", "purpose": "Autumn visit", "reason": "Planned"}
        if balance(school, year) > 0:
            debit(subject=school, half_days=1, **used, **told)
    bought = {"source": "order 41", "purpose": "Support with reading", "reason": "The school's order"}
    credit(subject=schools[0], kind=BOUGHT, half_days=4, **bought, **told)
    crisis = {"source": "decision after the fire", "purpose": "Support after a fire", "reason": "A crisis"}
    credit(subject=schools[1 % len(schools)], kind=CRISIS, half_days=2, **crisis, **told)
    cancel_source(source="visit demo-2", reason="The school was closed by snow", on=on, by=by, at=at)
    asked = viewer_of(asker, on=on, access=access)
    ask_for_days(subject=schools[-1], year=year, half_days=2, reason="A new head in January", by=asked, at=at)
