"""A year's days beside those of the year before, as charts: by pool and by quadrant."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from headway.features.allocation.queries import PlacedDays, placed_days, year_label
from headway.features.deployment.facts import quadrants_of_districts
from headway.kit.charts import Chart, Series, Value
from headway.kit.words import day_words, days_words
from headway.pages.days.words import as_words

HALVES = 2
NO_QUADRANT = "No quadrant"
CAPTIONS = {"pool": "Days by pool", "quadrant": "Days by quadrant"}


def day_charts(year: int, on: date) -> dict[str, Chart]:
    """Both charts of a year, by name; without labels where it has no days. Two queries."""
    found = placed_days((year - 1, year))
    if not any(one.year == year for one in found):
        found = []
    quadrants = {code: one.name for code, one in quadrants_of_districts(on).items()}
    keys: Mapping[str, Callable[[PlacedDays], str]] = {
        "pool": lambda one: as_words(one.pool),
        "quadrant": lambda one: quadrants.get(one.district, "") or one.quadrant or NO_QUADRANT,
    }
    return {name: _chart(name, keys[name], found, year, on) for name in CAPTIONS}


def _chart(
    name: str, key: Callable[[PlacedDays], str], found: Iterable[PlacedDays], year: int, on: date
) -> Chart:
    sums: dict[int, Counter[str]] = {year: Counter(), year - 1: Counter()}
    for one in found:
        sums[one.year][key(one)] += one.half_days
    labels = sorted({*sums[year], *sums[year - 1]}, key=lambda label: (label == NO_QUADRANT, label))
    series = tuple(
        Series(year_label(one), tuple(_value(held, label, one) for label in labels))
        for one, held in sums.items()
    )
    placed = f"; districts in their quadrants of {day_words(on)}" if name == "quadrant" else ""
    return Chart(
        caption=f"{CAPTIONS[name]}, {year_label(year)} beside {year_label(year - 1)}",
        labels=tuple(labels),
        series=series,
        lying=True,
        source=f"the days given by the rule sets in use{placed}",
        csv_href=f"/days/charts/{name}/?year={year}",
    )


def _value(held: Counter[str], label: str, year: int) -> Value:
    if not held:
        return Value(None, why=f"no days of {year_label(year)} are held")
    return Value(held[label] / HALVES, days_words(held[label]))
