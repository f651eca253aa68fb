"""Rounds of monitoring: reported, slipped, not reported; and what stands in the way of closing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.plans.actions import monitoring as deeds
from headway.features.plans.measured import plan_indicators
from headway.features.plans.models import Action, Plan, Round, RoundState, Slippage
from headway.features.plans.queries import actions_with_history, as_rules
from headway.kit.figures import Link
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import count_words, day_words
from headway.pages import errors
from headway.pages.answering import FormPage, press, refuse_unless, sent
from headway.pages.answering import answer as answer_form
from headway.pages.plans.asking import ask_owners
from headway.pages.plans.finding import found_plan, found_within, policy_of
from headway.pages.plans.forms import AnswerForm, RoundForm
from headway.pages.plans.page import crumbs_of, plan_href
from headway.rules.plan_status import is_not_reported
from headway.rules.slippage import Slippage as Slipped
from headway.rules.verdict import Refused, Verdict

WEEKS_TO_REPORT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SlippedItem:
    """One slippage with its answer and what can be done."""

    words: str
    href: str
    owner: str
    reasons: tuple[str, ...]
    cause: str
    remedy: str
    due_words: str
    answered_by: str
    approved_by: str
    answer_href: str
    approve_href: str
    may_approve: Verdict | None


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round with its three lists."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    days_words: str
    slipped: tuple[SlippedItem, ...]
    reported: Table
    silent: Table
    is_open: bool
    remind_href: str
    close_href: str
    may_close: Verdict | None


def open_one(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Open a round: from when reports count, and by when owners report."""
    plan = found_plan(request, plan_id, "change")
    if refused := refuse_unless(request, deeds.may_open_round(request.viewer, plan, list(plan.rounds.all()))):
        return refused
    on = request.viewer.on
    last = plan.rounds.order_by("-number").first()
    begin = last.due_on + timedelta(days=1) if last else timezone.localtime(plan.approved_at).date()
    form = RoundForm(sent(request), initial={"window_from": begin, "due_on": on + WEEKS_TO_REPORT})
    page = FormPage(
        "Open a round of monitoring", plan.title, crumbs_of(plan), form, "Open it", plan_href(plan)
    )
    if form.is_valid():
        try:
            made = deeds.open_round(plan=plan, **form.cleaned_data, by=request.viewer, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, refusal.verdict.reason)
        else:
            asked = count_words(ask_owners(request, made), "owner is", "owners are")
            messages.success(request, f"Round {made.number} is open. {asked} asked by mail.")
            return redirect(plan_href(plan, "plan_round", made.number))
    return render(request, "kit/form_page.html", {"page": page}, status=422 if form.errors else 200)


def show_round(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """What was reported, what slipped, what was not reported."""
    plan = found_within(request, plan_id)
    found = _round(plan, number)
    is_open = found.state == RoundState.OPEN
    actions = actions_with_history(plan, deeds.window_of(found), criteria=False)
    measures = list(plan_indicators(plan))
    slipped = deeds.slippages_now(found, policy_of(request), actions, measures) if is_open else ()
    measured = {one.key: one.public_id for one in measures}
    page = RoundPage(
        heading=f"Round {found.number}",
        caption=plan.title,
        breadcrumbs=crumbs_of(plan),
        days_words=f"Reports from {day_words(found.window_from)} to {day_words(found.due_on)} count.",
        slipped=_open_items(request, found, slipped, measured) if is_open else _frozen_items(found, measured),
        reported=_reported_table(plan, found, actions),
        silent=_silent_table(plan, found, actions),
        is_open=is_open,
        remind_href=plan_href(plan, "plan_round_remind", number)
        if is_open and deeds.may_change(request.viewer, plan)
        else "",
        close_href=plan_href(plan, "plan_round_close", number),
        may_close=deeds.may_close_round(request.viewer, found, policy_of(request), slipped)
        if is_open
        else None,
    )
    return render(request, "plans/round.html", {"page": page})


def remind(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """Ask those who have not reported once more."""
    plan = found_plan(request, plan_id, "change")
    found = _round(plan, number)
    if found.state != RoundState.OPEN:
        return errors.forbidden(request, "The round is closed; nobody is asked any more.")
    asked = count_words(ask_owners(request, found), "owner is", "owners are")
    messages.success(request, f"{asked} asked by mail.")
    return redirect(plan_href(plan, "plan_round", number))


def answer(request: HttpRequest, plan_id: str, number: int, key: str) -> HttpResponse:
    """Why an action slipped, what is done about it, until when."""
    plan = found_plan(request, plan_id, "change")
    found = _round(plan, number)
    slipped = _slipped(request, found, key)
    kept = next((row for row in deeds.answered_rows(found) if row.key == key), None)
    names = ("cause", "remedy", "new_due_on")
    form = AnswerForm(sent(request), initial={name: getattr(kept, name) for name in names} if kept else {})

    def act() -> None:
        deeds.answer_slippage(
            found=found, slipped=slipped, **form.cleaned_data, by=request.viewer, at=timezone.now()
        )

    back = plan_href(plan, "plan_round", number)
    crumbs = (*crumbs_of(plan), Link(f"Round {number}", back))
    reasons = tuple(reason.words for reason in slipped.reasons)
    page = FormPage("Address a slippage", slipped.label, crumbs, form, "Save", back, words=reasons)
    return answer_form(request, page, act, "It waits for somebody else to approve it.")


def approve(request: HttpRequest, plan_id: str, number: int, key: str) -> HttpResponse:
    """Approve what is done about a slippage, and its new date."""
    plan = found_plan(request, plan_id, "approve")
    row = next((one for one in deeds.answered_rows(_round(plan, number)) if one.key == key), None)
    if row is None:
        raise Http404

    def act() -> None:
        deeds.approve_answer(row=row, by=request.viewer, at=timezone.now())

    return press(request, act, "Approved.", plan_href(plan, "plan_round", number))


def close(request: HttpRequest, plan_id: str, number: int) -> HttpResponse:
    """Close the round and keep what it found for good."""
    plan = found_plan(request, plan_id, "change")
    found = _round(plan, number)

    def act() -> None:
        deeds.close_round(found=found, policy=policy_of(request), by=request.viewer, at=timezone.now())

    return press(request, act, f"Round {number} is closed.", plan_href(plan, "plan_round", number))


def _round(plan: Plan, number: int) -> Round:
    rows = deeds.with_answers(plan.rounds.filter(number=number).select_related("plan__owner", "plan__school"))
    found = rows.first() if number < 1000 else None
    if found is None:
        raise Http404
    return found


def _slipped(request: HttpRequest, found: Round, key: str) -> Slipped:
    if found.state != RoundState.OPEN:
        raise Http404
    one = next((one for one in deeds.slippages_now(found, policy_of(request)) if one.key == key), None)
    if one is None:
        raise Http404
    return one


def _open_items(
    request: HttpRequest, found: Round, slipped: Sequence[Slipped], measured: Mapping[str, str]
) -> tuple[SlippedItem, ...]:
    kept = {row.key: row for row in deeds.answered_rows(found)}
    return tuple(
        _item(request, found, one, kept.get(one.key), _slipped_href(found.plan, one.key, measured))
        for one in slipped
    )


def _slipped_href(plan: Plan, key: str, measured: Mapping[str, str]) -> str:
    """The page of an action, or of an indicator."""
    return (
        reverse("indicator", args=[measured[key]]) if key in measured else plan_href(plan, "plan_action", key)
    )


def _item(
    request: HttpRequest, found: Round, slipped: Slipped, row: Slippage | None, href: str
) -> SlippedItem:
    plan, number, key = found.plan, found.number, slipped.key
    changes = bool(deeds.may_change(request.viewer, plan))
    waits = row is not None and row.approved_by is None
    may_approve = deeds.may_approve_answer(request.viewer, row) if waits else None
    return SlippedItem(
        words=slipped.label,
        href=href,
        owner=slipped.owner,
        reasons=tuple(reason.words for reason in slipped.reasons),
        cause=row.cause if row else "",
        remedy=row.remedy if row else "",
        due_words=day_words(row.new_due_on) if row and row.new_due_on else "",
        answered_by=row.answered_by.name if row and row.answered_by else "",
        approved_by=row.approved_by.name if row and row.approved_by else "",
        answer_href=plan_href(plan, "plan_answer", number, key)
        if changes and not (row and row.approved_by)
        else "",
        approve_href=plan_href(plan, "plan_answer_approve", number, key) if waits else "",
        may_approve=may_approve,
    )


def _frozen_items(found: Round, measured: Mapping[str, str]) -> tuple[SlippedItem, ...]:
    """What the round found when it was closed, whatever became of it since."""
    return tuple(
        SlippedItem(
            words=one["words"],
            href=_slipped_href(found.plan, one["key"], measured),
            owner="",
            reasons=tuple(one["reasons"]),
            cause=one["cause"],
            remedy=one["remedy"],
            due_words=one["due_words"],
            answered_by="",
            approved_by=one["approved_by"],
            answer_href="",
            approve_href="",
            may_approve=None,
        )
        for one in found.frozen["slippages"]
    )


def _reported_table(plan: Plan, found: Round, actions: Sequence[Action]) -> Table:
    rows = []
    for action in actions:
        told = [
            one for one in action.undertaking.reports.all() if found.window_from <= one.on <= found.due_on
        ]
        if not told:
            continue
        last = max(told, key=lambda one: (one.on, one.pk))
        href = plan_href(plan, "plan_action", action.undertaking.public_id)
        rows.append(
            (
                Cell(action.undertaking.words, href=href),
                last.status.capitalize(),
                last.evidence,
                day_cell(last.on),
            )
        )
    heads = ("Action", "How far", "Evidence", "As at")
    return plain_table("Reported", heads, rows, empty_words="Nobody has reported yet.")


def _silent_table(plan: Plan, found: Round, actions: Sequence[Action]) -> Table:
    rows = [
        (
            Cell(one.words, href=plan_href(plan, "plan_action", one.key)),
            Cell(one.owner or None, missing="nobody"),
        )
        for one in as_rules(actions)
        if not one.done_on and not one.dropped and is_not_reported(one, found.window_from)
    ]
    return plain_table("Not reported", ("Action", "Owner"), rows, empty_words="Everything open was reported.")
