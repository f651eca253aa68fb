"""Schools by category over time, counted from dated judgements, for who may see them school by school.

Not for who may only count them: beside the table by district, numbers over time would bring hidden ones back.
"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import Judgement, JudgementState
from headway.features.categories.queries import KIND
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import schools_visible_to
from headway.kit.charts import Chart, Series, Value
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import day_words
from headway.pages.exports import asked_export, export_response, with_export
from headway.pages.schools.words import phase_words
from headway.rules.category_policy import CategoryPolicy
from headway.rules.category_trends import NOT_JUDGED, Life, Moment, Stood, days_of_terms, trend_of
from headway.rules.schools import PHASES

HOME = "/schools/categories/trend/"
YEARS = 5
EMPTY = "No category was judged yet. Each judgement that is agreed counts from its day."
HOW = (
    "Counted from dated judgements: on each day the open schools, and of them those whose category was in force. A school "
    "whose records begin later is not judged before."
)


@dataclass(frozen=True, slots=True)
class TrendPage:
    """The table by day and the chart of concern; `words` say how it was counted."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    words: str
    chart: Chart | None
    table: Table


def show_trend(request: HttpRequest) -> HttpResponse:
    """The trend on a page, or as a file."""
    query = ListQuery.read(request.GET, HOME, filters=("phase",))
    policy = typed("categories", request.viewer.on)
    moments = _moments(request.viewer, query.text("phase"))
    table = with_export(_table(query, moments, policy), query)
    if kind := asked_export(request):
        return export_response(table, kind)
    page = TrendPage(
        heading="Categories over time",
        breadcrumbs=(Link("Schools", "/schools/"), Link("Categories", "/schools/categories/")),
        words=HOW,
        chart=_chart(moments, policy) if len(moments) > 1 else None,
        table=table,
    )
    return render(request, "categories/trend.html", {"page": page})


def _moments(viewer: Viewer, phase: str) -> tuple[Moment, ...]:
    """The days of terms of the last years since the first judgement of a school the viewer sees, and today; none before it."""
    schools = schools_visible_to(viewer, KIND)
    schools = schools.filter(phase=phase) if phase in PHASES else schools
    rows = Judgement.objects.filter(state=JudgementState.AGREED, school__in=schools)
    stood = [Stood(*row) for row in rows.values_list("school_id", "category", "valid_from", "valid_until")]
    begun = [one.valid_from for one in stood if one.valid_from <= viewer.on]
    if not begun:
        return ()
    first_on = max(min(begun), date(viewer.on.year - YEARS, 9, 1))
    lives = [
        Life(*row)
        for row in School.objects.filter(pk__in=schools).values_list("urn", "opened_on", "closed_on")
    ]
    return trend_of(days_of_terms(first_on, viewer.on), lives, stood)


def _earlier(moments: tuple[Moment, ...], policy: CategoryPolicy) -> list[str]:
    """Categories of earlier schemes that still stand in the records, in their own words."""
    held = {category for one in moments for category in one.counts}
    return sorted(held - {*policy.order, NOT_JUDGED})


def _table(query: ListQuery, moments: tuple[Moment, ...], policy: CategoryPolicy) -> Table:
    columns = [*policy.order, *_earlier(moments, policy), NOT_JUDGED]
    labels = dict(policy.labels) | {NOT_JUDGED: "Not judged"}
    heads = [f"{one} {labels.get(one, '(an earlier scheme)')}".strip() for one in columns]
    rows = [
        Row(
            (
                Cell(day_words(one.day), plain=one.day),
                one.schools,
                *(one.counts.get(column, 0) for column in columns),
                one.among(policy.concerns),
            )
        )
        for one in reversed(moments)
    ]
    return Table(
        caption="Schools by category",
        columns=(
            Column("Day"),
            Column("Open schools", numeric=True),
            *(Column(head, numeric=True) for head in heads),
            Column("Of concern", numeric=True, unit=", ".join(policy.concerns)),
        ),
        rows=tuple(rows),
        filters=(query.choice_filter("phase", "Phase", [(one, phase_words(one)) for one in PHASES]),),
        empty_words=EMPTY,
    )


def _chart(moments: tuple[Moment, ...], policy: CategoryPolicy) -> Chart:
    numbers = [one.among(policy.concerns) for one in moments]
    values = tuple(Value(float(one), str(one)) for one in numbers)
    names = ", ".join(f"{one} {policy.labels[one]}" for one in policy.concerns)
    return Chart(
        caption=f"Schools of concern: {names}",
        labels=tuple(f"{one.day:%b %Y}" for one in moments),
        series=(Series("Schools of concern", values),),
        source="The service’s own judgements",
        csv_href=f"{HOME}?export=csv",
    )
