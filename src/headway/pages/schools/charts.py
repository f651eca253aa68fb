"""A school's results over the years beside its authority and England, as charts."""

from headway.features.evidence.models import Observation
from headway.features.evidence.queries import ENGLAND
from headway.kit.charts import Chart, Series, Value
from headway.pages.schools.evidence import NOT_LOADED, WHY_MISSING, sources_words, value_words
from headway.pages.schools.gather import Known
from headway.rules.measures import Measure

# Two years make a line; more measures than this make a page nobody reads to its end. The table has all.
FEWEST_YEARS = 2
MOST_CHARTS = 3


def result_charts(known: Known, authority_name: str) -> tuple[Chart, ...]:
    """A chart for each of the first measures of which the school has figures of two years."""
    charts = (chart_of(known, authority_name, measure) for measure in known.measures)
    return tuple(chart for chart in charts if _is_worth_drawing(chart))[:MOST_CHARTS]


def chart_of(known: Known, authority_name: str, measure: Measure) -> Chart:
    """One measure by year: the school, its authority, England."""
    school = {row.period: row for row in known.results if row.measure == measure.key}
    areas = [row for row in known.areas if row.measure == measure.key]
    england = {row.period: row for row in areas if row.area_name == ENGLAND}
    local = {row.period: row for row in areas if row.area_name != ENGLAND}
    years = tuple(sorted({*school, *measure.not_published}))
    named = (("School", school), (authority_name, local), ("England", england))
    return Chart(
        caption=measure.label,
        labels=years,
        series=tuple(
            Series(name, tuple(_value(rows.get(year), measure, year) for year in years))
            for name, rows in named
        ),
        lines=True,
        unit=measure.unit,
        source=sources_words([*school.values(), *local.values(), *england.values()]),
        csv_href=f"/schools/{known.school.urn}/charts/{measure.key}/",
    )


def _is_worth_drawing(chart: Chart) -> bool:
    return sum(value.amount is not None for value in chart.series[0].values) >= FEWEST_YEARS


def _value(row: Observation | None, measure: Measure, year: str) -> Value:
    told = measure.not_published.get(year, "")
    if row is None:
        return Value(None, why=told or NOT_LOADED)
    if row.value is None:
        return Value(None, why=told or WHY_MISSING.get(row.why_missing, row.why_missing))
    return Value(float(row.value), value_words(row.value, measure))
