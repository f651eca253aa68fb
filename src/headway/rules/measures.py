"""The measures the service shows: words, unit, which way is better, and the series of areas to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from headway.rules.policyfile import Header, Mark, open_policy
from headway.rules.schools import PHASES

POLARITIES = ("high", "low", "neither")
RESULTS = "results"
# The table in which a measure stands on a school's page.
TOPICS = (RESULTS, "more results", "pupils", "attendance", "staff", "money")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `key` names it in our evidence, `area_series` in the series of areas (or empty)."""

    key: str
    label: str
    short_label: str
    unit: str
    decimals: int
    polarity: str
    phases: frozenset[str]
    area_series: str
    not_published: Mapping[str, str]
    topic: str = RESULTS


@dataclass(frozen=True, slots=True)
class MeasurePolicy:
    """The measures in the order they are shown."""

    header: Header
    measures: tuple[Measure, ...]
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def get(self, key: str) -> Measure | None:
        """The measure of a key, or None."""
        return next((measure for measure in self.measures if measure.key == key), None)


def measures_for(phase: str | None, policy: MeasurePolicy) -> tuple[Measure, ...]:
    """The measures shown for a phase, in order."""
    return tuple(measure for measure in policy.measures if phase in measure.phases)


def read_measures(table: object) -> MeasurePolicy:
    """The measures from their file's tables. A key used twice is a fault."""
    header, section = open_policy(table, kind="measures")
    measures: list[Measure] = []
    for row in section.rows("measures"):
        absent = {}
        if row.has("not_published"):
            years = row.section("not_published")
            absent = {year: years.text(year) for year in years.names()}
        measure = Measure(
            key=row.text("key"),
            label=row.text("label"),
            short_label=row.text("short_label"),
            unit=row.text("unit", default=""),
            decimals=row.whole("decimals", most=4),
            polarity=row.text("polarity", among=POLARITIES),
            phases=frozenset(row.texts("phases", among=PHASES)),
            area_series=row.text("area_series", default=""),
            not_published=absent,
            topic=row.text("topic", among=TOPICS, default=RESULTS),
        )
        row.close()
        if any(other.key == measure.key for other in measures):
            raise row.fault("key", f"The key “{measure.key}” is used twice; give each measure its own.")
        measures.append(measure)
    section.close()
    return MeasurePolicy(header, tuple(measures), dict(section.marks))


def value_words(value: Decimal, measure: Measure) -> str:
    """A figure with as many decimals as its measure has, and its unit."""
    figure = f"{round(value, measure.decimals) + 0:,.{measure.decimals}f}"
    if measure.unit == "£":
        figure = f"-£{figure[1:]}" if figure.startswith("-") else f"£{figure}"
    else:
        figure += measure.unit
    return figure.replace("-", "−")
