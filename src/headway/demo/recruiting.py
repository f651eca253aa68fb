"""Recruitments for the demonstration: one that an action of a plan waits for, one closed with its appointment."""

from datetime import date, datetime, timedelta

from headway.features.appointments.queries import viewer_of
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.workforce.actions import recruiting as deeds
from headway.features.workforce.recruited import actions_that_may_wait

WRITER = "hr"
WEEKS = timedelta(weeks=1)


def recruit_for_the_service(*, on: date, at: datetime) -> None:
    """Somebody is looked for, and somebody was found."""
    writer = first_holder(WRITER, on=on)
    if writer is None:
        return
    by = viewer_of(writer, on=on, access=typed("access"))
    action = actions_that_may_wait().last()
    open_one = {
        "words": "Adviser, special schools, three days a week",
        "opened_on": on - 3 * WEEKS,
        "advertised_until": on + 2 * WEEKS,
        "undertaking": action.undertaking if action else None,
    }
    deeds.open_recruitment(told=open_one, by=by, at=at)
    found = {
        "words": "Tutor, tuition service, half time",
        "opened_on": on - 15 * WEEKS,
        "advertised_until": on - 12 * WEEKS,
        "undertaking": None,
    }
    row = deeds.open_recruitment(told=found, by=by, at=at)
    how = "Advertised nationally, four interviewed"
    deeds.record_appointment(row=row, begins_on=on - 4 * WEEKS, found_by=how, by=by, at=at)
    deeds.close_recruitment(row=row, by=by, at=at)
