"""Writes of funds and projects: proposed, paid for, gated, approved by somebody else, spent, closed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.budgets.models import Contribution, Entry, Fund, Project, ProjectGate
from headway.features.budgets.service_queries import MONEY
from headway.features.saving import save_seen
from headway.rules import projects as rule
from headway.rules.gates import may_open_gate
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse


def may_change(by: Viewer, project: Project) -> Verdict:
    """Whether the person may change cost, money and gates of this project."""
    return first_refusal(by.may(MONEY, "change"), rule.may_write(project.state))


def may_approve(by: Viewer, project: Project) -> Verdict:
    """Whether the person may approve it: not its author, its money whole, its gates open, the one before it approved."""
    shut = [one.words for one in project.gates.all() if one.opened_on is None]
    state = rule.may_approve(
        project.state,
        project.cost_pence,
        given_to(project),
        shut,
        project.after.state if project.after else "",
        is_author=project.made_by_id == by.person.pk,
    )
    return first_refusal(by.may(MONEY, "approve"), state)


def may_enter(by: Viewer, project: Project) -> Verdict:
    """Whether the person may enter spending."""
    return first_refusal(by.may(MONEY, "change"), rule.may_spend(project.state))


def may_close(by: Viewer, project: Project, outcome: str) -> Verdict:
    """Whether the person may close it with these words."""
    return first_refusal(by.may(MONEY, "change"), rule.may_close(project.state, outcome))


def given_to(project: Project) -> int:
    """The pence of its contributions."""
    return sum(one.pence for one in project.contributions.all())


@transaction.atomic
def set_up_fund(*, told: Mapping[str, Any], by: Viewer, at: datetime) -> Fund:
    """An amount for a purpose, phase and year."""
    insist(by.may(MONEY, "change"))
    made = Fund.objects.create(made_by=by.person, made_at=at, **told)
    _told("set_up_fund", "fund", made.public_id, by, at, after={"year": made.year, "pence": made.pence})
    return made


@transaction.atomic
def change_fund(*, fund: Fund, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime) -> None:
    """A fund as it is now; not less than projects use; Stale where somebody saved it meanwhile."""
    held = Fund.objects.select_for_update().get(pk=fund.pk)
    traced = rule.Traced(told["pence"], used_of(held))
    over = (
        refuse(f"{traced.words} Take some back from a project first.") if traced.left_pence < 0 else ALLOWED
    )
    insist(first_refusal(by.may(MONEY, "change"), over))
    before = {"pence": held.pence}
    save_seen(held, seen_version, told)
    _told("change_fund", "fund", held.public_id, by, at, before=before, after={"pence": held.pence})


def used_of(fund: Fund) -> int:
    """The pence projects use of a fund."""
    return fund.contributions.aggregate(total=Sum("pence"))["total"] or 0


@transaction.atomic
def propose_project(*, told: Mapping[str, Any], by: Viewer, at: datetime) -> Project:
    """A new project; its money and gates are added to it."""
    insist(by.may(MONEY, "change"))
    made = Project.objects.create(made_by=by.person, made_at=at, **told)
    _about("propose_project", made, by, at, after={"title": made.title, "pence": made.cost_pence})
    return made


@transaction.atomic
def change_project(
    *, project: Project, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """A project as it is now; Stale where somebody saved it meanwhile."""
    held = Project.objects.select_for_update().get(pk=project.pk)
    insist(may_change(by, held))
    insist(
        refuse("A project is not before itself. Choose another, or none.")
        if told.get("after") == held
        else ALLOWED
    )
    save_seen(held, seen_version, told)
    _about("change_project", held, by, at, after={"pence": held.cost_pence})


@transaction.atomic
def add_contribution(
    *, project: Project, fund: Fund | None, partner: str, pence: int, by: Viewer, at: datetime
) -> Contribution:
    """A part of the cost, from a fund or a partner: no more than the project costs and the fund has."""
    held = Project.objects.select_for_update().get(pk=project.pk)
    insist(first_refusal(may_change(by, held), rule.may_contribute(held.cost_pence, given_to(held), pence)))
    if fund:
        fund = Fund.objects.select_for_update().get(pk=fund.pk)
        insist(rule.may_draw(rule.Traced(fund.pence, used_of(fund)), pence))
    made = Contribution.objects.create(project=held, fund=fund, partner=partner, pence=pence)
    _about("add_contribution", held, by, at, after={"contribution": made.public_id, "pence": pence})
    return made


@transaction.atomic
def remove_contribution(*, contribution: Contribution, by: Viewer, at: datetime) -> None:
    """Take a contribution out."""
    project = contribution.project
    insist(may_change(by, project))
    told = {"contribution": contribution.public_id, "pence": contribution.pence}
    contribution.delete()
    _about("remove_contribution", project, by, at, before=told)


@transaction.atomic
def add_gate(*, project: Project, words: str, by: Viewer, at: datetime) -> ProjectGate:
    """What must have happened before it is approved."""
    insist(may_change(by, project))
    made = ProjectGate.objects.create(project=project, words=words)
    _about("add_gate", project, by, at, after={"gate": made.pk})
    return made


@transaction.atomic
def open_gate(*, gate: ProjectGate, opened_by: str, opened_on: date, by: Viewer, at: datetime) -> None:
    """Say by what a gate was opened, and when."""
    insist(first_refusal(by.may(MONEY, "change"), may_open_gate(gate.opened_on, opened_on, by.on)))
    gate.opened_by, gate.opened_on, gate.recorded_by = opened_by, opened_on, by.person
    gate.save(update_fields=["opened_by", "opened_on", "recorded_by"])
    _about("open_gate", gate.project, by, at, after={"gate": gate.pk, "on": opened_on.isoformat()})


@transaction.atomic
def approve_project(*, project: Project, by: Viewer, at: datetime) -> None:
    """Approve it; cost, money and gates stay from then on."""
    held = Project.objects.select_for_update(of=("self",)).select_related("after").get(pk=project.pk)
    insist(may_approve(by, held))
    held.state, held.approved_by, held.approved_at = rule.APPROVED, by.person, at
    held.save(update_fields=["state", "approved_by", "approved_at"])
    _about("approve_project", held, by, at, after={"state": held.state})


@transaction.atomic
def enter_spending(*, project: Project, told: Mapping[str, Any], by: Viewer, at: datetime) -> Entry:
    """What was spent on a day, a minus where money came back, and pupils served by then."""
    late = refuse("Spending is entered once it happened; choose today or a day before.")
    insist(first_refusal(may_enter(by, project), ALLOWED if told["on"] <= by.on else late))
    made = Entry.objects.create(project=project, by=by.person, at=at, **told)
    _about("enter_spending", project, by, at, after={"pence": made.pence, "on": made.on.isoformat()})
    return made


@transaction.atomic
def close_project(*, project: Project, outcome: str, by: Viewer, at: datetime) -> None:
    """Close it with what came of it."""
    held = Project.objects.select_for_update().get(pk=project.pk)
    insist(may_close(by, held, outcome))
    held.state, held.outcome = rule.CLOSED, outcome
    held.save(update_fields=["state", "outcome"])
    _about("close_project", held, by, at, after={"state": held.state})


def _about(action: str, project: Project, by: Viewer, at: datetime, **told: Any) -> None:
    _told(action, "project", project.public_id, by, at, **told)


def _told(action: str, kind: str, key: str, by: Viewer, at: datetime, **told: Any) -> None:
    record(action=action, subject_kind=kind, subject_id=key, at=at, by=by.id, **told)
