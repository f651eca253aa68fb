"""All approved plans at a glance: what slipped, since when, and who needs help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from headway.features.appointments.viewer import Viewer
from headway.features.plans import overview as queries
from headway.features.plans.models import Plan, Round
from headway.features.plans.queries import KIND
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, plain_table
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.plans.finding import policy_of
from headway.pages.plans.page import CRUMB, plan_href
from headway.rules.plan_policy import PlanPolicy

HOME = "/plans/overview/"
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """Figures over all plans, each plan in a line, and whose actions are late."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    table: Table
    more: Table | None
    links: tuple[Link, ...] = ()


def show_overview(request: HttpRequest) -> HttpResponse:
    """Every approved plan, the one with the most late actions first."""
    viewer, policy = request.viewer, policy_of(request)
    query = ListQuery.read(request.GET, HOME, filters=("q",), sorts=(), default_sort="")
    found = queries.standings(viewer)
    if words := query.text("q").casefold():
        found = [one for one in found if words in one.title.casefold()]

    def build(asked: ListQuery) -> OverviewPage:
        rows = _rows(viewer, found[asked.bounds(len(found))], policy)
        table = asked.table(
            caption="Approved plans",
            columns=_columns(policy),
            rows=rows,
            total=len(found),
            noun=("plan", "plans"),
            empty_words="No plan that you may see is approved yet, so nothing can slip.",
            hide_caption=True,
            filters=(query.text_filter("q", "Plan"),),
        )
        return OverviewPage(
            "Plans at a glance",
            (CRUMB,),
            _figures(found),
            with_export(table, asked),
            _behind_table(viewer) if viewer.may(KIND, "see") else None,
        )

    return answer_list(request, query, build, "plans/plans.html")


def _columns(policy: PlanPolicy) -> tuple[Column, ...]:
    return (
        Column("Plan"),
        Column("Open", numeric=True),
        Column("Late", numeric=True),
        Column("Moved", numeric=True),
        Column("Not reported", numeric=True, unit=f"for {policy.reported_every_days} days"),
        Column("Without effect", numeric=True, unit="success criteria past their day"),
        Column("Last round"),
    )


def _figures(found: Sequence[queries.Standing]) -> tuple[Figure, ...]:
    return (
        Figure("Plans", len(found)),
        Figure("Open actions", sum(one.still for one in found)),
        Figure("Late", sum(one.late for one in found)),
        Figure("Moved", sum(one.moved for one in found), note="only on time because of another date"),
    )


def _rows(viewer: Viewer, shown: Sequence[queries.Standing], policy: PlanPolicy) -> list[Row]:
    keys = [one.plan for one in shown]
    plans, rounds = queries.plans_by_key(keys), queries.last_rounds(viewer, keys)
    silent = queries.silent_counts(viewer, keys, viewer.on - timedelta(days=policy.reported_every_days))
    unmet = queries.unmet_counts(viewer, keys)
    return [
        Row(
            (
                _plan_cell(plans[one.plan]),
                one.still,
                Cell(one.late, colour="red" if one.late else ""),
                Cell(one.moved, colour="yellow" if one.moved else ""),
                silent.get(one.plan, 0),
                unmet.get(one.plan, 0),
                _round_cell(rounds.get(one.plan)),
            )
        )
        for one in shown
    ]


def _plan_cell(plan: Plan) -> Cell:
    return Cell(plan.title, href=plan_href(plan), note=plan.owner.name if plan.owner else "")


def _round_cell(found: Round | None) -> Cell:
    if found is None:
        return Cell(None, missing="none closed")
    number = len(found.frozen["slippages"])
    return Cell(f"Round {found.number}: {number} slipped", colour="red" if number else "green")


def _behind_table(viewer: Viewer) -> Table:
    rows = [
        (Cell(one.owner or None, missing="nobody is named"), one.late, one.plans)
        for one in queries.behind(viewer, MOST_NAMED)
    ]
    heads = ("Who", Column("Late actions", numeric=True), Column("Plans", numeric=True))
    return plain_table("Who may need help", heads, rows, empty_words="Nobody has a late action.")
