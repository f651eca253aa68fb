"""Makers of recruitments, for the matrix."""

from collections.abc import Callable
from datetime import date

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.undertakings.models import Undertaking
from headway.features.workforce.actions.recruiting import open_recruitment, record_appointment
from headway.features.workforce.models import Recruitment

OPENED = date(2026, 9, 1)


def make_recruitment(
    words: str = "Child protection officer", undertaking: Undertaking | None = None
) -> Recruitment:
    """An open one."""
    told = {"words": words, "opened_on": OPENED, "advertised_until": None, "undertaking": undertaking}
    return open_recruitment(told=told, by=seen(make_person("hr")), at=AT)


def appointed(row: Recruitment, begins_on: date = date(2027, 1, 1)) -> Recruitment:
    """The same with an appointment."""
    told = {"begins_on": begins_on, "found_by": "Advertised nationally"}
    record_appointment(row=row, **told, by=seen(make_person("hr")), at=AT)
    row.refresh_from_db()
    return row


def recruitment(side: Side) -> Arguments:
    """An open one."""
    return {"key": make_recruitment(f"Officer {side.name}").public_id}


def recruitment_appointed(side: Side) -> Arguments:
    """One with an appointment."""
    return {"key": appointed(make_recruitment(f"Found {side.name}")).public_id}


RECRUITMENT_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "recruitment": recruitment,
    "recruitment_appointed": recruitment_appointed,
}
