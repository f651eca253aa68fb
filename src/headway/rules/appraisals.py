"""An options appraisal: weighted criteria, scores with evidence, costs over years, gates, and just one preferred option.

Method: HM Treasury's discount rate, a status quo that is always there, a sensitivity of the weights (domain 5.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from headway.rules.money import round_pence
from headway.rules.verdict import ALLOWED, Verdict, refuse

WHOLE = Decimal(100)
DRAFT, CONSULTING = "draft", "consulting"
STATES = {DRAFT: "Draft", CONSULTING: "In consultation"}
MOST_POINTS = 5


@dataclass(frozen=True, slots=True)
class Criterion:
    """What options are scored on, and how much it weighs in per cent."""

    slug: str
    label: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """Points from 0 to 5 and by what they are seen."""

    points: Decimal
    evidence: str


@dataclass(frozen=True, slots=True)
class Gate:
    """What must have happened before an option goes on. `opened_by`: what opened it; empty while it is shut."""

    words: str
    opened_by: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One option. Costs in pence by year, the first year first; `after`: the key of the option it follows."""

    key: str
    title: str
    status_quo: bool = False
    preferred: bool = False
    costs: tuple[int, ...] = ()
    one_off_pence: int = 0
    scores: Mapping[str, Score] = field(default_factory=dict)
    risks: tuple[str, ...] = ()
    gates: tuple[Gate, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An option with the sum of weight times points, as a share of the most there is, in per cent; None: not all scored."""

    option: Option
    percent: Decimal | None


@dataclass(frozen=True, slots=True)
class Turn:
    """The weight of one criterion, in per cent, at which another option would come first; the others keep their ratio."""

    criterion: str
    weight: Decimal
    winner: str


def faults_of(criteria: Sequence[Criterion], options: Sequence[Option]) -> list[str]:
    """What stands in the way of settling the appraisal, in words (M14-01)."""
    return [*_weights(criteria), *_options(options), *_scores(criteria, options)]


def may_write(state: str) -> Verdict:
    """Whether criteria and options may be changed: in a draft, so that what is consulted upon stays."""
    return ALLOWED if state == DRAFT else refuse("This appraisal is out for consultation and stays as it is.")


def may_settle(state: str, criteria: Sequence[Criterion], options: Sequence[Option]) -> Verdict:
    """Whether a draft can go to consultation: nothing stands in its way, and just one option is preferred."""
    if state != DRAFT:
        return refuse("This appraisal is out for consultation already.")
    faults = faults_of(criteria, options)
    return refuse(" ".join(faults)) if faults else may_consult(options)


def may_consult(options: Sequence[Option]) -> Verdict:
    """Whether the appraisal can go to consultation: just one option is preferred."""
    preferred = [one.title for one in options if one.preferred]
    if len(preferred) > 1:
        return refuse(f"{' and '.join(preferred)} are both preferred. Choose one.")
    return ALLOWED if preferred else refuse("No option is preferred yet. Choose one.")


def may_implement(option: Option) -> Verdict:
    """Whether an option can go on: every gate is open (M14-02, M13-05)."""
    shut = [gate.words for gate in option.gates if not gate.opened_by]
    if shut:
        return refuse(f"{option.title} waits for: {'; '.join(shut)}.")
    return ALLOWED


def rank(criteria: Sequence[Criterion], options: Sequence[Option]) -> list[Ranked]:
    """The options, the best scored first, those not scored whole last; equal ones in the order given."""
    found = [Ranked(one, _percent(criteria, one)) for one in options]
    return sorted(found, key=lambda one: -1 if one.percent is None else one.percent, reverse=True)


def turns(criteria: Sequence[Criterion], options: Sequence[Option]) -> list[Turn]:
    """For each criterion the nearest weight, above and below, at which another option would win; none where none does."""
    scored = [one.option for one in rank(criteria, options) if one.percent is not None]
    if len(scored) < 2:
        return []
    best, found = scored[0], []
    for criterion in criteria:
        now = Fraction(criterion.weight)
        crossings = [
            (at, other)
            for other in scored[1:]
            if (at := _crossing(criterion, criteria, best, other)) is not None
        ]
        below = max(((at, o) for at, o in crossings if at < now), key=lambda one: one[0], default=None)
        above = min(((at, o) for at, o in crossings if at >= now), key=lambda one: one[0], default=None)
        found += [Turn(criterion.slug, _tenth(at), other.key) for at, other in filter(None, (below, above))]
    return found


def present_value(costs: Sequence[int], rate_percent: Decimal, one_off_pence: int = 0) -> int:
    """The costs of years in today's pence: the first year counts whole, each later one less by the rate."""
    factor = 1 + Fraction(rate_percent) / 100
    value = Fraction(one_off_pence) + sum(
        (Fraction(cost) / factor**year for year, cost in enumerate(costs)), Fraction(0)
    )
    return round_pence(value)


def _percent(criteria: Sequence[Criterion], option: Option) -> Decimal | None:
    if not criteria or any(one.slug not in option.scores for one in criteria):
        return None
    total = sum((one.weight * option.scores[one.slug].points for one in criteria), Decimal(0))
    most = sum((one.weight for one in criteria), Decimal(0)) * MOST_POINTS
    return (total * 100 / most).quantize(Decimal("0.1"), ROUND_HALF_UP) if most else None


def _crossing(
    criterion: Criterion, criteria: Sequence[Criterion], best: Option, other: Option
) -> Fraction | None:
    """The weight w in [0, 100] with w·d + (100 − w)·r = 0, d the difference on this criterion and r on the others."""
    rest = [one for one in criteria if one != criterion]
    weights = sum((Fraction(one.weight) for one in rest), Fraction(0))
    if not weights:
        return None
    apart = Fraction(best.scores[criterion.slug].points - other.scores[criterion.slug].points)
    others = (
        sum(
            (
                Fraction(one.weight) * Fraction(best.scores[one.slug].points - other.scores[one.slug].points)
                for one in rest
            ),
            Fraction(0),
        )
        / weights
    )
    if apart == others:
        return None
    at = 100 * others / (others - apart)
    return at if 0 <= at <= 100 else None


def _tenth(number: Fraction) -> Decimal:
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _weights(criteria: Sequence[Criterion]) -> Iterator[str]:
    total = sum((one.weight for one in criteria), Decimal(0))
    if criteria and total != WHOLE:
        yield f"The weights add up to {total.normalize():f}, not to 100. Correct one of them."


def _options(options: Sequence[Option]) -> Iterator[str]:
    quo = [one.title for one in options if one.status_quo]
    if len(quo) != 1:
        yield "One option is the status quo, so that the others can be held against it."
    preferred = [one.title for one in options if one.preferred]
    if len(preferred) > 1:
        yield f"{' and '.join(preferred)} are both preferred. Choose one."
    keys = [one.key for one in options]
    for one in options:
        if one.after and one.after not in keys:
            yield f"{one.title} follows an option that is not there."
        if one.after == one.key:
            yield f"{one.title} follows itself. Choose another option, or none."


def _scores(criteria: Sequence[Criterion], options: Sequence[Option]) -> Iterator[str]:
    known = {one.slug for one in criteria}
    for option in options:
        for slug, score in option.scores.items():
            if slug not in known:
                yield f"{option.title} is scored on “{slug}”, which is no criterion."
            elif not 0 <= score.points <= MOST_POINTS:
                yield f"{option.title}: points go from 0 to {MOST_POINTS}, not {score.points.normalize():f}."
            elif not score.evidence.strip():
                yield f"{option.title}: the points on “{slug}” say by what they are seen."
