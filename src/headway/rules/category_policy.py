"""The category scheme as data: categories best first, indicators with steps, bands, and rules that force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from headway.rules.inspections import CONCERN_CATEGORIES, REGIMES, InspectionPolicy
from headway.rules.policyfile import Header, Mark, PolicyFault, Section, open_policy
from headway.rules.schools import PHASES

TESTS = ("inspection", "below-comparator", "above-comparator", "at-least", "falling", "state", "ticked")
CONDITIONS = ("concern-category", "grade", "safeguarding-not-met", "stuck")
HOWS = ("force", "at-least")
UNKNOWN_COHORTS = ("count", "leave-out")


@dataclass(frozen=True, slots=True)
class Step:
    """From this value on, this contribution."""

    at: Decimal
    contribution: Decimal


@dataclass(frozen=True, slots=True)
class RegimeScore:
    """Contributions by grade of one regime. `areas` empty: every area judged counts, up to the maximum."""

    areas: tuple[str, ...]
    grades: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `reads` names the fact; which of the other fields are used follows from `test`.

    "ticked" is a trigger that an officer ticks. `expires_months`: for so long the evidence counts; None: while it is held.
    """

    key: str
    label: str
    phases: frozenset[str]
    maximum: Decimal
    test: str
    reads: str
    unit: str
    steps: tuple[Step, ...]
    states: Mapping[str, Decimal]
    state_words: Mapping[str, str]
    regimes: Mapping[str, RegimeScore]
    years: int
    points: Decimal
    least_cohort: int | None
    expires_months: int | None = None


@dataclass(frozen=True, slots=True)
class ForcingRule:
    """A condition that sets the category ("force"), or lifts it to at least this one ("at-least")."""

    when: str
    how: str
    category: str
    regime: str | None
    grades: frozenset[str]
    areas: frozenset[str]
    concerns: frozenset[str]


@dataclass(frozen=True, slots=True)
class CategoryPolicy:
    """The scheme. `bands`: each category and the percentage of the known maximum it begins at, best first.

    `concerns`: the categories in which a school is a concern of the authority; the last one where the scheme says none.
    """

    header: Header
    labels: Mapping[str, str]
    indicators: tuple[Indicator, ...]
    bands: tuple[tuple[str, Decimal], ...]
    forcing: tuple[ForcingRule, ...]
    least_known_percent: Decimal
    unknown_cohort: str
    concerns: tuple[str, ...]
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def order(self) -> tuple[str, ...]:
        """The categories, best first."""
        return tuple(self.labels)

    def is_worse(self, one: str, other: str) -> bool:
        """Whether the first category is worse than the second."""
        return self.order.index(one) > self.order.index(other)


def read_categories(table: object) -> CategoryPolicy:
    """The category scheme from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="categories")
    named = section.section("labels")
    labels = {category: named.text(category) for category in section.texts("order")}
    named.close()
    indicators = tuple(_read_indicator(row) for row in section.rows("indicators"))
    keys = [indicator.key for indicator in indicators]
    for key in keys:
        if keys.count(key) > 1:
            raise section.fault("indicators", f"The key “{key}” is used twice; give each indicator its own.")
    policy = CategoryPolicy(
        header=header,
        labels=labels,
        indicators=indicators,
        bands=_read_bands(section, tuple(labels)),
        forcing=tuple(_read_forcing(row, tuple(labels)) for row in section.rows("forcing")),
        least_known_percent=section.number("least_known_percent", most=100),
        unknown_cohort=section.text("unknown_cohort", among=UNKNOWN_COHORTS),
        concerns=section.texts("concerns", among=tuple(labels), default=tuple(labels)[-1:]),
        marks=dict(section.marks),
    )
    section.close()
    return policy


def check_grades(policy: CategoryPolicy, inspections: InspectionPolicy) -> tuple[str, ...]:
    """Sentences naming each area or grade of the scheme that its regime does not have, or does not score."""
    found: list[str] = []
    for indicator in policy.indicators:
        for slug, score in indicator.regimes.items():
            regime = inspections.regimes[slug]
            place = f"Indicator “{indicator.key}”, {regime.label}"
            found += [
                f"{place}: there is no area “{area}”." for area in score.areas if area not in regime.areas
            ]
            found += [f"{place}: there is no grade “{g}”." for g in score.grades if g not in regime.grades]
            found += [
                f"{place}: the grade “{g}” has no points." for g in regime.grades if g not in score.grades
            ]
    for rule in policy.forcing:
        if rule.regime is not None:
            known = inspections.regimes[rule.regime]
            unknown = sorted((rule.grades - set(known.grades)) | (rule.areas - set(known.areas)))
            found += [f"A forcing rule names “{one}”, which {known.label} does not have." for one in unknown]
    return tuple(found)


def _read_bands(section: Section, categories: tuple[str, ...]) -> tuple[tuple[str, Decimal], ...]:
    bands: list[tuple[str, Decimal]] = []
    for row in section.rows("bands"):
        category, least = row.text("category", among=categories), row.number("from_percent", most=100)
        row.close()
        if bands and least <= bands[-1][1]:
            raise row.fault("from_percent", f"{least} is not above the band before it, {bands[-1][1]}.")
        if bands and categories.index(category) <= categories.index(bands[-1][0]):
            raise row.fault(
                "category", f"“{category}” is not worse than the band before it, “{bands[-1][0]}”."
            )
        bands.append((category, least))
    if bands[0][1] != 0:
        raise section.fault("bands", "The first band must begin at 0 percent.")
    return tuple(bands)


def _read_indicator(row: Section) -> Indicator:
    test = row.text("test", among=TESTS)
    maximum = row.number("maximum")
    graded = test not in ("inspection", "state", "falling", "ticked")
    states, words = _read_states(row, maximum) if test == "state" else ({}, {})
    indicator = Indicator(
        key=row.text("key"),
        label=row.text("label"),
        phases=frozenset(row.texts("phases", among=PHASES, default=PHASES)),
        maximum=maximum,
        test=test,
        reads="" if test in ("inspection", "ticked") else row.text("reads"),
        unit=row.text("unit", default=""),
        steps=_read_steps(row, maximum) if graded else (),
        states=states,
        state_words=words,
        regimes=_read_regimes(row, maximum) if test == "inspection" else {},
        years=row.whole("years", least=1) if test == "falling" else 0,
        points=row.number("points") if test == "falling" else Decimal(0),
        least_cohort=row.optional_whole("least_cohort", least=1),
        expires_months=_read_expiry(row, test),
    )
    row.close()
    return indicator


def _read_expiry(row: Section, test: str) -> int | None:
    """What an officer ticks always has an end."""
    return (
        row.whole("expires_months", least=1)
        if test == "ticked"
        else row.optional_whole("expires_months", least=1)
    )


def _read_steps(row: Section, maximum: Decimal) -> tuple[Step, ...]:
    steps: list[Step] = []
    for inner in row.rows("steps"):
        step = Step(inner.number("at"), inner.number("contribution", most=maximum))
        inner.close()
        if steps and (step.at <= steps[-1].at or step.contribution < steps[-1].contribution):
            raise inner.fault(
                "at", "Steps must rise, and their contributions must not fall; put them in order."
            )
        steps.append(step)
    return tuple(steps)


def _read_states(row: Section, maximum: Decimal) -> tuple[dict[str, Decimal], dict[str, str]]:
    states, words = {}, {}
    for slug, inner in row.sections("states"):
        states[slug] = inner.number("contribution", most=maximum)
        words[slug] = inner.text("words")
        inner.close()
    return states, words


def _read_regimes(row: Section, maximum: Decimal) -> dict[str, RegimeScore]:
    found = {}
    for slug, inner in row.sections("regimes"):
        if slug not in REGIMES:
            raise PolicyFault(inner.where, f"“{slug}” is not a regime; use one of: {', '.join(REGIMES)}.")
        grades = inner.section("grades")
        found[slug] = RegimeScore(
            inner.texts("areas", default=()),
            {grade: grades.number(grade, most=maximum) for grade in grades.names()},
        )
        inner.close()
    return found


def _read_forcing(row: Section, categories: tuple[str, ...]) -> ForcingRule:
    when = row.text("when", among=CONDITIONS)
    graded = when == "grade"
    rule = ForcingRule(
        when=when,
        how=row.text("how", among=HOWS),
        category=row.text("category", among=categories),
        regime=row.text("regime", among=REGIMES) if graded else None,
        grades=frozenset(row.texts("grades")) if graded else frozenset(),
        areas=frozenset(row.texts("areas", default=())) if graded else frozenset(),
        concerns=frozenset(
            row.texts("concerns", among=CONCERN_CATEGORIES) if when == "concern-category" else ()
        ),
    )
    row.close()
    return rule
