"""Who may keep boards, what is refused, and that history stays."""

from datetime import date, timedelta

import pytest
from tests.factories import AT, ON, adopt, make_school, tie, view_as
from tests.pages.governance_objects import SINCE, make_board, make_statement, make_term, seat_of

from headway.features.audit.models import Event
from headway.features.governance import actions as deeds
from headway.features.governance.models import Board, Governing, HealthStatement, Term
from headway.features.governance.queries import (
    board_of,
    boards_now,
    boards_visible_to,
    governed_by,
    health_of,
    may_found,
    may_judge_health,
    may_keep,
)
from headway.features.policies.queries import typed
from headway.features.saving import Stale
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
LATER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def policies(db):
    adopt()


@pytest.fixture
def school(db):
    return make_school()


@pytest.fixture
def board(school):
    return make_board(school)


@pytest.fixture
def keeper(policies):
    return view_as("governor-services")


def test_who_may_keep_a_board_and_who_may_found_one(school, board, keeper):
    chair, stranger = view_as("chair", school), view_as("chair", make_school())
    assert may_keep(keeper, board) and may_keep(chair, board)
    assert not may_keep(stranger, board) and not may_keep(view_as("head-of-service"), board)
    assert may_found(keeper) and not may_found(chair)


def test_the_authority_states_the_health_of_a_board_and_the_board_does_not(school, board, keeper):
    assert may_judge_health(keeper, board)
    assert not may_judge_health(view_as("chair", school), board)
    assert not may_judge_health(view_as("adviser", school), board)


def test_one_sees_the_boards_of_one_s_own_schools_or_all(school, board):
    other = make_board(make_school())
    assert set(boards_visible_to(view_as("head-of-service"))) == {board, other}
    for role in ("headteacher", "adviser", "chair", "quadrant-lead"):
        assert list(boards_visible_to(view_as(role, school))) == [board]
    assert not boards_visible_to(view_as("finance", school)).exists()
    assert not boards_visible_to(view_as("member")).exists()
    assert boards_visible_to(view_as("member"), "count").count() == 2


def test_an_appointment_to_a_board_makes_it_one_s_own(school, board):
    viewer = view_as("chair")
    tie(viewer.person, "chair", "board", school.urn)
    again = type(viewer)(
        viewer.person, viewer.on, viewer.roles, {"board": frozenset({str(school.urn)})}, viewer.access
    )
    assert list(boards_visible_to(again)) == [board]


def test_a_school_has_one_board_at_a_time_and_what_was_stays(school, board, keeper):
    told = {"name": "Federation of two", "kind": "federation", "seats": {}, "policy": typed("governance")}
    more = {"schools": [school, make_school()], "by": keeper, "at": AT}
    with pytest.raises(Refused, match="has a board on some of these days"):
        deeds.found_board(**told, valid_from=LATER, **more)
    deeds.give_up_school(governing=board.governings.get(), until=LATER, by=keeper, at=AT)
    made = deeds.found_board(**told, valid_from=LATER, **more)
    assert board_of(school.urn, LATER - timedelta(days=1)).board == board
    assert board_of(school.urn, LATER).board == made
    assert len(governed_by([made], LATER)[made.pk]) == 2


def test_a_board_of_one_school_takes_on_no_second(board, keeper):
    more = {"policy": typed("governance"), "by": keeper, "at": AT}
    with pytest.raises(Refused, match="governs one school"):
        deeds.take_on_schools(board=board, schools=[make_school()], valid_from=LATER, **more)
    assert Governing.objects.count() == 1


def test_a_board_that_ended_governs_no_school_from_then_on(school, board, keeper):
    told = {"name": board.name, "kind": board.kind, "ended_on": LATER}
    more = {"policy": typed("governance"), "by": keeper, "at": AT}
    deeds.change_board(board=board, seen_version=1, told=told, **more)
    assert board_of(school.urn, LATER) is None and board_of(school.urn, ON).board == board
    with pytest.raises(Stale):
        deeds.change_board(board=board, seen_version=1, told=told, **more)


def test_a_name_is_given_once(board, keeper):
    with pytest.raises(Refused, match="of this name already"):
        make_board(make_school(), name=board.name)
    assert Board.objects.count() == 1


def test_a_term_that_ends_early_keeps_what_was_planned_and_why(board, keeper):
    term = make_term(seat_of(board), "Governor 12", SINCE, date(2023, 9, 1))
    deeds.end_term(term=term, until=date(2023, 2, 1), reason="Resigned", by=keeper, at=AT)
    term.refresh_from_db()
    assert (term.planned_until, term.ended_early) == (date(2023, 9, 1), "Resigned")
    now = boards_now([board], ON)[board.pk]
    vacant = {seat.role: seat.vacant_since for seat in now.vacant}
    assert vacant["chair"] == date(2023, 2, 1) and vacant["clerk"] == SINCE
    event = Event.objects.filter(action="end_term").get()
    assert "Resigned" not in str(event.after) and "Governor 12" not in str(event.after)


def test_a_seat_is_held_by_one_at_a_time_and_terms_are_entered_all_or_none(board, keeper):
    seat, parent = seat_of(board), seat_of(board, "parent")
    make_term(seat, "Governor 1", ON, date(2027, 9, 1))
    told = [
        deeds.TermTold(parent.public_id, "Governor 2", ON, date(2030, 9, 1)),
        deeds.TermTold(seat.public_id, "Governor 3", ON, date(2027, 9, 1)),
    ]
    with pytest.raises(Refused, match="Governor 1 holds this seat"):
        deeds.begin_terms(board=board, told=told, policy=typed("governance"), by=keeper, at=AT)
    elsewhere = [deeds.TermTold(seat_of(make_board(make_school())).public_id, "Governor 4", ON, None)]
    with pytest.raises(Refused, match="not there any more"):
        deeds.begin_terms(board=board, told=elsewhere, policy=typed("governance"), by=keeper, at=AT)
    assert Term.objects.count() == 1


def test_a_seat_is_added_and_taken_out(board, keeper):
    (seat,) = deeds.add_seats(board=board, role="staff", number=1, valid_from=SINCE, by=keeper, at=AT)
    deeds.close_seat(seat=seat, until=ON, by=keeper, at=AT)
    assert "staff" not in {one.role for one in boards_now([board], ON)[board.pk].seats}
    with pytest.raises(Refused):
        deeds.close_seat(seat=seat_of(board), until=SINCE, by=keeper, at=AT)


def test_the_latest_statement_by_the_day_stands_and_those_before_stay(board):
    first = make_statement(board, "low", ON - timedelta(days=90))
    second = make_statement(board, "high", ON)
    assert health_of([board], ON)[board.pk] == second
    assert health_of([board], ON - timedelta(days=1))[board.pk] == first
    assert HealthStatement.objects.count() == 2


def test_nobody_without_the_right_writes(school, board):
    head = view_as("headteacher", school)
    with pytest.raises(Refused):
        deeds.add_seats(board=board, role="staff", number=1, valid_from=ON, by=head, at=AT)
    with pytest.raises(Refused):
        deeds.remove_term(term=make_term(seat_of(board)), by=head, at=AT)
