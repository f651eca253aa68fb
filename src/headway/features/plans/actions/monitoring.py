"""Rounds of monitoring: opened, answered slippage by slippage, closed and frozen (M3-08)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Prefetch, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.plans.actions.told import changed, may_change
from headway.features.plans.measured import plan_indicators, rated_in
from headway.features.plans.models import Action, Indicator, Plan, PlanState, Round, RoundState, Slippage
from headway.features.plans.queries import KIND, actions_with_history, as_rules, relations_to_plan
from headway.features.undertakings.actions import ask_new_date, decide_new_date
from headway.features.undertakings.facts import owner_words
from headway.rules import slippage as rule
from headway.rules.calendars import Span, day_words
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_status import status_of
from headway.rules.verdict import ALLOWED, Verdict, insist, refuse

_ONE_DAY = timedelta(days=1)


def may_open_round(by: Viewer, plan: Plan, rounds: Sequence[Round]) -> Verdict:
    """Whether a round may be opened beside these: by who may change the plan, once it is approved, one at a time."""
    if not (right := may_change(by, plan)):
        return right
    if plan.state != PlanState.APPROVED:
        return refuse("A plan is monitored once it is approved.")
    if any(one.state == RoundState.OPEN for one in rounds):
        return refuse("A round of this plan is open. Close it first.")
    return ALLOWED


@transaction.atomic
def open_round(*, plan: Plan, window_from: date, due_on: date, by: Viewer, at: datetime) -> Round:
    """Open a round: reports from `window_from` to `due_on` count, both included."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    insist(may_open_round(by, plan, list(plan.rounds.all())))
    if due_on < window_from:
        insist(refuse("The round ends before it begins; correct one of the dates."))
    last = plan.rounds.aggregate(last=Max("number"))["last"] or 0
    made = Round.objects.create(
        plan=plan,
        number=last + 1,
        window_from=window_from,
        opened_on=by.on,
        due_on=due_on,
        opened_by=by.person,
    )
    after = {"number": made.number, "from": window_from.isoformat(), "due_on": due_on.isoformat()}
    changed(plan, "open_round", by, at, counts=False, after=after)
    return made


def with_answers(rows: QuerySet[Round]) -> QuerySet[Round]:
    """The same rounds with every answer given in them: one more query."""
    return rows.prefetch_related(Prefetch("slippages", _answers()))


def answered_rows(found: Round) -> list[Slippage]:
    """The answers given in a round in their order; read once where the round came `with_answers`."""
    held = "slippages" in getattr(found, "_prefetched_objects_cache", {})
    return list(found.slippages.all() if held else _answers().filter(round=found))


def _answers() -> QuerySet[Slippage]:
    joined = ("action__undertaking__owner", "indicator__owner", "answered_by", "approved_by", "round__plan")
    return Slippage.objects.select_related(*joined).order_by("pk")


def window_of(found: Round) -> Span:
    """The days of a round, half-open."""
    return Span(found.window_from, found.due_on + _ONE_DAY)


def slippages_now(
    found: Round,
    policy: PlanPolicy,
    actions: Sequence[Action] | None = None,
    measures: Sequence[Indicator] | None = None,
) -> tuple[rule.Slippage, ...]:
    """What has slipped in an open round, by rule from dates, reports and indicators; read here where they are not given."""
    window = window_of(found)
    rated = rated_in(list(plan_indicators(found.plan)) if measures is None else measures, window, policy)
    known = as_rules(actions_with_history(found.plan, window) if actions is None else actions)
    now = rule.slippage_of_round(window, known, rated, policy)
    rows = [one for one in answered_rows(found) if one.approved_at]
    # What was answered stays as it was found, though its new date makes it look on time again.
    kept = {one.key: one for one in map(_kept, rows)}
    first = [kept.pop(one.key, one) for one in now]
    return (*first, *kept.values())


def _kept(row: Slippage) -> rule.Slippage:
    reasons = tuple(map(rule.Reason, row.kinds, row.reasons))
    if row.action:
        words, owner = row.action.undertaking.words, owner_words(row.action.undertaking)
    else:
        words, owner = row.indicator.name, row.indicator.owner.name if row.indicator.owner else ""
    return rule.Slippage(row.key, words, owner, bool(row.new_due_on), reasons)


def answers_of(found: Round) -> dict[str, rule.Answer]:
    """The answers given in a round, by what slipped."""
    rows = answered_rows(found)
    return {
        row.key: rule.Answer(
            row.cause, row.remedy, row.new_due_on, row.approved_by.public_id if row.approved_by else ""
        )
        for row in rows
    }


@transaction.atomic
def answer_slippage(
    *,
    found: Round,
    slipped: rule.Slippage,
    cause: str,
    remedy: str,
    new_due_on: date | None,
    by: Viewer,
    at: datetime,
) -> Slippage:
    """Say why it slipped, what is done, and until when; it holds once somebody else approved it."""
    insist(may_change(by, found.plan))
    insist(ALLOWED if found.state == RoundState.OPEN else refuse("The round is closed."))
    insist(rule.may_answer(slipped, rule.Answer(cause, remedy, new_due_on, "anybody else"), by.id, by.on))
    action = found.plan.actions.filter(undertaking__public_id=slipped.key).first()
    measured = None if action else found.plan.indicators.get(key=slipped.key)
    made, _ = Slippage.objects.update_or_create(
        round=found,
        action=action,
        indicator=measured,
        defaults={
            "kinds": list(slipped.kinds),
            "reasons": [reason.words for reason in slipped.reasons],
            "cause": cause,
            "remedy": remedy,
            "new_due_on": new_due_on,
            "answered_by": by.person,
            "approved_by": None,
            "approved_at": None,
        },
    )
    changed(
        found.plan,
        "answer_slippage",
        by,
        at,
        counts=False,
        after={"slipped": slipped.key, "cause": cause},
    )
    return made


def may_approve_answer(by: Viewer, row: Slippage) -> Verdict:
    """Whether an answer may be approved: by who approves plans, and did not give it."""
    plan = row.round.plan
    if not (right := by.may(KIND, "approve", relations_to_plan(by, plan))):
        return right
    if row.answered_by_id == by.person.pk:
        return refuse("Somebody other than who answered approves it.")
    return ALLOWED if row.cause and row.remedy else refuse("It is not answered yet.")


@transaction.atomic
def approve_answer(*, row: Slippage, by: Viewer, at: datetime) -> None:
    """Approve the answer to a slippage, and with it its new date."""
    insist(may_approve_answer(by, row))
    row.approved_by, row.approved_at = by.person, at
    row.save(update_fields=["approved_by", "approved_at"])
    of = row.action.undertaking if row.action else None
    if of and row.new_due_on and row.new_due_on != of.due_on:
        asked = ask_new_date(row=of, due_on=row.new_due_on, reason=row.cause, by=row.answered_by, at=at)
        decide_new_date(asked=asked, agreed=True, by=by.person, at=at)
    changed(row.round.plan, "approve_answer", by, at, counts=False, after={"slippage": row.public_id})


def may_close_round(
    by: Viewer, found: Round, policy: PlanPolicy, slipped: Sequence[rule.Slippage] | None = None
) -> Verdict:
    """Whether the round may close: every slippage has cause, remedy, new date and approver; `slipped`: where known."""
    if not (right := may_change(by, found.plan)):
        return right
    if found.state != RoundState.OPEN:
        return refuse("The round is closed already.")
    return rule.may_close_round(
        slippages_now(found, policy) if slipped is None else slipped, answers_of(found)
    )


@transaction.atomic
def close_round(*, found: Round, policy: PlanPolicy, by: Viewer, at: datetime) -> None:
    """Close the round and freeze what it found, so that rounds can be compared for good."""
    found = Round.objects.select_for_update(of=("self",)).select_related("plan").get(pk=found.pk)
    insist(may_close_round(by, found, policy))
    found.frozen = _frozen(found, policy)
    found.state, found.closed_by, found.closed_at = RoundState.CLOSED, by.person, at
    found.save(update_fields=["frozen", "state", "closed_by", "closed_at"])
    changed(found.plan, "close_round", by, at, counts=False, after={"number": found.number})


def _frozen(found: Round, policy: PlanPolicy) -> dict[str, Any]:
    """Each action's status at the end of the round, and each slippage with its answer."""
    slipped, answers = slippages_now(found, policy), answers_of(found)
    rows = found.slippages.select_related("action__undertaking", "indicator", "approved_by")
    approvers = {row.key: row.approved_by.name for row in rows if row.approved_by}
    return {
        "actions": [
            {
                "key": one.key,
                "words": one.words,
                "owner": one.owner,
                "status": status_of(one, found.due_on, policy).status,
            }
            for one in as_rules(actions_with_history(found.plan, window_of(found)))
        ],
        "slippages": [
            {
                "key": one.key,
                "words": one.label,
                "kinds": list(one.kinds),
                "reasons": [reason.words for reason in one.reasons],
                "cause": answers[one.key].cause,
                "remedy": answers[one.key].remedy,
                "due_words": day_words(answers[one.key].due_on) if answers[one.key].due_on else "",
                "approved_by": approvers.get(one.key, ""),
            }
            for one in slipped
        ],
    }
