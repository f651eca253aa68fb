"""Writes of good practice: an example's way to the directory, and what comes of asking for contact."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.practice.findable import EXAMPLES
from headway.features.practice.models import Asking, Brokerage, PracticeExample, State
from headway.features.practice.queries import (
    asked_already,
    brokerages_visible_to,
    may_agree_for_school,
    may_do,
    school_of_viewer,
)
from headway.features.saving import save_seen, unless_taken
from headway.features.schools.models import School
from headway.features.search.actions import find_again
from headway.rules import good_practice as rule
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse

ASKED = "You have asked already; the adviser will be in touch."


def may_propose(by: Viewer, example: PracticeExample) -> Verdict:
    """Whether the viewer can propose the example for the directory."""
    return first_refusal(
        may_do(by, "change", example.school), rule.may_propose(example.state, example.consented_on)
    )


def may_decide(by: Viewer, example: PracticeExample) -> Verdict:
    """Whether the viewer can approve the example or give it back: somebody else than wrote or proposed it."""
    approves = may_do(by, "approve", example.school)
    return first_refusal(approves, rule.may_decide(example.state, wrote(by, example)))


def wrote(by: Viewer, example: PracticeExample) -> bool:
    """Whether the viewer wrote or proposed the example."""
    return by.person.pk in (example.written_by_id, example.proposed_by_id)


def may_ask(by: Viewer, example: PracticeExample) -> Verdict:
    """Whether the viewer can ask for contact about the example."""
    return rule.may_ask(example.state, asked_already(by, example))


def may_withdraw(by: Viewer, example: PracticeExample) -> Verdict:
    """Whether the viewer may take the example out of the directory: who approves, or who writes of the school."""
    approves = may_do(by, "approve", example.school)
    return approves if approves else may_do(by, "change", example.school)


def may_broker(by: Viewer, asked: Brokerage) -> Verdict:
    """Whether the viewer may bring the two together and record what came of it."""
    if brokerages_visible_to(by, "change").filter(pk=asked.pk).exists():
        return ALLOWED
    return refuse("The adviser of one of the two schools brings them together.")


@transaction.atomic
def write_example(*, school: School, told: Mapping[str, Any], by: Viewer, at: datetime) -> PracticeExample:
    """A draft of an example of this school."""
    insist(may_do(by, "change", school))
    made = PracticeExample.objects.create(school=school, written_by=by.person, written_at=at, **told)
    find_again(EXAMPLES, made)
    _told("write_example", made, by, at, {"school": school.urn, "theme": made.theme})
    return made


@transaction.atomic
def change_example(
    *, example: PracticeExample, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """Other words of a draft. The school agrees to other words anew. Stale where somebody saved meanwhile."""
    held = _locked(example)
    insist(first_refusal(may_do(by, "change", held.school), rule.may_write(held.state)))
    anew = {"consented_on": None, "consented_as": "", "consent_recorded_by": None}
    save_seen(held, seen_version, {**told, **anew, "written_by": by.person, "written_at": at})
    find_again(EXAMPLES, held)
    _told("change_example", held, by, at, {"theme": held.theme})


@transaction.atomic
def record_consent(*, example: PracticeExample, on: date, agreed_as: str, by: Viewer, at: datetime) -> None:
    """The school that is named agrees to the example as it stands: on which day, and in which post."""
    held = _locked(example)
    insist(may_agree_for_school(by, held.school))
    insist(rule.may_consent(held.state, held.consented_on, on, by.on))
    told = {"consented_on": on, "consented_as": agreed_as.strip(), "consent_recorded_by": by.person}
    save_seen(held, held.version, told)
    _told("record_consent", held, by, at, {"on": on.isoformat()})


@transaction.atomic
def propose_example(*, example: PracticeExample, by: Viewer, at: datetime) -> None:
    """Ask for the example to be approved."""
    held = _locked(example)
    insist(may_propose(by, held))
    save_seen(held, held.version, {"state": State.PROPOSED, "proposed_by": by.person, "remark": ""})
    _told("propose_example", held, by, at, {"state": held.state})


@transaction.atomic
def decide_example(*, example: PracticeExample, yes: bool, remark: str, by: Viewer, at: datetime) -> None:
    """Approve an example, or give it back as a draft with a remark."""
    held = _locked(example)
    insist(may_decide(by, held))
    if not yes and not remark.strip():
        insist(refuse("Say what should be changed before it is proposed again."))
    state = State.APPROVED if yes else State.DRAFT
    told = {"state": state, "decided_on": by.on, "decided_by": by.person, "remark": remark.strip()}
    save_seen(held, held.version, told)
    _told("decide_example", held, by, at, {"state": held.state})


@transaction.atomic
def withdraw_example(*, example: PracticeExample, remark: str, by: Viewer, at: datetime) -> None:
    """Take an example out of the directory, with the reason."""
    held = _locked(example)
    insist(first_refusal(may_withdraw(by, held), rule.may_withdraw(held.state, remark)))
    save_seen(held, held.version, {"state": State.WITHDRAWN, "remark": remark.strip()})
    _told("withdraw_example", held, by, at, {"state": held.state})


@transaction.atomic
def ask_for_contact(*, example: PracticeExample, words: str, by: Viewer, at: datetime) -> Brokerage:
    """Ask to be brought together with the school of an example (M4-05)."""
    held = _locked(example)
    insist(may_ask(by, held))
    made = unless_taken(
        lambda: Brokerage.objects.create(
            example=held, asked_by=by.person, school=school_of_viewer(by), asked_on=by.on, words=words.strip()
        ),
        ASKED,
    )
    _told("ask_for_contact", held, by, at, {"request": made.public_id})
    return made


@transaction.atomic
def broker(*, asked: Brokerage, by: Viewer, at: datetime) -> None:
    """Say that the two were brought together."""
    held = _asked(asked)
    insist(first_refusal(may_broker(by, held), rule.may_broker(held.state)))
    save_seen(held, held.version, {"state": Asking.BROKERED, "brokered_by": by.person, "brokered_on": by.on})
    _told("broker_contact", held.example, by, at, {"request": held.public_id})


@transaction.atomic
def record_visit(*, asked: Brokerage, on: date, by: Viewer, at: datetime) -> None:
    """Say that the visit was made."""
    held = _asked(asked)
    insist(may_broker(by, held))
    insist(rule.may_visit(held.state, held.brokered_on, on, by.on))
    save_seen(held, held.version, {"state": Asking.VISITED, "visited_on": on})
    _told("record_practice_visit", held.example, by, at, {"request": held.public_id, "on": on.isoformat()})


@transaction.atomic
def close_request(*, asked: Brokerage, outcome: str, by: Viewer, at: datetime) -> None:
    """Say what came of it; then the request is closed."""
    held = _asked(asked)
    insist(first_refusal(may_broker(by, held), rule.may_close(held.state, outcome)))
    save_seen(held, held.version, {"state": Asking.CLOSED, "outcome": outcome.strip()})
    _told("close_contact", held.example, by, at, {"request": held.public_id})


def _locked(example: PracticeExample) -> PracticeExample:
    rows = PracticeExample.objects.select_for_update(of=("self",)).select_related("school")
    return rows.get(pk=example.pk)


def _asked(asked: Brokerage) -> Brokerage:
    rows = Brokerage.objects.select_for_update(of=("self",)).select_related("example__school", "school")
    return rows.get(pk=asked.pk)


def _told(action: str, example: PracticeExample, by: Viewer, at: datetime, after: dict[str, Any]) -> None:
    record(
        action=action,
        subject_kind="practice_example",
        subject_id=example.public_id,
        at=at,
        by=by.id,
        after=after,
    )
