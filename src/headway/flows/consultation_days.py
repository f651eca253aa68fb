"""The days of a consultation held against the school year: whether they lie in term, and when its deadline is alerted."""

from collections.abc import Collection
from datetime import date

from headway.flows.school_calendar import school_calendar
from headway.rules.calendars import academic_year_of
from headway.rules.consultations import alert_on, in_term, last_day_of_term
from headway.rules.verdict import ALLOWED, Verdict, first_refusal

SCHOOLS = "schools"


def days_in_term(audiences: Collection[str], *days: date | None) -> Verdict:
    """Whether schools are open on these days; allowed where schools are not asked or no terms are known."""
    if SCHOOLS not in audiences:
        return ALLOWED
    known = [day for day in days if day]
    return first_refusal(*(in_term(day, school_calendar(academic_year_of(day))) for day in known))


def alerted_on(deadline: date, school_days: int) -> date:
    """The day from which the deadline is alerted (M15-03)."""
    return alert_on(deadline, school_days, school_calendar(academic_year_of(deadline)))


def end_of_term(day: date) -> date | None:
    """The last school day of the term the day lies in, as published; None where terms are not known."""
    return last_day_of_term(day, school_calendar(academic_year_of(day)))
