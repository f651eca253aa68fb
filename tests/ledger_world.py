"""Days given by rule, bought, put into pools and used, for tests of the day ledger."""

from datetime import date

from headway.features.allocation.crediting import Credit, credit_days
from headway.features.appointments.viewer import Viewer
from headway.features.day_ledger.actions import credit, debit, fill_pool
from headway.features.day_ledger.models import Movement
from headway.features.partnerships.models import Partnership
from headway.features.policies.queries import policy_in_use
from headway.features.schools.models import School
from tests.factories import AT

ON, YEAR = date(2026, 10, 5), 2026


def given(half_days: int, subject: School | Partnership) -> None:
    """Half-days by rule, with their credit."""
    at_school = isinstance(subject, School)
    line = Credit(
        subject_kind="school" if at_school else "partnership",
        subject_id=str(subject.urn) if at_school else subject.public_id,
        rule="own-days",
        context="",
        pool="partnerships",
        base=True,
        half_days=half_days,
        whole_year_half_days=None,
        words="Own days",
        inputs=(),
    )
    stored = policy_in_use("entitlement")
    credit_days(year=YEAR, policy=stored, credits=[line], effective_on=date(YEAR, 9, 1), by="", at=AT)


def told(**more: object) -> dict:
    """What every movement says."""
    return {
        "source": "visit k3",
        "purpose": "Autumn visit",
        "reason": "Planned",
        "on": ON,
        "year": YEAR,
    } | more


def bought(school: School, by: Viewer, half_days: int = 4, source: str = "order 1") -> Movement:
    """Days a school bought."""
    words = told(source=source, purpose="Days bought", reason="Their order")
    return credit(subject=school, kind="bought", half_days=half_days, by=by, at=AT, **words)


def filled(pool: str, by: Viewer, half_days: int = 6, year: int = YEAR) -> Movement:
    """Half-days put into a pool."""
    words = {"source": "plan of the year", "reason": "Agreed", "on": date(year, 10, 5), "year": year}
    return fill_pool(pool=pool, half_days=half_days, by=by, at=AT, **words)


def use(subject: School | Partnership, by: Viewer, half_days: int = 1, **more: object) -> Movement:
    """Days used by a visit."""
    special = {name: more.pop(name) for name in ("pool", "case", "approved") if name in more}
    return debit(subject=subject, half_days=half_days, by=by, at=AT, **special, **told(**more))
