"""Reads of plans, the viewer first."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from headway.features.appointments.viewer import Viewer
from headway.features.plans.models import (
    Action,
    Evaluation,
    Plan,
    PlanState,
    Priority,
    QualityCheck,
    Round,
    RoundState,
)
from headway.features.schools.queries import relations_to, schools_visible_to
from headway.features.undertakings.facts import as_action
from headway.features.undertakings.models import Criterion, Redating, Report
from headway.rules import plan_actions
from headway.rules.calendars import Span
from headway.rules.permissions import reach
from headway.rules.plan_life import AnsweredArea, Check
from headway.rules.round_comparison import ClosedRound, read_round

KIND = "plans"
ALL, OWN, PUBLISHED = frozenset(), frozenset({"own"}), frozenset({"published"})


def plans_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Plan]:
    """The plans the viewer may see: all, one's own, or those published. One's own: owned, written, of one's school, or
    with an action of one's own."""
    ways = reach(viewer.access, roles=viewer.roles, act=act, kind=KIND)
    rows = Plan.objects.select_related("owner", "school", "made_by", "approved_by").order_by("title", "pk")
    if ALL in ways:
        return rows
    shown = _own(viewer, act) if OWN in ways else Q(pk=None)
    if PUBLISHED in ways:
        shown |= Q(published=True, state__in=(PlanState.APPROVED, PlanState.CLOSED))
    return rows.filter(shown)


def plans_within(viewer: Viewer) -> QuerySet[Plan]:
    """The plans of which the viewer sees everything, what is not for councillors too: all, or one's own."""
    ways = reach(viewer.access, roles=viewer.roles, act="see", kind=KIND)
    if ALL in ways:
        return Plan.objects.all()
    return Plan.objects.filter(_own(viewer, "see")) if OWN in ways else Plan.objects.none()


def actions_for(viewer: Viewer) -> QuerySet[Action]:
    """The actions the viewer may see of plans they may see: without the restricted ones of plans only published."""
    return Action.objects.filter(
        Q(undertaking__restricted=False) | Q(plan__in=plans_within(viewer).values("pk"))
    )


def actions_visible_to(viewer: Viewer) -> QuerySet[Action]:
    """The actions the viewer may see of every plan they may see."""
    return actions_for(viewer).filter(plan__in=plans_visible_to(viewer).order_by().values("pk"))


def evaluations_visible_to(viewer: Viewer) -> QuerySet[Evaluation]:
    """The evaluations of plans of which the viewer sees everything."""
    return Evaluation.objects.filter(plan__in=plans_within(viewer).values("pk"))


def _own(viewer: Viewer, act: str) -> Q:
    mine = Q(owner=viewer.person) | Q(made_by=viewer.person)
    mine |= Q(school__in=schools_visible_to(viewer, KIND, act))
    if act == "see":
        mine |= Q(pk__in=Action.objects.filter(undertaking__owner=viewer.person).values("plan"))
    return mine


def plan_for(viewer: Viewer, public_id: str, act: str = "see") -> Plan | None:
    """One plan the viewer may do the act to, or None."""
    return plans_visible_to(viewer, act).filter(public_id=public_id).first()


def relations_to_plan(viewer: Viewer, plan: Plan) -> frozenset[str]:
    """The viewer's ties to a plan, as the access policy asks for them."""
    if viewer.person.pk in (plan.owner_id, plan.made_by_id):
        return OWN
    tied = relations_to(viewer, plan.school) if plan.school else frozenset()
    return tied | (PUBLISHED if plan.published else frozenset())


def counts_of(viewer: Viewer, plans: Iterable[Plan]) -> dict[int, tuple[int, int]]:
    """Primary key to how many actions the viewer sees of each of these plans, and how many are open; one query."""
    still = Q(undertaking__completed_on=None, undertaking__dropped_on=None)
    rows = actions_for(viewer).filter(plan__in=[plan.pk for plan in plans]).order_by().values("plan")
    counted = rows.annotate(every=Count("pk"), still=Count("pk", filter=still))
    return {row["plan"]: (row["every"], row["still"]) for row in counted}


def actions_with_history(plan: Plan, window: Span | None = None, *, criteria: bool = True) -> list[Action]:
    """Every action of a plan in its order, with owner, dates and, where they are wanted, criteria; four queries.

    Of the reports those that say how it stands: the newest, and the newest that names a day; with a `window` all since it
    began, and the newest before it ended. Five years of reports are not read to show one page.
    """
    rows = _with_history(Action.objects.filter(plan=plan), _telling_reports(window), criteria=criteria)
    return list(rows.order_by("priority__position", "priority", "undertaking__due_on", "position", "pk"))


def sees_within(viewer: Viewer, plan: Plan) -> bool:
    """Whether the viewer sees everything of this plan; no query for who sees all plans."""
    if viewer.may(KIND, "see"):
        return True
    return plans_within(viewer).filter(pk=plan.pk).exists()


def actions_shown(plan: Plan, *, within: bool, criteria: bool = True) -> list[Action]:
    """The actions of a plan with their history, without the restricted ones for who does not see within it."""
    rows = actions_with_history(plan, criteria=criteria)
    return rows if within else [one for one in rows if not one.undertaking.restricted]


def _telling_reports(window: Span | None) -> QuerySet[Report]:
    of = Report.objects.filter(undertaking=OuterRef("undertaking")).order_by("-on", "-pk")
    if window:
        of = of.filter(on__lt=window.until)
    newest, said = of.values("pk")[:1], of.filter(forecast_on__isnull=False).values("pk")[:1]
    telling = Q(pk=Subquery(newest)) | Q(pk=Subquery(said))
    return Report.objects.filter(telling | Q(on__gte=window.first_on) if window else telling)


def _with_history(
    rows: QuerySet[Action], reports: QuerySet[Report] | None = None, *, criteria: bool = True
) -> QuerySet[Action]:
    dates = Redating.objects.select_related("decided_by", "asked_by")
    reports = (Report.objects.all() if reports is None else reports).select_related("by")
    joined = rows.select_related(
        "priority", "undertaking__owner", "undertaking__override_by", "undertaking__school"
    )
    return joined.prefetch_related(
        Prefetch("undertaking__redatings", dates),
        Prefetch("undertaking__reports", reports),
        Prefetch("undertaking__criteria", Criterion.objects.all() if criteria else Criterion.objects.none()),
    )


def priorities_of(plan: Plan) -> list[Priority]:
    """The rows of the plan in order."""
    return list(plan.priorities.select_related("owner").order_by("position", "pk"))


def as_rules(actions: Iterable[Action]) -> list[plan_actions.Action]:
    """The actions as the rules see them."""
    return [as_action(one.undertaking, one.priority.title) for one in actions]


def priorities_visible_to(viewer: Viewer) -> QuerySet[Priority]:
    """The priorities of plans the viewer may see that are not closed, with their plans (M11-08)."""
    plans = plans_visible_to(viewer).exclude(state=PlanState.CLOSED).order_by()
    rows = Priority.objects.filter(plan__in=plans.values("pk"))
    return rows.select_related("plan", "plan__owner", "owner")


def last_check(plan: Plan) -> QualityCheck | None:
    """The newest check of the plan."""
    return plan.checks.select_related("by").order_by("-at", "-pk").first()


def as_check(check: QualityCheck | None) -> Check | None:
    """The check as the rules see it."""
    return Check(check.passed, check.plan_version, check.by.public_id) if check else None


def answered_areas(plan: Plan) -> list[AnsweredArea]:
    """The areas for improvement of a plan with how many actions answer each, and by how many criteria; one query."""
    live = Q(actions__undertaking__dropped_on=None)
    rows = plan.areas.annotate(
        acts=Count("actions", filter=live, distinct=True),
        shown=Count("actions__undertaking__criteria", filter=live, distinct=True),
    )
    return [AnsweredArea(one.words, one.acts, one.shown) for one in rows]


def rounds_of(plan: Plan) -> QuerySet[Round]:
    """The rounds of monitoring of a plan, the newest first."""
    return plan.rounds.order_by("-number")


def closed_rounds(plan: Plan) -> list[ClosedRound]:
    """What the closed rounds of a plan found, the oldest first; one query."""
    rows = plan.rounds.filter(state=RoundState.CLOSED).order_by("number")
    return [read_round(one.number, one.frozen) for one in rows]


def action_for(plan: Plan, undertaking_id: str) -> Action | None:
    """One action of the plan by its undertaking's public id, with everything told of it."""
    rows = Action.objects.filter(plan=plan, undertaking__public_id=undertaking_id)
    return _with_history(
        rows.select_related("plan", "carried_from__plan", "carried_from__undertaking")
    ).first()
