"""Writes of boards, the schools they govern, seats, terms and statements on health."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.governance.findable import BOARDS
from headway.features.governance.models import Board, Governing, HealthStatement, Seat, Term
from headway.features.governance.queries import may_found, may_judge_health, may_keep
from headway.features.saving import save_seen, unless_taken
from headway.features.schools.models import School
from headway.features.search.actions import find_again
from headway.rules import governance as rule
from headway.rules.governance_policy import GovernancePolicy
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse

TAKEN = "There is a board of this name already. Choose another name, or open that one."
GOVERNED = "Another board began to govern one of these schools meanwhile. Look again."
HELD = "Somebody else holds this seat meanwhile. Look again."
GONE = "This is not there any more. Look again."


@dataclass(frozen=True, slots=True)
class TermTold:
    """Who is to hold a seat over which days; `seat` is its public id."""

    seat: str
    holder: str
    valid_from: date
    valid_until: date | None


@transaction.atomic
def found_board(
    *,
    name: str,
    kind: str,
    schools: Sequence[School],
    seats: Mapping[str, int],
    valid_from: date,
    policy: GovernancePolicy,
    by: Viewer,
    at: datetime,
) -> Board:
    """A board that governs these schools from a day on, with so many seats of each role, all vacant."""
    insist(first_refusal(may_found(by), _may_govern(policy.kinds[kind].several, schools, (), valid_from)))
    made = unless_taken(
        lambda: Board.objects.create(name=name, kind=kind, made_by=by.person, made_at=at), TAKEN
    )
    _govern(made, schools, valid_from, by)
    Seat.objects.bulk_create(_seats(made, seats, valid_from))
    find_again(BOARDS, made)
    after = {"kind": kind, "schools": [one.urn for one in schools], "seats": dict(seats)}
    _told("found_board", made, by, at, after=after | {"from": _day(valid_from)})
    return made


@transaction.atomic
def change_board(
    *,
    board: Board,
    seen_version: int,
    told: Mapping[str, Any],
    policy: GovernancePolicy,
    by: Viewer,
    at: datetime,
) -> None:
    """Name, kind and end as they are now; with its end it governs no school. Stale where somebody saved meanwhile."""
    held = Board.objects.select_for_update().get(pk=board.pk)
    governs = Governing.objects.as_at(by.on).filter(board=held).count()
    insist(first_refusal(may_found(by), rule.may_be_kind(policy.kinds[told["kind"]].several, governs)))
    before = {"kind": held.kind, "ended_on": _day(held.ended_on)}
    unless_taken(lambda: save_seen(held, seen_version, told), TAKEN)
    if held.ended_on:
        governed = held.governings.filter(valid_until=None, valid_from__lt=held.ended_on)
        governed.update(valid_until=held.ended_on)
    find_again(BOARDS, held)
    after = {"kind": held.kind, "ended_on": _day(held.ended_on)}
    _told("change_board", held, by, at, before=before, after=after)


@transaction.atomic
def take_on_schools(
    *,
    board: Board,
    schools: Sequence[School],
    valid_from: date,
    policy: GovernancePolicy,
    by: Viewer,
    at: datetime,
) -> None:
    """The board governs these schools too from a day on."""
    held = Board.objects.select_for_update().get(pk=board.pk)
    rows = held.governings.overlapping(valid_from, None).select_related("school")
    governs = [row.school.name for row in rows]
    several = policy.kinds[held.kind].several
    insist(first_refusal(may_found(by), _may_govern(several, schools, governs, valid_from)))
    _govern(held, schools, valid_from, by)
    after = {"schools": [one.urn for one in schools], "from": _day(valid_from)}
    _told("take_on_schools", held, by, at, after=after)


@transaction.atomic
def give_up_school(*, governing: Governing, until: date, by: Viewer, at: datetime) -> None:
    """The board governs the school no longer from a day on; that it did stays known."""
    held = Governing.objects.select_for_update(of=("self",)).get(pk=governing.pk)
    insist(first_refusal(may_found(by), rule.may_give_up(held.valid_from, until)))
    held.valid_until = until
    held.save(update_fields=["valid_until"])
    _told("give_up_school", held.board, by, at, after={"school": held.school_id, "until": _day(until)})


@transaction.atomic
def add_seats(
    *, board: Board, role: str, number: int, valid_from: date, by: Viewer, at: datetime
) -> list[Seat]:
    """So many more seats of a role from a day on, all vacant."""
    insist(may_keep(by, board))
    made = Seat.objects.bulk_create(_seats(board, {role: number}, valid_from))
    after = {"role": role, "number": number, "from": _day(valid_from)}
    _told("add_seats", board, by, at, after=after)
    return made


@transaction.atomic
def close_seat(*, seat: Seat, until: date, by: Viewer, at: datetime) -> None:
    """There is the seat no longer from a day on."""
    held = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    terms = [_held(term) for term in held.terms.all()]
    insist(first_refusal(may_keep(by, held.board), rule.may_close_seat(held.valid_from, terms, until)))
    held.valid_until = until
    held.save(update_fields=["valid_until"])
    _told("close_seat", held.board, by, at, after={"seat": held.public_id, "until": _day(until)})


@transaction.atomic
def begin_terms(
    *, board: Board, told: Sequence[TermTold], policy: GovernancePolicy, by: Viewer, at: datetime
) -> list[Term]:
    """Let people hold seats of the board, all of them or none."""
    insist(may_keep(by, board))
    seats = {seat.public_id: seat for seat in Seat.objects.select_for_update().filter(board=board)}
    terms: dict[str, list[rule.Held]] = {key: [] for key in seats}
    for term in Term.objects.filter(seat__board=board).select_related("seat"):
        terms[term.seat.public_id].append(_held(term))
    made = []
    for one in told:
        insist(ALLOWED if one.seat in seats else refuse(GONE))
        seat = seats[one.seat]
        span = rule.Held("", seat.valid_from, seat.valid_until)
        role = policy.roles[seat.role]
        insist(rule.may_begin_term(span, terms[one.seat], one.valid_from, one.valid_until, role))
        terms[one.seat].append(rule.Held(one.holder, one.valid_from, one.valid_until))
        days = {"valid_from": one.valid_from, "valid_until": one.valid_until}
        made.append(Term(seat=seat, holder=one.holder, **days, by=by.person, at=at))
    unless_taken(lambda: Term.objects.bulk_create(made), HELD)
    after = {"terms": [[one.seat, _day(one.valid_from), _day(one.valid_until)] for one in told]}
    _told("begin_terms", board, by, at, after=after)
    return made


@transaction.atomic
def end_term(*, term: Term, until: date, reason: str, by: Viewer, at: datetime) -> None:
    """The term ends early; what was planned and why it ended stay."""
    held = Term.objects.select_for_update(of=("self",)).select_related("seat__board").get(pk=term.pk)
    board = held.seat.board
    insist(first_refusal(may_keep(by, board), rule.may_end_term(_held(held), until, reason)))
    held.planned_until = held.planned_until or held.valid_until
    held.valid_until, held.ended_early = until, reason
    held.save(update_fields=["planned_until", "valid_until", "ended_early"])
    after = {"term": held.public_id, "until": _day(until), "planned": _day(held.planned_until)}
    _told("end_term", board, by, at, after=after)


@transaction.atomic
def remove_term(*, term: Term, by: Viewer, at: datetime) -> None:
    """Take out a term that was entered by mistake."""
    insist(may_keep(by, term.seat.board))
    before = {"term": term.public_id, "seat": term.seat.public_id, "from": _day(term.valid_from)}
    term.delete()
    _told("remove_term", term.seat.board, by, at, before=before)


@transaction.atomic
def state_health(
    *, board: Board, on: date, level: str, reason: str, policy: GovernancePolicy, by: Viewer, at: datetime
) -> HealthStatement:
    """What governor services say of the board on a day; a later statement is one of its own."""
    insist(may_judge_health(by, board))
    insist(rule.may_state_health(on, by.on, level, reason, policy))
    made = HealthStatement.objects.create(
        board=board, on=on, level=level, reason=reason.strip(), by=by.person, at=at
    )
    _told("state_health", board, by, at, after={"on": _day(on), "level": level})
    return made


def _may_govern(
    several: bool, schools: Sequence[School], governs: Sequence[str], valid_from: date
) -> Verdict:
    list(School.objects.select_for_update().filter(pk__in=[one.pk for one in schools]).values_list("pk"))
    rows = Governing.objects.overlapping(valid_from, None).filter(school__in=schools).select_related("board")
    held = {row.school_id: row.board.name for row in rows}
    named = {one.name: held.get(one.urn, "") for one in schools}
    return rule.may_govern(named, governs, several=several)


def _govern(board: Board, schools: Sequence[School], valid_from: date, by: Viewer) -> None:
    rows = [Governing(board=board, school=one, valid_from=valid_from, by=by.person) for one in schools]
    unless_taken(lambda: Governing.objects.bulk_create(rows), GOVERNED)


def _seats(board: Board, numbers: Mapping[str, int], valid_from: date) -> list[Seat]:
    roles = [role for role, number in numbers.items() for _ in range(number)]
    return [Seat(board=board, role=role, valid_from=valid_from) for role in roles]


def _held(term: Term) -> rule.Held:
    return rule.Held(term.holder, term.valid_from, term.valid_until)


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _told(action: str, board: Board, by: Viewer, at: datetime, **told: Any) -> None:
    record(action=action, subject_kind="board", subject_id=board.public_id, at=at, by=by.id, **told)
