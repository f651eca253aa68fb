"""The authority's school year as its published terms say, and the school days that remain of it."""

from datetime import date

from headway.features.policies.queries import typed
from headway.features.schools.models import BankHoliday, TermDate
from headway.features.schools.queries import own_authority
from headway.rules.calendars import (
    AcademicYear,
    CannotCompute,
    RemainingDays,
    SchoolCalendar,
    Span,
    remaining_in_model_year,
    remaining_school_days,
)


def school_calendar(year: AcademicYear) -> SchoolCalendar:
    """Terms, closures and training days the authority published for the year; without terms where it has not."""
    authority = own_authority()
    rows = TermDate.objects.filter(
        academic_year=year.first_on.year, authority_name__iexact=authority.name if authority else ""
    )
    spans: dict[str, list[Span]] = {}
    for row in rows.order_by("start_on"):
        spans.setdefault(row.kind, []).append(Span(row.start_on, row.until))
    holidays = BankHoliday.objects.filter(on__gte=year.first_on, on__lt=year.until)
    return SchoolCalendar(
        year=year,
        terms=tuple(spans.get("term", ())),
        holidays=tuple(spans.get("closure", ())),
        inset_on=frozenset(span.first_on for span in spans.get("inset", ())),
        bank_holidays_on=frozenset(holidays.values_list("on", flat=True)),
        source="published term dates",
    )


def remaining_days(on: date, year: AcademicYear) -> RemainingDays | CannotCompute:
    """School days of the year left from a day on: by published terms, else by the model year, which its words say."""
    policy = typed("calendar")
    calendar = school_calendar(year)
    if calendar.terms:
        return remaining_school_days(on, calendar, policy)
    return remaining_in_model_year(on, year, policy)
