"""A date asked for in three parts, day, month and year, as people know it by heart."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from headway.kit.words import MONTHS, day_words, list_words

PARTS = ("day", "month", "year")
ARTICLES = {"day": "a day", "month": "a month", "year": "a year"}
WIDTHS = {"day": 2, "month": 2, "year": 4}
YEAR_DIGITS = 4
SHORTEST_MONTH_NAME = 3

Typed = Sequence[str]


class MemorableDateWidget(forms.Widget):
    """Three boxes named `<name>-day`, `<name>-month` and `<name>-year`."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> Typed:
        """What was typed, day first."""
        return tuple((data.get(f"{name}-{part}") or "").strip() for part in PARTS)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: object, name: str) -> bool:
        """True when the form that was sent had none of the boxes."""
        return not any(f"{name}-{part}" in data for part in PARTS)

    def boxes(self, name: str, value: object, auto_id: str, wrong: Sequence[str]) -> list[dict[str, Any]]:
        """The boxes as the template shows them."""
        typed = typed_parts(value)
        return [
            {
                "id": f"{auto_id}-{part}",
                "name": f"{name}-{part}",
                "label": part.title(),
                "value": words,
                "width": WIDTHS[part],
                "wrong": part in wrong,
            }
            for part, words in zip(PARTS, typed, strict=True)
        ]

    def render(
        self, name: str, value: object, attrs: Mapping[str, Any] | None = None, renderer: object = None
    ) -> str:
        """The three boxes alone; `kit.fields.render_field` puts legend, hint and error round them."""
        auto_id = (attrs or {}).get("id", f"id_{name}")
        return render_to_string(
            "kit/date_boxes.html", {"id": auto_id, "boxes": self.boxes(name, value, auto_id, ())}
        )


class MemorableDateField(forms.Field):
    """A date in three parts. Months may be typed by name. `earliest` and `latest` are allowed themselves."""

    widget = MemorableDateWidget
    default_error_messages = {
        "incomplete": "%(label)s must include %(absent)s",
        "impossible": "%(label)s must be a real date, like 27 3 2026",
        "short_year": "%(label)s must have a year of 4 digits, like 2026",
        "too_early": "%(label)s must be on or after %(limit)s",
        "too_late": "%(label)s must be on or before %(limit)s",
    }

    def __init__(
        self, *, earliest: datetime.date | None = None, latest: datetime.date | None = None, **more: Any
    ) -> None:
        super().__init__(**more)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: object) -> datetime.date | None:
        """A date, or None when nothing was typed. Raises ValidationError naming the parts at fault."""
        if value is None or isinstance(value, datetime.date):
            return value
        typed = dict(zip(PARTS, typed_parts(value), strict=True))
        absent = [part for part in PARTS if not typed[part]]
        if len(absent) == len(PARTS):
            return None
        if absent:
            raise self._fault("incomplete", absent, absent=list_words(ARTICLES[part] for part in absent))
        return self._to_date(typed)

    def _to_date(self, typed: Mapping[str, str]) -> datetime.date:
        if typed["year"].isdecimal() and len(typed["year"]) != YEAR_DIGITS:
            raise self._fault("short_year", ["year"])
        month = read_month(typed["month"])
        try:
            return datetime.date(read_number(typed["year"]), month, read_number(typed["day"]))
        except ValueError:
            raise self._fault("impossible", ["month"] if not month else PARTS) from None

    def validate(self, value: object) -> None:
        """The limits, after the question whether there is a date at all."""
        super().validate(value)
        if not isinstance(value, datetime.date):
            return
        if self.earliest and value < self.earliest:
            raise self._fault("too_early", PARTS, limit=day_words(self.earliest))
        if self.latest and value > self.latest:
            raise self._fault("too_late", PARTS, limit=day_words(self.latest))

    def has_changed(self, initial: object, data: object) -> bool:
        """Compares what was typed with what stood there."""
        return tuple(typed_parts(initial)) != tuple(typed_parts(data))

    def _fault(self, code: str, parts: Sequence[str], **words: str) -> ValidationError:
        params = {"label": self.label or "The date", "parts": tuple(parts), **words}
        return ValidationError(self.error_messages[code], code=code, params=params)


def typed_parts(value: object) -> Typed:
    """Day, month and year as typed; of a stored date as numbers; three blanks for nothing."""
    if isinstance(value, datetime.date):
        return (str(value.day), str(value.month), str(value.year))
    if isinstance(value, tuple | list) and len(value) == len(PARTS):
        return tuple(str(part) for part in value)
    return ("", "", "")


def read_number(words: str) -> int:
    """Digits as a number, anything else as 0, which is no day, month or year."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) <= YEAR_DIGITS else 0


def read_month(words: str) -> int:
    """1 to 12 from a number or from a name of at least three letters; 0 where it is neither."""
    if len(words) >= SHORTEST_MONTH_NAME and words.isalpha():
        named = [n for n, month in enumerate(MONTHS, start=1) if month.lower().startswith(words.lower())]
        return named[0] if named else 0
    return read_number(words)
