"""Which past day a page is asked to show."""

from datetime import date

from django.http import HttpRequest

from headway.kit.looking_back import AS_AT
from headway.kit.words import day_words
from headway.rules.as_at import AsAt, read_as_at

FIRST_HELD = "The oldest register held is of {day}: names, types and places are as it gave them; nothing tells older ones."
NOT_DATED = "Nothing tells when pupil numbers, capacity and telephone numbers changed, so they are not shown."


def asked_as_at(request: HttpRequest) -> AsAt:
    """The day of the address; today where it names none."""
    return read_as_at(request.GET.get(AS_AT, "").replace("\0", ""), request.viewer.on)


def register_notes(day: date | None, held_from: date | None) -> tuple[str, ...]:
    """What cannot be told of the register on that day."""
    if day is None or held_from is None or held_from <= day:
        return ()
    return (FIRST_HELD.format(day=day_words(held_from)),)
