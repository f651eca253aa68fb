"""One action: its dates and reports, and what its owner does with it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.plans.actions.told import may_change
from headway.features.plans.actions.writing import restrict_action
from headway.features.plans.models import Action, Plan, PlanState
from headway.features.plans.queries import KIND, relations_to_plan, sees_within
from headway.features.schools.queries import bank_holidays
from headway.features.undertakings import actions as deeds
from headway.features.undertakings.facts import as_action
from headway.features.undertakings.models import Redating, RedatingState
from headway.features.undertakings.queries import may_act_on
from headway.flows.report_action import report_action
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.plans.finding import found_action, found_plan, policy_of
from headway.pages.plans.forms import DateForm, DecideForm, DropForm, ReportForm
from headway.pages.plans.page import COLOURS, crumbs_of, moved_days, plan_href, shown_status
from headway.pages.plans.part_forms import BY_RULE, OverrideForm
from headway.pages.plans.recruiting import awaited_by
from headway.rules.plan_actions import slip_of, why_not_monitorable
from headway.rules.plan_life import may_write
from headway.rules.plan_status import COLOURS as BY_STATUS
from headway.rules.plan_status import Status, impact_of, status_of
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

NOT_APPROVED = refuse("The plan is not approved yet. Change the action itself.")
CLOSED = refuse("The plan is closed; nothing is reported on it any more.")
RESTRICTED = "those who work with the plan only, no councillor"
ENDED = refuse("This action is done or dropped.")
STATES = {RedatingState.WAITING: "yellow", RedatingState.AGREED: "green", RedatingState.REFUSED: "grey"}


@dataclass(frozen=True, slots=True)
class ActionPage:
    """An action: what it is, how it stands, what was told of it."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    sentences: tuple[str, ...]
    blind: tuple[str, ...]
    dates: Table
    reports: Table
    criteria: Table
    links: tuple[Link, ...]
    report_href: str
    may_report: Verdict
    decide_href: str
    waiting_words: str
    restrict_href: str
    restricted: bool


def show_action(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """One action with everything told of it."""
    plan = found_plan(request, plan_id)
    action = found_action(plan, key)
    if action.undertaking.restricted and not sees_within(request.viewer, plan):
        raise Http404
    of, on = action.undertaking, request.viewer.on
    known = as_action(of, action.priority.title)
    status, impact = status_of(known, on, policy_of(request)), impact_of(known, on)
    words, colour = shown_status(plan, status, moved_days(of))
    slip, awaited = slip_of(known, on, bank_holidays()), awaited_by(request.viewer, action)
    waiting = next((one for one in of.redatings.all() if one.state == RedatingState.WAITING), None)
    page = ActionPage(
        heading=of.words,
        caption=action.priority.title,
        breadcrumbs=crumbs_of(plan),
        facts=(
            SummaryRow("Delivery", words.capitalize(), colour=colour),
            SummaryRow("Effect", _impact_words(impact.colour), colour=COLOURS[impact.colour]),
            *_said(status),
            *((SummaryRow("Seen by", RESTRICTED),) if of.restricted else ()),
            *((SummaryRow("Milestone", "yes"),) if action.milestone else ()),
            *_carried(action),
            SummaryRow("Owner", known.owner or "nobody yet"),
            SummaryRow(
                "First agreed date", day_words(of.baseline_due_on) if of.baseline_due_on else "not agreed yet"
            ),
            SummaryRow("Due now", day_words(of.due_on) if of.due_on else None),
            SummaryRow("Next step", of.next_step or "none said"),
            SummaryRow("Cost", "none said" if of.cost_pence is None else f"£{of.cost_pence / 100:,.2f}"),
        ),
        sentences=(
            *((status.words,) if words.startswith(status.status) else ()),
            *((slip.words,) if slip and of.baseline_due_on else ()),
            impact.words,
            *awaited.sentences,
        ),
        blind=() if of.completed_on or of.dropped_on else why_not_monitorable(known, on),
        dates=_dates_table(action),
        reports=_reports_table(action),
        criteria=_criteria_table(plan, action, may_change(request.viewer, plan)),
        links=(*_links(request.viewer, plan, action), *awaited.links),
        report_href=plan_href(plan, "plan_action_report", key),
        may_report=_may_report(request.viewer, plan, action),
        decide_href=_decide_href(request.viewer, plan, waiting),
        waiting_words=_waiting_words(waiting),
        restrict_href=_restrict_href(request.viewer, plan, action),
        restricted=of.restricted,
    )
    return render(request, "plans/action.html", {"page": page})


def report(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Say how far it is."""
    plan, action = _both(request, plan_id, key)
    if refused := refuse_unless(request, _may_report(request.viewer, plan, action)):
        return refused
    of = action.undertaking
    form = ReportForm(sent(request), initial={"on": request.viewer.on, "next_step": of.next_step})

    def act() -> None:
        report_action(row=of, **form.cleaned_data, by=request.viewer.person, at=timezone.now())

    page = action_form_page(plan, action, "How far is it?", form, "Report", words=(_due_words(action),))
    return answer(request, page, act, "The report is recorded.")


def ask_date(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Ask for another day."""
    plan, action = _both(request, plan_id, key)
    if refused := refuse_unless(request, _may_report(request.viewer, plan, action)):
        return refused
    form = DateForm(sent(request))

    def act() -> None:
        deeds.ask_new_date(
            row=action.undertaking, **form.cleaned_data, by=request.viewer.person, at=timezone.now()
        )

    words = (
        _due_words(action),
        "Somebody else agrees to a new date. The slip counts from the date first agreed.",
    )
    page = action_form_page(plan, action, "Ask for a new date", form, "Ask for it", words=words)
    return answer(request, page, act, "The new date waits for somebody else to agree.")


def decide_date(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Agree to a new date, or refuse it."""
    plan = found_plan(request, plan_id, "approve")
    action = found_action(plan, key)
    waiting = next(
        (one for one in action.undertaking.redatings.all() if one.state == RedatingState.WAITING), None
    )
    if waiting is None:
        raise Http404
    form = DecideForm(sent(request))

    def act() -> None:
        agreed = form.cleaned_data["agreed"] == "yes"
        deeds.decide_new_date(asked=waiting, agreed=agreed, by=request.viewer.person, at=timezone.now())

    page = action_form_page(
        plan, action, "A new date is asked for", form, "Decide", words=(_waiting_words(waiting),)
    )
    return answer(request, page, act, "Decided.")


def drop(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Give an action up, with the reason."""
    plan = found_plan(request, plan_id, "change")
    action = found_action(plan, key)
    if refused := refuse_unless(request, _approved(plan)):
        return refused
    form = DropForm(sent(request))

    def act() -> None:
        deeds.drop(
            row=action.undertaking,
            on=request.viewer.on,
            **form.cleaned_data,
            by=request.viewer.person,
            at=timezone.now(),
        )

    words = (
        "It was only possible, so dropping it is no slippage."
        if action.undertaking.possible
        else "It was agreed, so dropping it counts as slippage in the next round.",
    )
    return answer(
        request,
        action_form_page(plan, action, "Drop this action", form, "Drop it", words=words),
        act,
        "Dropped.",
    )


def override(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Say beside the rule how it stands, with the reason."""
    plan = found_plan(request, plan_id, "change")
    action = found_action(plan, key)
    if refused := refuse_unless(request, _approved(plan)):
        return refused
    of = action.undertaking
    initial = {"status": of.override_status or BY_RULE, "reason": of.override_reason}
    form = OverrideForm(sent(request), initial=initial)

    def act() -> None:
        status = form.cleaned_data["status"]
        deeds.override_status(
            row=of,
            status="" if status == BY_RULE else status,
            reason=form.cleaned_data["reason"],
            by=request.viewer.person,
            at=timezone.now(),
        )

    words = ("What the rule says stays beside it.",)
    page = action_form_page(plan, action, "Say yourself how it stands", form, "Save", words=words)
    return answer(request, page, act, "Saved.")


def restrict(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Keep the action from councillors, or show it to them."""
    plan = found_plan(request, plan_id, "change")
    action = found_action(plan, key)
    restricted = "restrict" in request.POST

    def act() -> None:
        restrict_action(action=action, restricted=restricted, by=request.viewer, at=timezone.now())

    done = "Councillors do not see it." if restricted else "Councillors see it where the plan is published."
    return press(request, act, done, plan_href(plan, "plan_action", key))


def _restrict_href(viewer: Viewer, plan: Plan, action: Action) -> str:
    """Where the mark is changed, for who may, while the plan is watched; before that it stands in the form."""
    may = first_refusal(may_change(viewer, plan), _approved(plan))
    return plan_href(plan, "plan_action_restrict", action.undertaking.public_id) if may else ""


def _both(request: HttpRequest, plan_id: str, key: str) -> tuple[Plan, Action]:
    """The plan and an action the viewer has to do or to look after; 404 for any other."""
    plan = found_plan(request, plan_id)
    action = found_action(plan, key)
    if not may_act_on(request.viewer, action.undertaking, may_change(request.viewer, plan)):
        raise Http404
    return plan, action


def _may_report(viewer: Viewer, plan: Plan, action: Action) -> Verdict:
    of = action.undertaking
    right = may_act_on(viewer, of, may_change(viewer, plan))
    return first_refusal(right, _approved(plan), ENDED if of.completed_on or of.dropped_on else ALLOWED)


def _approved(plan: Plan) -> Verdict:
    if plan.state == PlanState.CLOSED:
        return CLOSED
    return ALLOWED if plan.state == PlanState.APPROVED else NOT_APPROVED


def action_form_page(
    plan: Plan, action: Action, heading: str, form: Any, label: str, **more: Any
) -> FormPage:
    """The page of a form about an action, with the way back to it."""
    href = plan_href(plan, "plan_action", action.undertaking.public_id)
    crumbs = (*crumbs_of(plan), Link("Action", href))
    return FormPage(heading, action.undertaking.words, crumbs, form, label, href, **more)


def _due_words(action: Action) -> str:
    of = action.undertaking
    if of.due_on is None:
        return "It has no date."
    first = (
        f" First agreed: {day_words(of.baseline_due_on)}."
        if of.baseline_due_on not in (None, of.due_on)
        else ""
    )
    return f"Due on {day_words(of.due_on)}.{first}"


def _waiting_words(waiting: Redating | None) -> str:
    if waiting is None:
        return ""
    who = waiting.asked_by.name if waiting.asked_by else "Somebody"
    return f"{who} asks for {day_words(waiting.new_due_on)} instead: {waiting.reason}"


def _decide_href(viewer: Viewer, plan: Plan, waiting: Redating | None) -> str:
    may = viewer.may(KIND, "approve", relations_to_plan(viewer, plan))
    own = waiting is not None and waiting.asked_by_id == viewer.person.pk
    return (
        plan_href(plan, "plan_action_decide", waiting.undertaking.public_id)
        if waiting and may and not own
        else ""
    )


def _links(viewer: Viewer, plan: Plan, action: Action) -> tuple[Link, ...]:
    key, of = action.undertaking.public_id, action.undertaking
    changes = bool(may_change(viewer, plan))
    links = []
    if changes and may_write(plan.state):
        links += [
            Link("Change it", plan_href(plan, "plan_action_edit", key)),
            Link("Take it out", plan_href(plan, "plan_action_remove", key)),
        ]
    if _may_report(viewer, plan, action):
        links.append(Link("Ask for a new date", plan_href(plan, "plan_action_date", key)))
    if changes and not (of.completed_on or of.dropped_on) and plan.state == PlanState.APPROVED:
        links.append(Link("Drop it with a reason", plan_href(plan, "plan_action_drop", key)))
    if changes and plan.state == PlanState.APPROVED:
        links.append(Link("Say yourself how it stands", plan_href(plan, "plan_action_override", key)))
    if changes:
        links.append(Link("Say what is to be different", plan_href(plan, "plan_criterion_new", key)))
    return tuple(links)


def _dates_table(action: Action) -> Table:
    rows = [
        (
            day_cell(one.new_due_on),
            day_cell(one.old_due_on, missing="none"),
            one.reason,
            one.asked_by.name if one.asked_by else None,
            Cell(
                one.get_state_display(),
                colour=STATES[one.state],
                note=one.decided_by.name if one.decided_by else "",
            ),
        )
        for one in action.undertaking.redatings.all()
    ]
    heads = ("New date", "Instead of", "Reason", "Asked by", "Decision")
    return plain_table("New dates", heads, rows, empty_words="The date first agreed stands.")


def _reports_table(action: Action) -> Table:
    rows = [
        (
            day_cell(one.on),
            one.status.capitalize(),
            one.evidence,
            day_cell(one.forecast_on, missing="as agreed"),
            one.by.name if one.by else None,
        )
        for one in sorted(action.undertaking.reports.all(), key=lambda one: (one.on, one.pk), reverse=True)
    ]
    heads = ("As at", "How far", "Evidence", "Expected", "By")
    return plain_table("Reports", heads, rows, empty_words="Nothing was reported yet.")


def _criteria_table(plan: Plan, action: Action, may: Verdict) -> Table:
    rows = []
    for one in action.undertaking.criteria.all():
        href = plan_href(plan, "plan_criterion", action.undertaking.public_id, one.public_id) if may else ""
        judged = Cell(None, missing="not judged yet", href=href)
        if one.met is not None:
            judged = Cell(
                "Met" if one.met else "Not met",
                colour="green" if one.met else "red",
                note=one.evidence,
                href=href,
            )
        rows.append((one.words, day_cell(one.due_on), judged))
    heads = ("What is to be different", "By", "Judged")
    return plain_table("Success criteria", heads, rows, empty_words="No success criterion is set yet.")


def _carried(action: Action) -> tuple[SummaryRow, ...]:
    """The action of the year before that goes on here, or nothing."""
    old = action.carried_from
    if old is None:
        return ()
    href = plan_href(old.plan, "plan_action", old.undertaking.public_id)
    return (SummaryRow("Carried from", old.plan.title, href=href),)


def _said(status: Status) -> tuple[SummaryRow, ...]:
    """What somebody said beside the rule, or nothing."""
    held = status.override
    if held is None:
        return ()
    return (
        SummaryRow("Said by hand", held.status.capitalize(), colour=COLOURS[BY_STATUS[held.status]]),
        SummaryRow("Said because", f"{held.reason} ({held.by}, {day_words(held.on)})"),
    )


def _impact_words(colour: str) -> str:
    return {"green": "Met", "amber": "Met late", "red": "Not met", "grey": "Not known yet"}[colour]
