"""The policy of plans: units, periods, due values, control charts, forecasts, status, slippage and patterns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from headway.rules.calendars import MONTHS
from headway.rules.policyfile import Header, Mark, Section, open_policy

MONTHLY, TERMLY, QUARTERLY, YEARLY = "monthly", "termly", "quarterly", "yearly"
FREQUENCIES = (MONTHLY, TERMLY, QUARTERLY, YEARLY)
_NUMBERS = {name: (at + 8) % 12 + 1 for at, name in enumerate(MONTHS)}  # september is 9


@dataclass(frozen=True, slots=True)
class UnitRule:
    """One unit, its word for one and for many, and the values that are plausible in it (None: no limit)."""

    one: str
    many: str
    whole: bool
    least: Decimal | None
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class ChartPolicy:
    """How a control chart draws its limits (factors of the mean moving range) and what it calls a signal."""

    limit_factor: Decimal
    range_factor: Decimal
    least_points: int
    points_on_one_side: int
    points_in_a_trend: int
    near_limit_points: int
    near_limit_window: int
    near_limit_sigmas: Decimal


@dataclass(frozen=True, slots=True)
class ForecastPolicy:
    """How far values are carried forward. `weights` are of the newest value, from `fitted_from_points` on."""

    least_points_yearly: int
    least_points_within_year: int
    fitted_from_points: int
    weights: tuple[Decimal, ...]
    interval_percent: Decimal
    likely_miss_percent: Decimal


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """What a plan of a kind usually begins with: priorities, each with its actions in words."""

    label: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PlanPolicy:
    """Every figure that plans are judged by. Days are calendar days unless named working days."""

    header: Header
    kinds: Mapping[str, str]
    checklist: Mapping[str, str]
    corporate: Mapping[str, str]
    templates: Mapping[str, PlanTemplate]
    units: tuple[UnitRule, ...]
    chased_on_working_day: int
    questioned_from_times: Decimal
    first_months: Mapping[str, tuple[int, ...]]
    longest_formula: int
    deepest_brackets: int
    chart: ChartPolicy
    forecast: ForecastPolicy
    at_risk_within_days: int
    reported_every_days: int
    redates: int
    least_actions: int
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def unit(self, word: str) -> UnitRule | None:
        """The unit of a word, for one or for many, or None."""
        return next((rule for rule in self.units if word in (rule.one, rule.many)), None)


def read_plans(table: object) -> PlanPolicy:
    """The policy of plans from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="plans")
    values, periods = section.section("values"), section.section("periods")
    formulas, status = section.section("formulas"), section.section("status")
    slippage, patterns = section.section("slippage"), section.section("patterns")
    policy = PlanPolicy(
        header=header,
        kinds=_named(section, "kinds", "label"),
        checklist=_named(section, "checklist", "words"),
        corporate=_named(section, "corporate", "label") if section.has("corporate") else {},
        templates=_templates(section) if section.has("templates") else {},
        units=_units(section),
        chased_on_working_day=values.whole("chased_on_working_day", least=1),
        questioned_from_times=values.number("questioned_from_times", least=2),
        first_months={MONTHLY: tuple(range(1, 13))}
        | {name: _months(periods, name) for name in FREQUENCIES[1:]},
        longest_formula=formulas.whole("longest_characters", least=1, most=2000),
        deepest_brackets=formulas.whole("deepest_brackets", least=1, most=50),
        chart=_chart(section.section("control_chart")),
        forecast=_forecast(section.section("forecast")),
        at_risk_within_days=status.whole("at_risk_within_days"),
        reported_every_days=status.whole("reported_every_days", least=1),
        redates=slippage.whole("redates", least=1),
        least_actions=patterns.whole("least_actions", least=1),
        marks=dict(section.marks),
    )
    for part in (values, periods, formulas, status, slippage, patterns, section):
        part.close()
    return policy


def _named(section: Section, key: str, what: str) -> dict[str, str]:
    """Slug to words, in the order of the file."""
    named = {}
    for slug, part in section.sections(key):
        named[slug] = part.text(what)
        part.close()
    return named


def _templates(section: Section) -> dict[str, PlanTemplate]:
    found = {}
    for slug, part in section.sections("templates"):
        rows = []
        for row in part.rows("priorities"):
            rows.append((row.text("title"), tuple(row.texts("actions"))))
            row.close()
        found[slug] = PlanTemplate(part.text("label"), tuple(rows))
        part.close()
    return found


def _units(section: Section) -> tuple[UnitRule, ...]:
    rules: list[UnitRule] = []
    for row in section.rows("units"):
        least = row.number("least", least=None) if row.has("least") else None
        most = row.number("most", least=least) if row.has("most") else None
        rule = UnitRule(row.text("one"), row.text("many"), row.boolean("whole"), least, most)
        if any({rule.one, rule.many} & {other.one, other.many} for other in rules):
            raise row.fault("one", f"The unit “{rule.one}” is written twice; keep one.")
        row.close()
        rules.append(rule)
    return tuple(rules)


def _months(section: Section, key: str) -> tuple[int, ...]:
    months = tuple(_NUMBERS[name] for name in section.texts(key, among=MONTHS))
    if not months or 12 % len(months):
        raise section.fault(key, "Name so many first months that they divide the year.")
    gap = 12 // len(months)
    ordered = sorted(months)
    if any(later - earlier != gap for earlier, later in zip(ordered, ordered[1:], strict=False)):
        raise section.fault(key, f"The first months must lie {gap} months apart.")
    return months


def _chart(section: Section) -> ChartPolicy:
    chart = ChartPolicy(
        limit_factor=section.number("limit_factor", least=1),
        range_factor=section.number("range_factor", least=1),
        least_points=section.whole("least_points", least=3),
        points_on_one_side=section.whole("points_on_one_side", least=3),
        points_in_a_trend=section.whole("points_in_a_trend", least=3),
        near_limit_points=section.whole("near_limit_points", least=2),
        near_limit_window=section.whole("near_limit_window", least=2),
        near_limit_sigmas=section.number("near_limit_sigmas", least=1, most=3),
    )
    section.close()
    if chart.near_limit_points > chart.near_limit_window:
        raise section.fault("near_limit_points", "More points are asked for than the window holds.")
    return chart


def _forecast(section: Section) -> ForecastPolicy:
    policy = ForecastPolicy(
        least_points_yearly=section.whole("least_points_yearly", least=3),
        least_points_within_year=section.whole("least_points_within_year", least=3),
        fitted_from_points=section.whole("fitted_from_points", least=4),
        weights=_weights(section),
        interval_percent=section.number("interval_percent", least=1, most=99),
        likely_miss_percent=section.number("likely_miss_percent", least=1, most=99),
    )
    section.close()
    return policy


def _weights(section: Section) -> tuple[Decimal, ...]:
    try:
        weights = tuple(Decimal(text) for text in section.texts("weights"))
    except InvalidOperation:
        raise section.fault("weights", "Each weight is a number above 0 and at most 1.") from None
    if not weights or not all(0 < weight <= 1 for weight in weights):
        raise section.fault("weights", "Each weight is a number above 0 and at most 1.")
    return weights
