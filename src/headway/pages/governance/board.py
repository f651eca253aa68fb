"""One board: what it governs, who sits on it until when, what is vacant, and what was said of its health."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.governance.models import Board, HealthStatement, Seat, Term
from headway.features.governance.queries import (
    boards_visible_to,
    may_found,
    may_keep,
)
from headway.features.policies.queries import typed
from headway.flows.allot_link_hours import Allotted, allot_link_hours
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import count_words, day_words
from headway.pages.governance.hours import CRUMB, why
from headway.pages.governance.listing import category_cell, risk_cell
from headway.rules.governance import BoardNow, Held, SeatNow, seat_now
from headway.rules.governance_policy import GovernancePolicy

NO_SEAT = "The board has no seat yet. Add the seats its instrument of government names."


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One board and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    facts: tuple[SummaryRow, ...]
    seats: Table
    past: Table
    schools: Table
    statements: Table
    links: tuple[Link, ...]


def found_board(request: HttpRequest, key: str, act: str = "see") -> Board:
    """A board the viewer may do the act to; for others it is not there."""
    row = boards_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def show_board(request: HttpRequest, key: str) -> HttpResponse:
    """One board on the viewer's day, and what was before."""
    board = found_board(request, key)
    page = board_page(request.viewer, board)
    return render(request, "governance/board.html", {"page": page})


def board_page(viewer: Viewer, board: Board) -> BoardPage:
    """The page for this viewer."""
    policy: GovernancePolicy = typed("governance", viewer.on)
    statements = list(board.statements.select_related("by"))
    latest = next((one for one in statements if one.on <= viewer.on), None)
    (told,) = allot_link_hours(viewer, [board], policy, {board.pk: latest} if latest else {})
    seats = list(Seat.objects.filter(board=board).prefetch_related("terms"))
    keeps = bool(may_keep(viewer, board))
    kind = policy.kinds.get(board.kind)
    return BoardPage(
        heading=board.name,
        caption=kind.words if kind else board.kind,
        breadcrumbs=(CRUMB,),
        figures=_figures(viewer, seats, policy),
        facts=_facts(board, told, policy),
        seats=_seats(viewer, board, seats, policy, keeps),
        past=_past(viewer, seats, policy),
        schools=_schools(board, bool(may_found(viewer))),
        statements=_statements(statements, policy),
        links=_links(viewer, board, keeps),
    )


def _figures(viewer: Viewer, seats: Sequence[Seat], policy: GovernancePolicy) -> tuple[Figure, ...]:
    now = BoardNow(tuple(_now(seat, viewer) for seat in _here(seats, viewer)), viewer.on)
    months, days = policy.vacant_months, policy.ending_days
    return (
        Figure("Seats", len(now.seats)),
        Figure("Vacant", len(now.vacant)),
        Figure(f"Vacant over {months} months", len(now.long_vacant(months))),
        Figure(f"Terms ending within {days} days", len(now.ending(days))),
    )


def _facts(board: Board, told: Allotted, policy: GovernancePolicy) -> tuple[SummaryRow, ...]:
    risk = risk_cell(told.health, policy)
    names = ", ".join(one.school.name for one in told.schools)
    rows = [
        SummaryRow("Governs", names or "no school"),
        SummaryRow("Board risk", _said(risk)),
    ]
    if told.opened:
        rows.append(SummaryRow("School's category, apart from the board's risk", _said(category_cell(told))))
    if told.hours:
        hours = f"{count_words(told.hours.hours, 'hour')} a year. {why(told, told.hours)}"
        rows.append(SummaryRow("Link officer", hours))
    if board.ended_on:
        rows.append(SummaryRow("Ended on", day_words(board.ended_on)))
    return tuple(rows)


def _said(cell: Cell) -> str:
    words = cell.missing if cell.words is None else str(cell.words)
    return f"{words}, {cell.note}" if cell.note else words


def _seats(
    viewer: Viewer, board: Board, seats: Sequence[Seat], policy: GovernancePolicy, keeps: bool
) -> Table:
    """Seats of the day in the order of the policy, each with who holds it and what can be done."""
    ranks = {key: rank for rank, key in enumerate(policy.roles)}
    here = _here(seats, viewer)
    here.sort(key=lambda seat: (ranks.get(seat.role, len(ranks)), seat.pk))
    rows = [_seat(viewer, board, seat, policy, keeps) for seat in here]
    heads = ("Seat", "Held by", "From", "Until", *(("Change",) if keeps else ()))
    return plain_table("Seats", heads, rows, empty_words=NO_SEAT)


def _seat(
    viewer: Viewer, board: Board, seat: Seat, policy: GovernancePolicy, keeps: bool
) -> tuple[Cell | str, ...]:
    terms = list(seat.terms.all())
    now = _now(seat, viewer)
    current = next((term for term in terms if _held(term).covers(viewer.on)), None)
    words = role_words(seat, policy)
    coming = next((term for term in terms if term.valid_from > viewer.on), None)
    note = f"{coming.holder} from {day_words(coming.valid_from)}" if coming else ""
    if current is None:
        nothing = Cell("", missing="")
        first = (Cell(words), _vacant_cell(now, policy, viewer, note), nothing, nothing)
    else:
        first = (
            Cell(words),
            Cell(current.holder, note=note),
            day_cell(current.valid_from),
            _until_cell(now, policy, viewer),
        )
    return (*first, _change_cell(board, seat, current)) if keeps else first


def _vacant_cell(now: SeatNow, policy: GovernancePolicy, viewer: Viewer, note: str) -> Cell:
    long = BoardNow((now,), viewer.on).long_vacant(policy.vacant_months)
    since = f"since {day_words(now.vacant_since)}"
    return Cell("Vacant", colour="red" if long else "yellow", note="; ".join(filter(None, (since, note))))


def _until_cell(now: SeatNow, policy: GovernancePolicy, viewer: Viewer) -> Cell:
    if now.until is None:
        return Cell(None, missing="no end")
    soon = now.until <= viewer.on + timedelta(days=policy.ending_days)
    note = f"ends within {policy.ending_days} days" if soon else ""
    return Cell(day_words(now.until), note=note, plain=now.until)


def _change_cell(board: Board, seat: Seat, current: Term | None) -> Cell:
    at = [board.public_id, seat.public_id]
    if current is None:
        return Cell("Begin a term", href=reverse("term_new", args=at))
    return Cell("End this term", href=reverse("term_end", args=[*at, current.public_id]))


def _past(viewer: Viewer, seats: Sequence[Seat], policy: GovernancePolicy) -> Table:
    """Terms that ended, the latest first."""
    ended = [
        (seat, term)
        for seat in seats
        for term in seat.terms.all()
        if term.valid_until and term.valid_until <= viewer.on
    ]
    ended.sort(key=lambda one: (one[1].valid_until, one[1].pk), reverse=True)
    rows = [
        (
            role_words(seat, policy),
            term.holder,
            day_cell(term.valid_from),
            day_cell(term.valid_until),
            Cell(term.ended_early or None, missing="at its end", note=_planned(term)),
        )
        for seat, term in ended
    ]
    heads = ("Seat", "Held by", "From", "Until", "How it ended")
    return plain_table("Terms that ended", heads, rows, empty_words="No term has ended yet.")


def _planned(term: Term) -> str:
    return f"planned until {day_words(term.planned_until)}" if term.planned_until else ""


def _schools(board: Board, founds: bool) -> Table:
    rows = []
    for one in board.governings.select_related("school").order_by("-valid_from", "-pk"):
        href = reverse("board_school_end", args=[board.public_id, one.public_id])
        ends = founds and one.valid_until is None
        rows.append(
            (
                Cell(one.school.name, href=reverse("school", args=[one.school_id])),
                day_cell(one.valid_from),
                Cell(
                    day_words(one.valid_until) if one.valid_until else None,
                    missing="no end",
                    plain=one.valid_until,
                ),
                *((Cell("End it" if ends else "", href=href if ends else "", missing=""),) if founds else ()),
            )
        )
    heads = ("School", "From", "Until", *(("Change",) if founds else ()))
    return plain_table("Schools it governs and governed", heads, rows, empty_words="It governs no school.")


def _statements(statements: Sequence[HealthStatement], policy: GovernancePolicy) -> Table:
    rows = [
        (day_cell(one.on), policy.health.get(one.level, one.level), one.reason, one.by.name)
        for one in statements
    ]
    empty = "Nothing is stated yet of this board's health. It counts as the policy says for hours of link officers."
    return plain_table("Statements on its health", ("On", "Risk", "Reason", "By"), rows, empty_words=empty)


def _links(viewer: Viewer, board: Board, keeps: bool) -> tuple[Link, ...]:
    key = [board.public_id]
    founds, judges = may_found(viewer), keeps and viewer.is_staff
    return (
        *([Link("State its health", reverse("board_health", args=key))] if judges else []),
        *([Link("Add seats", reverse("seats_new", args=key))] if keeps else []),
        *([Link("Take a seat out", reverse("seat_close", args=key))] if keeps else []),
        *([Link("Take on a school", reverse("board_school", args=key))] if founds else []),
        *([Link("Change this board", reverse("board_edit", args=key))] if founds else []),
    )


def role_words(seat: Seat, policy: GovernancePolicy) -> str:
    """What a seat is called."""
    role = policy.roles.get(seat.role)
    return role.words if role else seat.role


def _here(seats: Sequence[Seat], viewer: Viewer) -> list[Seat]:
    return [seat for seat in seats if Held("", seat.valid_from, seat.valid_until).covers(viewer.on)]


def _now(seat: Seat, viewer: Viewer) -> SeatNow:
    return seat_now(seat.role, seat.valid_from, [_held(term) for term in seat.terms.all()], viewer.on)


def _held(term: Term) -> Held:
    return Held(term.holder, term.valid_from, term.valid_until)
