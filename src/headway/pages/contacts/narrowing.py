"""What the list of contacts is narrowed by."""

from datetime import date

from django.db.models import Q, QuerySet

from headway.features.contacts.models import Contact, Manner
from headway.kit.listing import ListQuery
from headway.pages.schools.words import year_words
from headway.rules.calendars import academic_year_of

BOXES = ("q", "manner", "by", "year")
# What only a link from the totals asks for.
BEHIND = ("school", "topic")
FILTERS = (*BOXES, *BEHIND)
YEARS = 4
LONGEST_URN = 9


def matching(rows: QuerySet[Contact], query: ListQuery) -> QuerySet[Contact]:
    """The contacts that the filters leave."""
    for word in query.text("q").split():
        rows = rows.filter(Q(school__name__icontains=word) | Q(topic__icontains=word))
    if (manner := query.text("manner")) in Manner.values:
        rows = rows.filter(manner=manner)
    if person := query.text("by"):
        rows = rows.filter(by__public_id=person)
    if (urn := query.text("school")).isdecimal() and len(urn) <= LONGEST_URN:
        rows = rows.filter(school=int(urn))
    if topic := query.text("topic"):
        rows = rows.filter(topic__iexact=topic)
    return in_year(rows, query.text("year"))


def in_year(rows: QuerySet[Contact], year: str) -> QuerySet[Contact]:
    """Those of the academic year that begins in `year`; all where it is no year that can be."""
    if not (year.isascii() and year.isdigit() and date.min.year < int(year[:5]) < date.max.year):
        return rows
    return rows.filter(on__gte=date(int(year[:5]), 9, 1), on__lt=date(int(year[:5]) + 1, 9, 1))


def years_to_choose(on: date) -> list[tuple[str, str]]:
    """The academic years of the last contacts, the newest first."""
    newest = academic_year_of(on).first_on.year
    return [(str(year), year_words(year)) for year in range(newest, newest - YEARS, -1)]
