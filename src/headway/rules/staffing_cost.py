"""What a post costs: pay with everything the employer pays on top, on a day, over a span, and split at any days.

Rates and scale points come from the policy of pay (domain: Soulbury awards, pension, national insurance, levy).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from headway.rules.calendars import Span, day_words
from headway.rules.money import percent_of, round_pence
from headway.rules.pay_policy import PayPolicy
from headway.rules.verdict import ALLOWED, Verdict, refuse

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Terms:
    """How a post is paid: a point of a spine, its share of full time (1 is full), pension scheme, allowance a year in pence."""

    spine: str
    point: int
    pension: str
    fte: Decimal = Decimal(1)
    allowance_pence: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """Pence by kind; `total` is their sum."""

    salary: int
    national_insurance: int
    pension: int
    levy: int

    @property
    def total(self) -> int:
        """Everything the employer pays."""
        return self.salary + self.national_insurance + self.pension + self.levy

    def __add__(self, other: Cost) -> Cost:
        return Cost(*(mine + theirs for mine, theirs in zip(self.parts, other.parts, strict=True)))

    @property
    def parts(self) -> tuple[int, int, int, int]:
        """The four kinds in their order."""
        return (self.salary, self.national_insurance, self.pension, self.levy)


NOTHING = Cost(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ScaleAdvice:
    """What is said of a scale of pay: a sentence, and the scale offered instead (None: none is)."""

    words: str
    last: int | None = None
    assessed: int | None = None


def may_use_scale(first: int, last: int, assessed: int, spine: str, on: date, policy: PayPolicy) -> Verdict:
    """Whether a scale with its assessed points exists on the spine on that day."""
    if last < first:
        return refuse(f"The scale ends at point {last}, before it begins at {first}. Correct one of them.")
    if assessed > policy.most_assessed:
        return refuse(
            f"At most {policy.most_assessed} points are given for structured professional assessments."
        )
    award = policy.award(spine, on)
    missing = [point for point in (first, last + assessed) if point not in award.points]
    if missing:
        points = f"{min(award.points)} to {max(award.points)}"
        return refuse(
            f"There is no point {missing[0]} on this spine on {day_words(on)}; it runs from {points}."
        )
    return ALLOWED


def advice_on_scale(first: int, last: int, assessed: int, policy: PayPolicy) -> ScaleAdvice | None:
    """A warning where a scale is longer than the national rule, with the scale that keeps to it (M2-03); None: it does."""
    points, longest = last - first + 1, policy.longest_scale
    if points <= longest:
        return None
    over = points - longest
    words = f"{first} to {last} is {points} points. A scale has not more than {longest} consecutive points"
    if assessed + over > policy.most_assessed:
        return ScaleAdvice(f"{words}. Choose a shorter one.")
    kept, added = last - over, "one point" if over == 1 else f"{over} points"
    return ScaleAdvice(
        f"{words}: use {first} to {kept} and {added} for structured professional assessment.",
        kept,
        assessed + over,
    )


def annual_cost(terms: Terms, on: date, policy: PayPolicy) -> Cost:
    """The cost of a whole year at what holds on the day. Refused where a rate or the point is not known then."""
    full = policy.salary(terms.spine, terms.point, on)
    salary = round_pence(full * Fraction(terms.fte)) + terms.allowance_pence
    insurance = policy.national_insurance.on(on)
    return Cost(
        salary=salary,
        national_insurance=percent_of(max(0, salary - insurance.threshold_pence), insurance.percent),
        pension=percent_of(salary, policy.pension(terms.pension).on(on).percent),
        levy=percent_of(salary, policy.levy.on(on).percent),
    )


def cost_between(terms: Terms, days: Sequence[date], policy: PayPolicy) -> tuple[Cost, ...]:
    """The cost between each day and the next, half-open; the parts add up to the cost from the first day to the last.

    A month costs a twelfth of a year; a part of one, its share of the days of that month. Pay and rates are those of each
    day. Amounts are rounded where they are added up, so that nothing is lost at a cut.
    """
    sums: list[Fraction] = [Fraction(0)] * len(NOTHING.parts)
    reached = [0] * len(NOTHING.parts)
    found = []
    for first_on, until in zip(days, days[1:], strict=False):
        for piece in _pieces(terms, Span(first_on, until), policy):
            share = _share_of_year(piece)
            yearly = annual_cost(terms, piece.first_on, policy).parts
            sums = [known + share * one for known, one in zip(sums, yearly, strict=True)]
        now = [round_pence(one) for one in sums]
        found.append(Cost(*(after - before for after, before in zip(now, reached, strict=True))))
        reached = now
    return tuple(found)


def cost_of(terms: Terms, span: Span, policy: PayPolicy) -> Cost:
    """The cost over a span of days."""
    return cost_between(terms, (span.first_on, span.until), policy)[0]


def _pieces(terms: Terms, span: Span, policy: PayPolicy) -> Iterator[Span]:
    """The span cut where pay or a rate changes and where a month begins."""
    changes = {award.valid_from for award in policy.spine(terms.spine).awards}
    for scheme in (policy.national_insurance, policy.levy, policy.pension(terms.pension)):
        changes |= {rate.valid_from for rate in scheme.rates}
    first_on = span.first_on
    while first_on < span.until:
        month = _next_month(first_on)
        until = min([span.until, month, *(day for day in changes if first_on < day < month)])
        yield Span(first_on, until)
        first_on = until


def _share_of_year(piece: Span) -> Fraction:
    first_of_month = piece.first_on.replace(day=1)
    in_month = (_next_month(piece.first_on) - first_of_month).days
    return Fraction((piece.until - piece.first_on).days, in_month * MONTHS)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
