"""The register of plans, one plan as its grid or list, and as a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.plans.actions.monitoring import may_open_round
from headway.features.plans.actions.settling import may_approve, may_check, may_return
from headway.features.plans.actions.told import may_change
from headway.features.plans.measured import plan_indicators, values_of, with_measures
from headway.features.plans.models import Action, Indicator, Plan, PlanState, Round
from headway.features.plans.queries import (
    KIND,
    actions_shown,
    as_rules,
    counts_of,
    last_check,
    plans_visible_to,
    priorities_of,
    relations_to_plan,
    rounds_of,
    sees_within,
)
from headway.features.plans.watched import WITHOUT_OWNER, without_owner
from headway.features.schools.queries import bank_holidays
from headway.kit.charts import Chart
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.plans.finding import found_plan, policy_of
from headway.pages.plans.indicator_page import RATINGS, standing
from headway.pages.plans.page import (
    CRUMB,
    STATES,
    Lines,
    PlanGrid,
    board_grid,
    moved_days,
    plan_facts,
    plan_figures,
    plan_grid,
    plan_href,
    shown_status,
    statuses_of,
)
from headway.pages.plans.shapes import dates_chart, pattern_tables
from headway.rules.plan_life import may_write
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_status import Status
from headway.rules.verdict import Verdict

HOME = "/plans/"
BEGIN_ONE = "No plan is here yet. Bring one in from its document, or begin a new one."
NONE_YET = "No plan is here for you to see yet."
NO_INDICATOR = "The plan is judged by no indicator yet. Define one under Indicators and name this plan."
FILTERS = ("q", "kind", "state", "owner", "without")
ORDERS = {"title": "title", "kind": "kind", "state": "state", "made": "made_at"}
VIEWS = {
    "grid": "Timeline",
    "list": "List",
    "board": "Board",
    "dates": "Dates",
    "patterns": "Patterns of slippage",
    "indicators": "Indicators",
}


@dataclass(frozen=True, slots=True)
class PlansPage:
    """The register."""

    heading: str
    table: Table
    links: tuple[Link, ...]
    figures: tuple[Figure, ...] = ()
    more: Table | None = None


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One plan: facts, figures, its grid or its list, and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    figures: tuple[Figure, ...]
    views: tuple[tuple[bool, Link], ...]
    view: str
    grid: PlanGrid
    table: Table | None
    chart: Chart | None
    patterns: tuple[Table, ...]
    links: tuple[Link, ...]
    check_words: str
    check_href: str
    may_check: Verdict
    approve_href: str
    may_approve: Verdict
    return_href: str
    round_href: str
    may_open: Verdict
    rounds: Table
    indicators: Table | None
    publish_href: str
    published: bool
    proposed_words: str


def list_plans(request: HttpRequest) -> HttpResponse:
    """Every plan the viewer may see, by title, kind, state, owner and indicator (M3-04)."""
    viewer, policy = request.viewer, policy_of(request)
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=tuple(ORDERS), default_sort="title")
    found = plans_visible_to(viewer)
    named = found.exclude(owner=None).order_by("owner__name", "pk")
    people = list(named.values_list("owner__name", flat=True).distinct())
    if words := query.text("q"):
        named = Q(title__icontains=words) | Q(indicators__name__icontains=words)
        found = found.filter(named | Q(source_words__icontains=words))
    for name in ("kind", "state"):
        if value := query.text(name):
            found = found.filter(**{name: value})
    if owner := query.text("owner"):
        found = found.filter(owner__name=owner)
    found = without_owner(found, query.text("without")).distinct()
    total = found.count()

    def build(asked: ListQuery) -> PlansPage:
        rows = list(found.order_by(*asked.order_by(ORDERS), "pk")[asked.bounds(total)])
        counts = counts_of(viewer, rows)
        table = asked.table(
            caption="Plans",
            columns=(
                Column("Plan", "title", sortable=True),
                Column("Kind", "kind", sortable=True),
                Column("For"),
                Column("Owner"),
                Column("State", "state", sortable=True),
                Column("Actions", numeric=True),
                Column("Open", numeric=True),
                Column("Begun", "made", sortable=True),
            ),
            rows=[_plan_row(one, policy.kinds, *counts.get(one.pk, (0, 0))) for one in rows],
            total=total,
            noun=("plan", "plans"),
            empty_words=BEGIN_ONE if viewer.may_ever(KIND, "change") else NONE_YET,
            hide_caption=True,
            filters=(
                query.text_filter("q", "Title, source or indicator"),
                query.choice_filter("kind", "Kind", tuple(policy.kinds.items())),
                query.choice_filter("state", "State", PlanState.choices),
                query.choice_filter("owner", "Owner", [(one, one) for one in people]),
                query.choice_filter("without", "Without an owner", tuple(WITHOUT_OWNER.items())),
            ),
        )
        return PlansPage("Plans", with_export(table, asked), _begin_links(viewer))

    return answer_list(request, query, build, "plans/plans.html")


def show_plan(request: HttpRequest, plan_id: str) -> HttpResponse:
    """One plan."""
    viewer, policy = request.viewer, policy_of(request)
    plan = found_plan(request, plan_id)
    within = sees_within(viewer, plan)
    actions = actions_shown(plan, within=within, criteria=False)
    known = as_rules(actions)
    statuses = statuses_of(known, viewer.on, policy)
    writes = bool(may_change(viewer, plan)) and bool(may_write(plan.state))
    view = request.GET.get("view") if request.GET.get("view") in VIEWS else "grid"
    periods = list(plan.periods.all())
    lines = Lines(plan, priorities_of(plan), actions, statuses, writes)
    grid = board_grid(lines) if view == "board" else plan_grid(lines, periods, viewer.on)
    before = plan.state in (PlanState.DRAFT, PlanState.CHECKED)
    check, rounds = last_check(plan) if before else None, [] if before else list(rounds_of(plan))
    page = PlanPage(
        heading=plan.title,
        caption=policy.kinds.get(plan.kind, plan.kind),
        breadcrumbs=(CRUMB,),
        facts=plan_facts(plan, policy.kinds),
        figures=plan_figures(plan, known, statuses, viewer.on),
        views=tuple((name == view, Link(words, _view_href(plan, name))) for name, words in VIEWS.items()),
        view=view,
        grid=grid,
        table=_actions_table(plan, actions, statuses, viewer.on) if view == "list" else None,
        chart=dates_chart(plan, periods, actions) if view == "dates" else None,
        patterns=pattern_tables(known, viewer.on, bank_holidays(), policy) if view == "patterns" else (),
        links=_plan_links(viewer, plan, writes=writes, within=within),
        check_words=_check_words(check, plan) if before else _approved_words(plan),
        check_href=plan_href(plan, "plan_check"),
        may_check=may_check(viewer, plan),
        approve_href=plan_href(plan, "plan_approve"),
        may_approve=may_approve(viewer, plan, check, actions),
        return_href=_return_href(viewer, plan),
        round_href=plan_href(plan, "plan_round_open"),
        may_open=may_open_round(viewer, plan, rounds),
        rounds=_rounds_table(plan, rounds, within=within),
        indicators=_indicators_table(plan, viewer.on, policy) if view == "indicators" else None,
        publish_href=_publish_href(viewer, plan),
        published=plan.published,
        proposed_words=_proposed_words(actions, writes=writes),
    )
    return render(request, "plans/plan.html", {"page": page, "state": plan.state})


def _view_href(plan: Plan, name: str) -> str:
    return plan_href(plan) if name == "grid" else f"{plan_href(plan)}?view={name}"


def _plan_row(plan: Plan, kinds: Mapping[str, str], actions: int, still: int) -> Row:
    return Row(
        (
            Cell(plan.title, href=plan_href(plan), note=plan.source_words),
            kinds.get(plan.kind, plan.kind),
            Cell(
                plan.school.name if plan.school else "The service",
                href=f"/schools/{plan.school_id}/" if plan.school else "",
            ),
            Cell(plan.owner.name if plan.owner else None, missing="nobody yet"),
            Cell(plan.get_state_display(), colour=STATES[plan.state]),
            actions,
            still,
            day_cell(plan.made_at.date()),
        )
    )


def _begin_links(viewer: Viewer) -> tuple[Link, ...]:
    found = (
        Link("Plans at a glance", reverse("plan_overview")),
        Link("Indicators", reverse("indicators")),
        Link("Reminders", reverse("plan_reminders")),
        Link("Corporate priorities served", reverse("plan_priorities")),
    )
    if not viewer.may_ever(KIND, "change"):
        return found
    return (
        Link("Bring in a plan from a document", reverse("plan_bring_in")),
        Link("Begin a new plan", reverse("plan_new")),
        *found,
    )


def _actions_table(plan: Plan, actions: list[Action], statuses: dict, on: date) -> Table:
    rows = []
    for one in actions:
        of = one.undertaking
        moved = moved_days(of)
        words, colour = shown_status(plan, statuses[of.public_id], moved)
        rows.append(
            (
                Cell(of.words, href=plan_href(plan, "plan_action", of.public_id), note=_under(one)),
                Cell(of.owner.name if of.owner else of.owner_words or None, missing="nobody yet"),
                day_cell(of.baseline_due_on, missing="not agreed yet"),
                day_cell(of.due_on, missing="no date"),
                Cell(moved or None, missing="not moved"),
                Cell(words.capitalize(), colour=colour, note=_said_words(statuses[of.public_id])),
            )
        )
    heads = (
        "Action",
        "Owner",
        "First agreed",
        "Due now",
        Column("Moved by", numeric=True, unit="days"),
        "Status",
    )
    return plain_table(f"Actions of {plan.title}", heads, rows, empty_words="The plan has no action yet.")


def _under(action: Action) -> str:
    return f"{action.priority.title}, milestone" if action.milestone else action.priority.title


def _said_words(status: Status) -> str:
    return f"said by hand: {status.override.status}" if status.override else ""


def _plan_links(viewer: Viewer, plan: Plan, *, writes: bool, within: bool) -> tuple[Link, ...]:
    links = []
    if writes:
        links += [
            Link("Add an action", plan_href(plan, "plan_action_new")),
            Link("Add a priority", plan_href(plan, "plan_priority_new")),
            Link("Change title, owner and source", plan_href(plan, "plan_edit")),
            Link("Put two edited copies together", plan_href(plan, "plan_merge")),
        ]
    if within:
        words = "Areas for improvement, risks, evaluations and periods"
        links.append(Link(words, plan_href(plan, "plan_parts")))
    links += [
        Link("Download as Word (A3)", plan_href(plan, "plan_file", "word")),
        Link("Download as a spreadsheet", plan_href(plan, "plan_file", "spreadsheet")),
    ]
    if within and plan.state in (PlanState.APPROVED, PlanState.CLOSED):
        links += [
            Link("Download as a pack for the board (Word)", plan_href(plan, "plan_pack", "word")),
            Link("Download as a pack for the board (PDF)", plan_href(plan, "plan_pack", "pdf")),
            Link("Compare closed rounds", plan_href(plan, "plan_rounds_compare")),
        ]
        if may_change(viewer, plan):
            links.append(Link("Go on for another year", plan_href(plan, "plan_roll")))
    if plan.state == PlanState.APPROVED and may_change(viewer, plan):
        links.append(Link("Close the plan", plan_href(plan, "plan_close")))
    return tuple(links)


def _check_words(check: object, plan: Plan) -> str:
    if check is None:
        return "Nobody has checked this plan yet."
    when = f"{check.by.name} checked it on {day_words(check.at.date())}"
    if not check.passed:
        return f"{when} and asks for changes: {check.remarks}"
    if check.plan_version != plan.version and plan.state != PlanState.APPROVED:
        return f"{when}, and it was changed since."
    return f"{when} and found it in order."


def _approved_words(plan: Plan) -> str:
    """Who approved it and when, once it is; it was checked before by somebody else."""
    who = plan.approved_by.name if plan.approved_by else "Somebody"
    return f"{who} approved it on {day_words(timezone.localtime(plan.approved_at).date())}; it was checked before that."


def _rounds_table(plan: Plan, rounds: list[Round], *, within: bool) -> Table:
    rows = [
        (
            Cell(f"Round {one.number}", href=plan_href(plan, "plan_round", one.number) if within else ""),
            day_cell(one.window_from),
            day_cell(one.due_on),
            Cell(one.get_state_display(), colour="blue" if one.state == "open" else "grey"),
        )
        for one in rounds
    ]
    return plain_table(
        "Rounds of monitoring",
        ("Round", "Reports from", "Reports by", "State"),
        rows,
        empty_words="No round yet. The first one opens once the plan is approved.",
    )


def _indicators_table(plan: Plan, on: date, policy: PlanPolicy) -> Table:
    """What the plan is judged by, and how it stands."""
    found = list(plan_indicators(plan))
    every = (
        list(with_measures(Indicator.objects.filter(ended_on=None)))
        if any(one.formula for one in found)
        else found
    )
    holidays = bank_holidays()
    rows = []
    for one in found:
        how = standing(one, values_of(one, every, policy), on, holidays, policy)
        rows.append(
            (
                Cell(one.name, href=reverse("indicator", args=[one.public_id])),
                Cell(how.value_words or None, note=how.period_words, missing="none yet"),
                Cell(RATINGS[how.rating.colour], colour=how.colour, note=how.rating.words),
                Cell(how.likely_words or None, missing="cannot be said"),
            )
        )
    return plain_table(
        "Indicators", ("Indicator", "Newest value", "By rule", "Likely"), rows, empty_words=NO_INDICATOR
    )


def _publish_href(viewer: Viewer, plan: Plan) -> str:
    settled = plan.state in (PlanState.APPROVED, PlanState.CLOSED)
    may = viewer.may(KIND, "approve", relations_to_plan(viewer, plan))
    return plan_href(plan, "plan_publish") if settled and may else ""


def _return_href(viewer: Viewer, plan: Plan) -> str:
    checked = plan.state == PlanState.CHECKED and may_return(viewer, plan)
    return plan_href(plan, "plan_return") if checked else ""


def _proposed_words(actions: list[Action], *, writes: bool) -> str:
    number = sum(bool(one.proposed) for one in actions)
    if not number or not writes:
        return ""
    return f"{number} actions stood in a row that two priorities share. Their priority is a proposal; open each to move it."
