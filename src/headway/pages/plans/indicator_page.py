"""What the pages of indicators show: the newest value beside what was expected, noise or change, and what is likely."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from headway.features.plans.measured import Held, as_rule
from headway.features.plans.models import Indicator
from headway.kit.charts import Chart, Series, Value
from headway.kit.words import day_words
from headway.pages.plans.page import COLOURS
from headway.rules import indicators as rule
from headway.rules.calendars import CannotCompute, Span
from headway.rules.control_charts import draw_chart
from headway.rules.forecasts import forecast, likely_miss
from headway.rules.indicator_units import Missing, figure_words
from headway.rules.indicator_values import chases, last_ended, period_of
from headway.rules.plan_policy import MONTHLY, QUARTERLY, PlanPolicy

# What the colours of a rating say.
RATINGS = {"green": "On course", "amber": "Within tolerance", "red": "Missed", "grey": "Cannot be said"}
MOST_PERIODS = 24
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator stands: its newest value, the rating by rule, what is likely, and what is late."""

    value_words: str
    period_words: str
    rating: rule.Rating
    colour: str
    noise_words: str
    likely_words: str
    late_words: str


def standing(
    row: Indicator, held: Sequence[Held], on: date, holidays: Collection[date], policy: PlanPolicy
) -> Standing:
    """How an indicator stands on a day."""
    known = as_rule(row, policy)
    last = held[-1] if held else None
    rating = (
        rule.rate(known, last.value, last.period.until - _ONE_DAY)
        if last
        else rule.Rating(rule.GREY, "No value was given yet.")
    )
    return Standing(
        value_words=_value_words(known, last),
        period_words=period_words(last.period, row.frequency) if last else "",
        rating=rating,
        colour=COLOURS[rating.colour],
        noise_words=_noise_words(held, policy),
        likely_words=_likely_words(known, held, on, policy),
        late_words=_late_words(row, held, on, holidays, policy),
    )


def period_words(period: Span, frequency: str) -> str:
    """A period as people say it."""
    last = period.until - _ONE_DAY
    if frequency == MONTHLY:
        return day_words(period.first_on).partition(" ")[2]
    if frequency == QUARTERLY or period.first_on.year == last.year:
        return f"{day_words(period.first_on)} to {day_words(last)}"
    return f"{period.first_on.year}/{last.year % 100:02}"


def periods_to_give(row: Indicator, on: date, policy: PlanPolicy) -> list[Span]:
    """The periods that have ended since the baseline, the newest first."""
    found, period = [], last_ended(on, row.frequency, policy)
    while len(found) < MOST_PERIODS and (row.baseline_on is None or period.until > row.baseline_on):
        found.append(period)
        period = period_of(period.first_on - _ONE_DAY, row.frequency, policy)
    return found or [last_ended(on, row.frequency, policy)]


def trend_chart(row: Indicator, held: Sequence[Held], policy: PlanPolicy) -> Chart:
    """The values over time beside what was expected of them."""
    known = as_rule(row, policy)
    shown = held[-MOST_PERIODS:]
    series = [Series("Value", tuple(_drawn(known, one) for one in shown))]
    if known.targets:
        series.append(Series("Expected", tuple(_expected(known, one) for one in shown)))
    return Chart(
        caption=row.name,
        labels=tuple(_short_words(one.period, row.frequency) for one in shown),
        series=tuple(series),
        lines=True,
        source=row.source or "values given by the owner",
    )


def _short_words(period: Span, frequency: str) -> str:
    if frequency == MONTHLY:
        return f"{period.first_on:%m}/{period.first_on.year % 100:02}"
    return f"{period.first_on.year}/{(period.until - _ONE_DAY).year % 100:02}"


def _drawn(known: rule.Indicator, held: Held) -> Value:
    if isinstance(held.value, Missing):
        return Value(None, why=held.value.words)
    return Value(float(held.value), figure_words(held.value, known.unit))


def _expected(known: rule.Indicator, held: Held) -> Value:
    on = held.period.until - _ONE_DAY
    target = rule.target_as_at(known, on) or known.targets[0]
    expected = rule.expected_on(known, target, on)
    if expected is None:
        return Value(None, why="before the baseline")
    return Value(float(expected), figure_words(round(expected, 1), known.unit))


def _value_words(known: rule.Indicator, last: Held | None) -> str:
    if last is None or isinstance(last.value, Missing):
        return ""
    return figure_words(last.value, known.unit)


def _noise_words(held: Sequence[Held], policy: PlanPolicy) -> str:
    values = [None if isinstance(one.value, Missing) else one.value for one in held]
    if not values:
        return ""
    chart = draw_chart(values, policy.chart)
    return chart.words


def _likely_words(known: rule.Indicator, held: Sequence[Held], on: date, policy: PlanPolicy) -> str:
    """The forecast for the day of the target with its interval, and the probability of a miss."""
    target = rule.target_as_at(known, on)
    numbers: list[float] = []
    for one in reversed(held):
        if isinstance(one.value, Missing):
            break
        numbers.insert(0, float(one.value))
    if target is None or not numbers:
        return ""
    steps = _steps_to(held[-1].period, target.due_on, known.frequency, policy)
    if steps < 1:
        return ""
    expected = forecast(numbers, steps, known.frequency, policy.forecast)
    if isinstance(expected, CannotCompute):
        return expected.words
    low, high = (figure_words(round(Decimal(one), 1), known.unit) for one in (expected.lower, expected.upper))
    middle = figure_words(round(Decimal(expected.value), 1), known.unit)
    share = policy.forecast.interval_percent.normalize()
    return (
        f"Expected on {day_words(target.due_on)}: {middle}, in {share:f} of 100 cases between {low} and {high}. "
        f"{likely_miss(expected, known, target, policy.forecast).words}"
    )


def _steps_to(last: Span, due_on: date, frequency: str, policy: PlanPolicy) -> int:
    """How many periods after the last one holds the day of the target."""
    steps, period = 0, last
    while period.until <= due_on and steps < 10 * MOST_PERIODS:
        period = period_of(period.until, frequency, policy)
        steps += 1
    return steps


def _late_words(
    row: Indicator, held: Sequence[Held], on: date, holidays: Collection[date], policy: PlanPolicy
) -> str:
    if row.formula or row.baseline_on is None:
        return ""
    asked = [(row.key, row.name, row.owner.name if row.owner else "", row.frequency, row.baseline_on)]
    given = {(row.key, one.period.first_on) for one in held}
    late = chases(asked, given, on, holidays, policy)
    return late[0].words if late else ""
