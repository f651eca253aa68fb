"""Makers of boards, seats, terms and units, for the matrix."""

from collections.abc import Callable, Mapping
from datetime import date

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.governance.actions import TermTold, begin_terms, found_board, state_health
from headway.features.governance.models import Board, HealthStatement, Seat, Term
from headway.features.policies.queries import typed
from headway.features.units.actions import found_unit
from headway.features.units.models import Unit

KEEPER = "governor-services"
SINCE, TODAY = date(2022, 9, 1), date(2026, 9, 15)
SEATS = {"chair": 1, "parent": 2, "clerk": 1}


def make_board(
    *schools: object,
    name: str = "",
    kind: str = "",
    seats: Mapping[str, int] = SEATS,
    valid_from: date = SINCE,
) -> Board:
    """The board of these schools, with a chair's seat, two of parents and a clerk's, all vacant."""
    told = {
        "name": name or f"Board of {schools[0].name}",
        "kind": kind or ("federation" if len(schools) > 1 else "governing-board"),
    }
    more = {"schools": schools, "seats": seats, "valid_from": valid_from, "policy": typed("governance")}
    return found_board(**told, **more, by=seen(make_person(KEEPER)), at=AT)


def seat_of(board: Board, role: str = "chair") -> Seat:
    """A seat of a role."""
    return Seat.objects.filter(board=board, role=role).order_by("pk").first()


def make_term(
    seat: Seat, holder: str = "Governor 12", valid_from: date = TODAY, valid_until: date | None = None
) -> Term:
    """Somebody holds the seat; without an end as long as the policy has it."""
    end = valid_until or (None if seat.role == "clerk" else valid_from.replace(year=valid_from.year + 1))
    told = [TermTold(seat.public_id, holder, valid_from, end)]
    by = seen(make_person(KEEPER))
    return begin_terms(board=seat.board, told=told, policy=typed("governance"), by=by, at=AT)[0]


def make_statement(board: Board, level: str = "high", on: date = TODAY) -> HealthStatement:
    """What governor services said of it."""
    told = {"on": on, "level": level, "reason": "No chair for a year"}
    by = seen(make_person(KEEPER))
    return state_health(board=board, **told, policy=typed("governance"), by=by, at=AT)


def make_unit(name: str = "Governor services", under: Unit | None = None, since: date = SINCE) -> Unit:
    """A unit."""
    return found_unit(name=name, under=under, valid_from=since, by=seen(make_person("hr")), at=AT)


def _board(side: Side) -> Board:
    known = Board.objects.filter(name=f"Board {side.name}").first()
    return known or make_board(side.school, name=f"Board {side.name}")


def board(side: Side) -> Arguments:
    """The board of the side's school."""
    return {"key": _board(side).public_id}


def governing(side: Side) -> Arguments:
    """That it governs the school."""
    return board(side) | {"governing": _board(side).governings.get().public_id}


def seat(side: Side) -> Arguments:
    """A seat that is vacant."""
    return board(side) | {"seat": seat_of(_board(side), "parent").public_id}


def term(side: Side) -> Arguments:
    """The chair's term."""
    held = seat_of(_board(side))
    made = held.terms.first() or make_term(held)
    make_statement(_board(side))
    return board(side) | {"seat": held.public_id, "term": made.public_id}


def unit(side: Side) -> Arguments:
    """A unit that reports to another; it belongs to no school."""
    return {"key": make_unit(f"Unit {side.name}", make_unit(f"Directorate {side.name}")).public_id}


GOVERNANCE_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "board": board,
    "governing": governing,
    "seat": seat,
    "term": term,
    "unit": unit,
}
