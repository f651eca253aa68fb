"""What the rules propose as a school's category, indicator by indicator. A proposal; never a judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from headway.rules.calendars import day_words
from headway.rules.category_policy import CategoryPolicy, ForcingRule, Indicator
from headway.rules.inspections import (
    CONCERN_WORDS,
    Inspection,
    InspectionPolicy,
    find_concern,
    find_stuck,
    grade_words,
    latest_first,
)
from headway.rules.schools import add_months
from headway.rules.triggers import Tick, find_tick

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Figure:
    """A published or reported number. `earlier`: the same in the years before, newest first. Missing is None.

    `comparator` is what it is held against, of the area in `comparator_words`; `cohort` the number of pupils; `dated_on`
    the day after its period, from which its age is counted.
    """

    value: Decimal | None
    comparator: Decimal | None = None
    earlier: tuple[Decimal | None, ...] = ()
    cohort: int | None = None
    period: str = ""
    source: str = ""
    why_missing: str = ""
    comparator_words: str = "England"
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A fact that is a word, such as how the headship is held. None when not known."""

    value: str | None
    source: str = ""
    why_missing: str = ""


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """All that is known of a school on a day; whatever is not known is simply absent.

    `figures` and `states` are keyed by what the policy's indicators read, `ticks` by trigger.
    """

    phase: str | None
    figures: Mapping[str, Figure] = field(default_factory=dict)
    states: Mapping[str, State] = field(default_factory=dict)
    inspections: tuple[Inspection, ...] = ()
    ticks: Mapping[str, tuple[Tick, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndicatorFinding:
    """One indicator answered. `flag` is "raised" or "clear"; `contribution` is part of `maximum`."""

    key: str
    label: str
    value: Decimal | None
    value_words: str
    flag: str
    contribution: Decimal
    maximum: Decimal
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class MissingIndicator:
    """One indicator that could not be answered, what it could have added, and why it is missing."""

    key: str
    label: str
    maximum: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the rules propose. `category` is None when not enough is known; `label` then says so.

    `score` of `maximum` (the known part) of `full_maximum` (all indicators of the phase).
    """

    category: str | None
    label: str
    score: Decimal
    maximum: Decimal
    full_maximum: Decimal
    indicators: tuple[IndicatorFinding, ...]
    missing: tuple[MissingIndicator, ...]
    forced_by: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a test found: a contribution, or None with the reason why nothing can be said."""

    contribution: Decimal | None
    reason: str
    value: Decimal | None = None
    value_words: str = ""
    source: str = ""


def propose(
    facts: SchoolFacts, policy: CategoryPolicy, inspection_policy: InspectionPolicy, on: date
) -> Proposal:
    """The category the scheme proposes on a day, with every indicator, what is missing, and why (M7-02).

    The score is compared with the maximum of what is known: a missing figure is never a zero. Where too
    little is known no category is proposed, unless a rule forces one.
    """
    findings: list[IndicatorFinding] = []
    missing: list[MissingIndicator] = []
    for indicator in policy.indicators:
        if facts.phase not in indicator.phases:
            continue
        answer = _answer(indicator, facts, policy, inspection_policy, on)
        if answer.contribution is None:
            missing.append(MissingIndicator(indicator.key, indicator.label, indicator.maximum, answer.reason))
        else:
            findings.append(_finding(indicator, answer, answer.contribution))
    score = sum((finding.contribution for finding in findings), Decimal(0))
    known = sum((finding.maximum for finding in findings), Decimal(0))
    full = known + sum((one.maximum for one in missing), Decimal(0))
    category, reasons = _by_score(score, known, full, policy)
    forced_by = None
    for rule in policy.forcing:
        why = _forced(rule, facts, inspection_policy, on)
        moves = category is None or rule.how == "force" or policy.is_worse(rule.category, category)
        if why and moves and category != rule.category:
            category, forced_by = rule.category, why
            verb = "Set to" if rule.how == "force" else "At least"
            reasons = [*reasons, f"{verb} {category}, {policy.labels[category]}: {why}"]
        if why and rule.how == "force":
            forced_by = why
            break
    reasons += [f"{one.label}: {one.reason}" for one in findings if one.flag == "raised"]
    reasons += [f"Not known: {one.label.lower()} ({one.reason})." for one in missing]
    label = policy.labels[category] if category else "Not enough is known"
    return Proposal(
        category, label, score, known, full, tuple(findings), tuple(missing), forced_by, tuple(reasons)
    )


def _by_score(
    score: Decimal, known: Decimal, full: Decimal, policy: CategoryPolicy
) -> tuple[str | None, list[str]]:
    if not full or not known or known / full * _HUNDRED < policy.least_known_percent:
        return None, [
            f"Not enough is known: indicators worth {known} of {full} points could be answered, and "
            f"{policy.least_known_percent} percent are needed."
        ]
    percent = score / known * _HUNDRED
    category = [name for name, least in policy.bands if least <= percent][-1]
    whole = "" if known == full else f" (indicators worth {full - known} more points could not be answered)"
    return category, [
        f"{score} of {known} points, {percent.quantize(Decimal(1))} percent, gives category {category}, "
        f"{policy.labels[category]}{whole}."
    ]


def _finding(indicator: Indicator, answer: _Answer, contribution: Decimal) -> IndicatorFinding:
    return IndicatorFinding(
        key=indicator.key,
        label=indicator.label,
        value=answer.value,
        value_words=answer.value_words,
        flag="raised" if contribution else "clear",
        contribution=contribution,
        maximum=indicator.maximum,
        reason=answer.reason,
        source=answer.source,
    )


def _answer(
    indicator: Indicator,
    facts: SchoolFacts,
    policy: CategoryPolicy,
    inspection_policy: InspectionPolicy,
    on: date,
) -> _Answer:
    if indicator.test == "inspection":
        return _answer_inspection(indicator, facts, inspection_policy, on)
    if indicator.test == "state":
        return _answer_state(indicator, facts.states.get(indicator.reads))
    if indicator.test == "ticked":
        return _answer_ticked(indicator, facts.ticks.get(indicator.key, ()), on)
    return _answer_figure(indicator, facts.figures.get(indicator.reads), policy, on)


def _answer_ticked(indicator: Indicator, ticks: tuple[Tick, ...], on: date) -> _Answer:
    """A trigger nobody ticked is no missing figure: whoever knows of it ticks it."""
    found = find_tick(ticks, on)
    words = "ticked" if found.tick else "not ticked"
    source = (found.tick.link or "An officer's evidence") if found.tick else ""
    return _Answer(indicator.maximum if found.tick else Decimal(0), found.words, None, words, source)


def _answer_figure(indicator: Indicator, figure: Figure | None, policy: CategoryPolicy, on: date) -> _Answer:
    if figure is None:
        return _Answer(None, "no figure is held")
    if figure.value is None:
        return _Answer(None, figure.why_missing or "the figure is missing")
    refusal = _cohort_refusal(indicator, figure, policy) or _age_refusal(indicator, figure.dated_on, on)
    if refusal:
        return _Answer(None, refusal)
    if indicator.test == "falling":
        return _answer_falling(indicator, figure, figure.value)
    return _answer_steps(indicator, figure, figure.value)


def _age_refusal(indicator: Indicator, dated_on: date | None, on: date) -> str:
    """Why evidence of a day is too old to count; nothing where it still does."""
    if indicator.expires_months is None or dated_on is None:
        return ""
    expired_on = add_months(dated_on, indicator.expires_months)
    return f"what is held expired on {day_words(expired_on)} and counts no more" if expired_on <= on else ""


def _cohort_refusal(indicator: Indicator, figure: Figure, policy: CategoryPolicy) -> str:
    if indicator.least_cohort is None:
        return ""
    if figure.cohort is None:
        return "the number of pupils is not known" if policy.unknown_cohort == "leave-out" else ""
    if figure.cohort < indicator.least_cohort:
        return f"only {figure.cohort} pupils, and {indicator.least_cohort} are needed"
    return ""


def _answer_steps(indicator: Indicator, figure: Figure, value: Decimal) -> _Answer:
    words = f"{_plain(value)}{indicator.unit}"
    distance = value
    against = ""
    if indicator.test != "at-least":
        if figure.comparator is None:
            return _Answer(None, "nothing to compare with is held")
        below = indicator.test == "below-comparator"
        distance = figure.comparator - value if below else value - figure.comparator
        against = f" against {_plain(figure.comparator)}{indicator.unit} in {figure.comparator_words}"
    reached = [step for step in indicator.steps if step.at <= distance]
    contribution = reached[-1].contribution if reached else Decimal(0)
    if not reached:
        edge = f"; it counts from {_plain(indicator.steps[0].at)}"
    else:
        edge = f"; {_plain(reached[-1].at)} or more counts {_plain(contribution)}"
    gap = f", {_plain(abs(distance))} {'worse' if distance > 0 else 'better'}" if against and distance else ""
    period = f" in {figure.period}" if figure.period else ""
    return _Answer(contribution, f"{words}{period}{against}{gap}{edge}.", value, words, figure.source)


def _answer_falling(indicator: Indicator, figure: Figure, value: Decimal) -> _Answer:
    run = (value, *figure.earlier)[: indicator.years + 1]
    known = [one for one in run if one is not None]
    if len(known) <= indicator.years:
        return _Answer(None, f"{indicator.years} earlier years are needed without a gap")
    falls = all(after + indicator.points <= before for after, before in zip(known, known[1:], strict=False))
    words = ", ".join(f"{_plain(one)}{indicator.unit}" for one in reversed(known))
    said = f"{words}: {'a fall' if falls else 'no fall'} of {_plain(indicator.points)} or more every year."
    contribution = indicator.maximum if falls else Decimal(0)
    return _Answer(contribution, said, value, f"{_plain(value)}{indicator.unit}", figure.source)


def _answer_state(indicator: Indicator, state: State | None) -> _Answer:
    if state is None or state.value is None:
        return _Answer(None, state.why_missing if state and state.why_missing else "nothing is recorded")
    if state.value not in indicator.states:
        return _Answer(None, f"“{state.value}” is not a word of the category policy")
    words = indicator.state_words[state.value]
    return _Answer(
        indicator.states[state.value], f"{words[0].upper()}{words[1:]}.", None, words, state.source
    )


def _answer_inspection(
    indicator: Indicator, facts: SchoolFacts, inspection_policy: InspectionPolicy, on: date
) -> _Answer:
    latest = _latest(facts, on)
    if latest is None:
        return _Answer(None, "no full inspection is known")
    if old := _age_refusal(indicator, latest.inspected_on, on):
        return _Answer(None, old)
    score = indicator.regimes.get(latest.regime)
    if score is None:
        return _Answer(None, f"the policy does not read inspections of the regime “{latest.regime}”")
    judged = {
        a: g for a, g in latest.grades.items() if (not score.areas or a in score.areas) and g in score.grades
    }
    if not judged:
        return _Answer(None, f"the inspection of {day_words(latest.inspected_on)} judged no area that counts")
    contribution = min(indicator.maximum, sum((score.grades[g] for g in judged.values()), Decimal(0)))
    shown = Inspection(latest.regime, latest.inspected_on, judged)
    words = "; ".join(f"{area} {grade}" for area, grade in grade_words(shown, inspection_policy))
    reason = f"Inspected on {day_words(latest.inspected_on)}: {words}."
    return _Answer(contribution, reason, None, words, latest.source)


def _latest(facts: SchoolFacts, on: date) -> Inspection | None:
    done = latest_first([one for one in facts.inspections if one.inspected_on <= on])
    return done[0] if done else None


def _forced(
    rule: ForcingRule, facts: SchoolFacts, inspection_policy: InspectionPolicy, on: date
) -> str | None:
    """The reason a forcing rule speaks, or None."""
    latest = _latest(facts, on)
    if latest is None:
        return None
    when = f"the inspection of {day_words(latest.inspected_on)}"
    if rule.when == "concern-category":
        concern = find_concern(latest, inspection_policy).category
        return f"{CONCERN_WORDS[concern]} after {when}." if concern and concern in rule.concerns else None
    if rule.when == "safeguarding-not-met":
        return f"safeguarding was not met at {when}." if latest.safeguarding_met is False else None
    if rule.when == "stuck":
        stuck = find_stuck([one for one in facts.inspections if one.inspected_on <= on], inspection_policy)
        return f"the school is stuck. {stuck.reason}" if stuck.holds else None
    if latest.regime != rule.regime:
        return None
    hit = {a: g for a, g in latest.grades.items() if g in rule.grades and (not rule.areas or a in rule.areas)}
    words = " and ".join(
        f"{area} was graded {grade}"
        for area, grade in grade_words(Inspection(latest.regime, latest.inspected_on, hit), inspection_policy)
    )
    return f"{words} at {when}." if hit else None


def _plain(figure: Decimal) -> str:
    """A number without needless zeros or exponents."""
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
