"""What the page that compares a year's days with last year's shows."""

from dataclasses import dataclass
from datetime import date

from headway.features.allocation.queries import whole_year_lines, year_label
from headway.features.partnerships.models import Partnership
from headway.kit.charts import Chart
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import days_words
from headway.pages.days.charts import day_charts
from headway.rules.entitlement_changes import compare_years


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Days of both years by pool and quadrant, and every partnership of either, those whose days fall first."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    charts: tuple[Chart, ...]
    table: Table


def compare_page(year: int, on: date) -> ComparePage:
    """The page; five queries however many partnerships."""
    return ComparePage(
        heading="Compared with last year",
        caption=f"Days of {year_label(year)}",
        breadcrumbs=(Link("Days", f"/days/?year={year}"),),
        charts=tuple(one for one in day_charts(year, on).values() if one.labels),
        table=_comparison(year),
    )


def _comparison(year: int) -> Table:
    """Partnerships against last year, falls first (M6-02); without last year's days it says so."""
    last, this = whole_year_lines(year - 1), whole_year_lines(year)
    names = dict(Partnership.objects.values_list("public_id", "name"))
    compared = compare_years(last, this) if last else ()
    rows = [
        Row(
            (
                Cell(names.get(one.partnership_id), href=f"/partnerships/{one.partnership_id}/"),
                _days_cell(one.last_half_days),
                _days_cell(one.this_half_days),
                Cell(one.words, colour="red" if one.falls else ""),
            )
        )
        for one in sorted(compared, key=lambda one: (not one.falls, names.get(one.partnership_id, "")))
    ]
    return Table(
        caption=f"Partnerships, {year_label(year)} against {year_label(year - 1)}",
        columns=(
            Column("Partnership"),
            Column(year_label(year - 1), numeric=True),
            Column(year_label(year), numeric=True),
            Column("Change"),
        ),
        rows=tuple(rows),
        empty_words=f"No days of {year_label(year - 1)} are held yet, so nothing can be compared with them. Once two years "
        "are given, every partnership stands here with both, those whose days fall first.",
    )


def _days_cell(half_days: int | None) -> Cell:
    return Cell(None if half_days is None else days_words(half_days), missing="none")
