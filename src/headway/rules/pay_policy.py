"""The policy of pay: spines by date, how long a scale may be, on-costs by scheme and date, days in a year."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from headway.rules.calendars import day_words
from headway.rules.money import to_pence
from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.verdict import Refused

MARKED = ("V", "S", "G", "D")
_POINT = re.compile(r"(?P<point>[0-9]{1,3}): (?P<pounds>[0-9]{1,7}(\.[0-9]{2})?)")


@dataclass(frozen=True, slots=True)
class Award:
    """The points of a spine from a day on, in pence a year; `computed_from`: the first point nobody published."""

    valid_from: date
    points: Mapping[int, int]
    computed_from: int | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Spine:
    """A pay spine with its awards, the oldest first."""

    slug: str
    label: str
    awards: tuple[Award, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage in force over [valid_from, valid_until); `threshold_pence` a year is free of it."""

    valid_from: date
    valid_until: date | None
    percent: Decimal
    threshold_pence: int = 0

    def in_force(self, on: date) -> bool:
        """Whether it holds on the day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True)
class Scheme:
    """What an employer pays on top of pay under one name, by date."""

    label: str
    rates: tuple[Rate, ...]

    def on(self, day: date) -> Rate:
        """The rate in force on the day. Refused where none is known."""
        found = next((one for one in self.rates if one.in_force(day)), None)
        if found is None:
            raise Refused(
                f"No rate of {self.label} is known for {day_words(day)}. Add one to the policy of pay."
            )
        return found


@dataclass(frozen=True, slots=True)
class PayPolicy:
    """Spines and pension schemes by slug; national insurance and the levy; days worked and days that reach schools."""

    header: Header
    spines: Mapping[str, Spine]
    pensions: Mapping[str, Scheme]
    national_insurance: Scheme
    levy: Scheme
    longest_scale: int
    most_assessed: int
    working_days: int
    deliverable_days: int
    uplift_percent: Decimal
    discount_percent: Decimal
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def spine(self, slug: str) -> Spine:
        """The spine of this name. Refused with those there are."""
        if slug not in self.spines:
            raise Refused(f"There is no spine “{slug}”. Use one of: {', '.join(self.spines)}.")
        return self.spines[slug]

    def pension(self, slug: str) -> Scheme:
        """The pension scheme of this name. Refused with those there are."""
        if slug not in self.pensions:
            raise Refused(f"There is no pension scheme “{slug}”. Use one of: {', '.join(self.pensions)}.")
        return self.pensions[slug]

    def award(self, slug: str, on: date) -> Award:
        """The award of a spine in force on the day. Refused where the scale did not exist then."""
        spine = self.spine(slug)
        found = [one for one in spine.awards if one.valid_from <= on]
        if not found:
            first = spine.awards[0].valid_from
            raise Refused(
                f"No pay of {spine.label} is known for {day_words(on)}; the first is from {day_words(first)}."
            )
        return found[-1]

    def salary(self, slug: str, point: int, on: date) -> int:
        """Pence a year at a point on the day. Refused where there is no such point then."""
        award = self.award(slug, on)
        if point not in award.points:
            points = f"{min(award.points)} to {max(award.points)}"
            raise Refused(
                f"{self.spine(slug).label} had no point {point} on {day_words(on)}; it ran from {points}."
            )
        return award.points[point]


def read_pay(table: object) -> PayPolicy:
    """The policy of pay from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="pay")
    scale, days, assumed = (section.section(name) for name in ("scale", "days", "assumptions"))
    policy = PayPolicy(
        header=header,
        spines={slug: _spine(slug, part) for slug, part in section.sections("spines")},
        pensions={slug: _scheme(part) for slug, part in section.sections("pensions")},
        national_insurance=_scheme(section.section("national_insurance")),
        levy=_scheme(section.section("levy")),
        longest_scale=scale.whole("longest", least=1),
        most_assessed=scale.whole("most_assessed_points"),
        working_days=days.whole("working", least=1, most=366),
        deliverable_days=days.whole("deliverable", least=1, most=366),
        uplift_percent=assumed.number("uplift_percent", least=-10, most=50),
        discount_percent=assumed.number("discount_percent", most=50),
        marks=dict(section.marks),
    )
    for part in (scale, days, assumed, section):
        part.close()
    if policy.deliverable_days > policy.working_days:
        raise days.fault("deliverable", "No more days reach schools than are worked.")
    return policy


def _spine(slug: str, part: Section) -> Spine:
    awards = tuple(_award(row) for row in part.rows("awards"))
    _insist_on_order(part, "awards", [one.valid_from for one in awards])
    spine = Spine(slug, part.text("label"), awards)
    part.close()
    return spine


def _award(row: Section) -> Award:
    points = dict(_point(row, text) for text in row.texts("points"))
    mark = Mark(row.text("mark", among=MARKED), row.text("source"))
    award = Award(row.day("from"), points, row.optional_whole("computed_from", least=1), mark)
    row.close()
    if not points:
        raise row.fault("points", "An award names at least one point.")
    if list(points.values()) != sorted(points.values()) or list(points) != sorted(points):
        raise row.fault("points", "Points rise in number and in pay.")
    return award


def _point(row: Section, text: str) -> tuple[int, int]:
    found = _POINT.fullmatch(text)
    if found is None:
        raise row.fault("points", f"“{text}” is no point of a spine; write it like “22: 72250”.")
    return int(found["point"]), to_pence(Decimal(found["pounds"]))


def _scheme(part: Section) -> Scheme:
    rates = []
    for row in part.rows("rates"):
        threshold = row.number("threshold") if row.has("threshold") else Decimal(0)
        percent = row.number("percent", most=100)
        rates.append(Rate(row.day("from"), row.optional_date("until"), percent, to_pence(threshold)))
        row.close()
    _insist_on_order(part, "rates", [one.valid_from for one in rates])
    closed = [
        rate if rate.valid_until or after is None
        else Rate(rate.valid_from, after.valid_from, rate.percent, rate.threshold_pence)
        for rate, after in zip(rates, [*rates[1:], None], strict=True)
    ]  # fmt: skip
    scheme = Scheme(part.text("label"), tuple(closed))
    part.close()
    return scheme


def _insist_on_order(part: Section, key: str, days: Sequence[date]) -> None:
    if list(days) != sorted(set(days)):
        raise part.fault(key, "The oldest stands first, and no day stands twice.")
