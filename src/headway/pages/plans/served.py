"""Priorities of all plans beside the corporate priorities they serve; those that serve none are the orphans (M11-08)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from headway.features.plans.models import Priority
from headway.features.plans.queries import priorities_visible_to
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.plans.finding import policy_of
from headway.pages.plans.page import CRUMB, plan_href

HOME = "/plans/priorities/"
NONE = "none"
ORDERS = {"title": "title", "plan": "plan__title", "serves": "corporate"}


@dataclass(frozen=True, slots=True)
class ServedPage:
    """Every priority with what it serves."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    table: Table
    links: tuple[Link, ...] = ()
    more: Table | None = None


def list_served(request: HttpRequest) -> HttpResponse:
    """Priorities of plans that are not closed, by the corporate priority they serve."""
    corporate = policy_of(request).corporate
    query = ListQuery.read(
        request.GET, HOME, filters=("q", "serves"), sorts=tuple(ORDERS), default_sort="serves"
    )
    every = priorities_visible_to(request.viewer)
    found = every
    if words := query.text("q"):
        found = found.filter(title__icontains=words)
    if serves := query.text("serves"):
        found = found.filter(corporate="" if serves == NONE else serves)
    total = found.count()

    def build(asked: ListQuery) -> ServedPage:
        rows = found.order_by(*asked.order_by(ORDERS), "pk")[asked.bounds(total)]
        orphans = every.filter(corporate="").count()
        table = asked.table(
            caption="Priorities",
            columns=(
                Column("Priority", "title", sortable=True),
                Column("Plan", "plan", sortable=True),
                Column("Serves", "serves", sortable=True),
            ),
            rows=[_row(one, corporate) for one in rows],
            total=total,
            noun=("priority", "priorities"),
            empty_words="No plan has a priority yet.",
            hide_caption=True,
            filters=(
                query.text_filter("q", "Priority"),
                query.choice_filter("serves", "Serves", ((NONE, "None of them"), *corporate.items())),
            ),
        )
        figures = (
            Figure("Serve none", orphans, href=f"{HOME}?serves={NONE}", note="priorities without a link"),
        )
        return ServedPage("Corporate priorities served", (CRUMB,), figures, with_export(table, asked))

    return answer_list(request, query, build, "plans/plans.html")


def _row(one: Priority, corporate: Mapping[str, str]) -> Row:
    serves = corporate.get(one.corporate, one.corporate)
    return Row(
        (
            one.title,
            Cell(one.plan.title, href=plan_href(one.plan)),
            Cell(serves or None, missing="none of them"),
        )
    )
