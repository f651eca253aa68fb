"""Terms from a spreadsheet: checked line by line, taken as a whole, taken a second time without a change."""

from datetime import date

import pytest
from tests.factories import make_school
from tests.pages.governance_objects import make_board, make_term, seat_of
from tests.pages.pages import parse_page, shown_words

from headway.features.governance.models import Term

pytestmark = pytest.mark.django_db
SHEET = "/data/sheets/terms/"
HEAD = "urn\trole\tholder\tfrom\tuntil"


@pytest.fixture
def keeper(client_as):
    return client_as("governor-services")


@pytest.fixture
def school(policies):
    return make_school(900001)


def lines(*rows: str) -> str:
    """What is pasted."""
    return "\n".join([HEAD, *("\t".join(row.split(",")) for row in rows)])


def take(client, text: str):
    """The sheet as pasted, taken."""
    return client.post(SHEET, {"step": "take", "data": text}, follow=True)


def test_terms_find_their_seats_and_a_second_time_nothing_changes(keeper, school):
    board = make_board(school)
    text = lines(
        "900001,parent,Governor 1,1/9/2024,",
        "900001,parent,Governor 2,1/9/2024,1/9/2026",
        "900001,clerk,Clerk 1,1/9/2024,",
    )
    assert "3 rows made" in shown_words(parse_page(take(keeper, text)))
    held = {one.holder: one for one in Term.objects.select_related("seat")}
    assert held["Governor 1"].valid_until == date(2028, 9, 1) and held["Clerk 1"].valid_until is None
    assert held["Governor 2"].valid_until == date(2026, 9, 1)
    assert held["Governor 1"].seat != held["Governor 2"].seat and held["Clerk 1"].seat == seat_of(
        board, "clerk"
    )
    assert "0 rows made" in shown_words(parse_page(take(keeper, text)))
    assert Term.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("900001,king,Governor 1,1/9/2024,", "is no seat of the policy"),
        ("900001,staff,Governor 1,1/9/2024,", "The board has no seat"),
        ("900001,chair,Governor 9,1/10/2026,", "Governor 12 holds this seat"),
        ("900001,chair,Governor 12,15/9/2026,1/10/2026", "has another end already"),
        ("900001,parent,,1/9/2024,", "The cell is empty"),
        ("900002,parent,Governor 1,1/9/2024,", "No board governs this school"),
        ("900009,parent,Governor 1,1/9/2024,", "no school of the authority"),
        ("900001,parent,Governor 1,31/9/2024,", "is not a date"),
    ],
)
def test_a_fault_is_told_beside_its_cell_and_nothing_is_stored(keeper, school, row, said):
    make_school(900002)
    make_term(seat_of(make_board(school)))
    answer = keeper.post(SHEET, {"step": "check", "data": lines("900001,parent,Governor 5,1/9/2024,", row)})
    assert said in shown_words(parse_page(answer))
    take(keeper, lines("900001,parent,Governor 5,1/9/2024,", row))
    assert Term.objects.count() == 1


def test_two_lines_for_one_seat_are_told(keeper, school):
    make_board(school)
    text = lines("900001,chair,Governor 1,1/9/2026,", "900001,chair,Governor 2,1/9/2026,")
    assert "Governor 1 holds this seat" in shown_words(
        parse_page(keeper.post(SHEET, {"step": "check", "data": text}))
    )


def test_the_sheet_is_for_who_keeps_all_boards(client_as, school):
    make_term(seat_of(make_board(school)), "Governor 3", date(2026, 9, 15), date(2027, 9, 1))
    assert client_as("chair", school).get(SHEET).status_code == 403
    assert client_as("headteacher", school).get(f"{SHEET}download/").status_code == 403
    keeper = client_as("business-support")
    assert keeper.get(f"{SHEET}download/").status_code == 200
    assert "Give a sheet of terms" in shown_words(parse_page(keeper.get("/governance/")))
