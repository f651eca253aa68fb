"""What a plan gives each adviser beside what they can give, as a chart."""

from collections import Counter
from collections.abc import Mapping

from headway.kit.charts import Chart, Series, Value
from headway.kit.words import days_words
from headway.pages.yearplan.addresses import step_href
from headway.pages.yearplan.rows import PlanRows

HALVES = 2
MOST_DRAWN = 20


def load_chart(rows: PlanRows, *, everybody: bool = False) -> Chart:
    """Days given and days there are, adviser by adviser, the fullest first; `everybody`: not only those that are drawn."""
    given, names = _given(rows)
    limits: Mapping[str, int] = rows.draft.capacities
    keys = sorted(
        {*given, *limits} & {*names}, key=lambda key: (-_load(given[key], limits.get(key)), names[key])
    )
    shown = keys if everybody else keys[:MOST_DRAWN]
    fullest = f", the {MOST_DRAWN} fullest of {len(keys)}" if len(keys) > len(shown) else ""
    return Chart(
        caption=f"Days given to each adviser beside their limit{fullest}",
        labels=tuple(names[key] for key in shown),
        series=(
            Series("Given", tuple(_value(given[key]) for key in shown)),
            Series("Limit", tuple(_value(limits.get(key)) for key in shown)),
        ),
        lying=True,
        source=f"{rows.draft.name}: schools and partnerships led, and each adviser's year",
        csv_href=step_href(rows.draft, "loads"),
    )


def _given(rows: PlanRows) -> tuple[Counter[str], dict[str, str]]:
    """Half-days by adviser's public id, and the advisers' names."""
    given: Counter[str] = Counter()
    names = {}
    for row in (*rows.assignments, *rows.leads):
        key = row.adviser.person.public_id
        given[key] += row.half_days
        names[key] = str(row.adviser)
    return given, names


def _load(given: int, limit: int | None) -> float:
    return given / limit if limit else 0.0


def _value(half_days: int | None) -> Value:
    if half_days is None:
        return Value(None, why="limit not known")
    return Value(half_days / HALVES, days_words(half_days))
