"""The pages of boards: vacancies, terms that end, who lacks a chair; hours of link officers; a school's section."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import make_school, read_policies
from tests.pages.governance_objects import make_board, make_statement, make_term, seat_of
from tests.pages.governance_world import HOME, HOURS, day, judged, rows, words
from tests.pages.pages import parse_page, shown_words

from headway.features.categories.models import Judgement
from headway.features.governance.models import Board, HealthStatement, Seat, Term

pytestmark = pytest.mark.django_db


def test_a_board_is_founded_its_terms_begin_and_one_ends_early(keeper):
    school, today = make_school(name="Elm Primary School"), timezone.localdate()
    told = {"name": "Board of Elm", "kind": "governing-board", "urns": str(school.urn)}
    told |= day("valid_from", date(2022, 9, 1)) | {
        "seats-chair": "1",
        "seats-parent": "2",
        "seats-clerk": "1",
    }
    assert "The board is founded." in words(keeper.post(f"{HOME}new/", told, follow=True))
    board = Board.objects.get()
    href = f"{HOME}{board.public_id}/"
    assert Seat.objects.count() == 4
    begun = {"holder": "Governor 12"} | day("valid_from", today - timedelta(days=30))
    said = words(keeper.post(f"{href}seats/{seat_of(board, 'parent').public_id}/term/", begun, follow=True))
    assert "The term is entered." in said and "Governor 12" in said
    term = Term.objects.get()
    assert term.valid_until.year == term.valid_from.year + 4
    ended = {"reason": "No longer a parent"} | day("until", today)
    address = f"{href}seats/{term.seat.public_id}/terms/{term.public_id}/end/"
    said = words(keeper.post(address, ended, follow=True))
    assert "its seat is vacant from then on" in said and "No longer a parent" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Enter what the board is called"),
        ({"kind": ""}, "Select what kind of board it is"),
        ({"urns": "12"}, "is not a URN"),
        ({"urns": "999999"}, "is no school of this authority"),
        ({"valid_from-day": "32"}, "real date"),
        ({"seats-parent": "-1"}, "0 or more"),
        ({"kind": "governing-board", "urns": "900001 900002"}, "governs one school"),
    ],
)
def test_a_fault_is_told_and_no_board_is_founded(keeper, change, said):
    for urn in (900001, 900002):
        make_school(urn)
    told = {"name": "Board", "kind": "federation", "urns": "900001"} | day("valid_from", date(2022, 9, 1))
    answer = keeper.post(f"{HOME}new/", told | change)
    assert answer.status_code == 422 and said in shown_words(parse_page(answer))
    assert not Board.objects.exists()


def test_the_list_tells_long_vacancies_terms_that_end_and_boards_without_chair_or_clerk(keeper):
    today = timezone.localdate()
    long, ending, whole = (make_board(make_school()) for _ in range(3))
    make_term(seat_of(ending), "Governor 1", today, today + timedelta(days=90))
    make_term(seat_of(whole), "Governor 2", today, today + timedelta(days=91))
    make_term(seat_of(whole, "clerk"), "Clerk 1", today)
    Seat.objects.filter(board__in=[ending, whole]).update(valid_from=today - timedelta(days=30))
    assert list(rows(keeper, f"{HOME}?show=vacant")) == [long.name]
    assert list(rows(keeper, f"{HOME}?show=ending")) == [ending.name]
    assert list(rows(keeper, f"{HOME}?show=without-chair")) == [long.name]
    assert set(rows(keeper, f"{HOME}?show=without-clerk")) == {long.name, ending.name}
    row = rows(keeper, HOME)[whole.name]
    assert row["Chair"].words == "Governor 2" and row["Clerk"].words == "Clerk 1" and row["Vacant"] == 2
    told = {one.label: one.value for one in keeper.get(HOME).context["page"].figures}
    assert told["Boards"] == 3 and told["Vacant"] == 4 + 3 + 2 and told["Vacant over 8 months"] == 4
    assert told["Terms ending within 90 days"] == 1
    assert (told["Boards without chair"], told["Boards without clerk"]) == (1, 2)
    assert "Clerk 1" in keeper.get(f"{HOME}?export=csv").content.decode("utf-8-sig")
    assert list(rows(keeper, f"{HOME}?q={whole.name}&sort=-vacant")) == [whole.name]
    for sort in ("vacant", "since", "-ends", "-name"):
        assert len(rows(keeper, f"{HOME}?sort={sort}")) == 3


def test_the_board_s_risk_stands_beside_the_school_s_category_and_only_where_that_is_open(client_as, keeper):
    school = make_school()
    board = make_board(school)
    judged(school, "1")
    href = f"{HOME}{board.public_id}/"
    stated = {"level": "high", "reason": "No chair for a year"} | day("on", timezone.localdate())
    assert "The statement is recorded." in words(keeper.post(f"{href}health/", stated, follow=True))
    seen = rows(client_as("head-of-service"), f"{HOME}?risk=high")[board.name]
    assert seen["Board risk"].words == "High" and seen["School's category"].words == "1 Label 1"
    assert "School's category" in words(client_as("headteacher", school).get(href))
    assert "School's category" not in rows(keeper, HOME)[board.name]
    assert "Label 1" not in words(keeper.get(href)) + words(keeper.get(HOURS))
    assert Judgement.objects.get().category == "1"


def test_a_chair_keeps_the_own_board_and_neither_states_its_health_nor_its_schools(client_as):
    school = make_school()
    board, other = make_board(school), make_board(make_school())
    chair = client_as("chair", school)
    href = f"{HOME}{board.public_id}/"
    said = words(chair.get(href))
    assert "Begin a term" in said and "State its health" not in said and "Take on a school" not in said
    assert chair.get(f"{HOME}{other.public_id}/").status_code == 404
    for address in (f"{href}health/", f"{href}edit/", f"{href}schools/", f"{HOME}new/"):
        assert chair.post(address, {}).status_code == 403
    told = {"role": "staff", "number": "1"} | day("valid_from", date(2026, 9, 1))
    assert chair.post(f"{href}seats/new/", told).status_code == 302
    assert not HealthStatement.objects.exists()


def test_a_councillor_sees_totals_and_no_board(client_as):
    make_board(make_school())
    member = client_as("member")
    page = member.get(HOME)
    assert page.context["page"].table is None and "Board of" not in words(page)
    assert "Board of" not in member.get(f"{HOME}?export=csv").content.decode()
    assert member.get(HOURS).status_code == 403


def test_m8_02_two_boards_equal_but_for_category_the_weaker_gets_more_hours(client_as):
    strong, weak, unknown = (make_school() for _ in range(3))
    for school in (strong, weak, unknown):
        make_board(school)
    judged(strong, "1"), judged(weak, "4")
    client = client_as("head-of-service")
    found = rows(client, HOURS)
    hours = [found[f"Board of {one.name}"]["Hours a year"].words for one in (weak, unknown, strong)]
    assert hours == [18, 6, 4] and list(found)[0] == f"Board of {weak.name}"
    assert "no agreed category, which counts as 2" in found[f"Board of {unknown.name}"]["Why"].words
    figures = {one.label: one.value for one in client.get(f"{HOURS}?team=20").context["page"].figures}
    assert figures == {"Boards": 3, "In all": 28, "The team has": 20, "Over": 8}
    figures = {one.label: one.value for one in client.get(f"{HOURS}?team=many").context["page"].figures}
    assert figures["The team has"] == 600 and figures["Left"] == 572
    file = client.get(f"{HOURS}?export=csv").content.decode("utf-8-sig")
    assert "is in category 4: 16 hours" in file


def test_m8_02_a_board_of_several_schools_is_taken_by_its_weakest(client_as):
    first, second = make_school(), make_school()
    make_board(first, second, name="Federation of two")
    judged(first, "1"), judged(second, "4S")
    row = rows(client_as("chief-adviser"), HOURS)["Federation of two"]
    assert row["Hours a year"].words == 26
    assert row["Why"].words.startswith(f"{second.name}, the weakest of its 2 schools, is in category 4S")
    seen = rows(client_as("headteacher", first), HOURS)["Federation of two"]
    assert seen["Hours a year"].words == 26 and "4S" not in seen["Why"].words


def test_the_school_s_page_and_profile_tell_what_stands_to_who_may_know(client_as):
    school, bare = make_school(), make_school()
    board = make_board(school)
    make_term(seat_of(board), "Governor 7", timezone.localdate())
    make_statement(board, "medium", date(2026, 9, 10))
    head = client_as("headteacher", school)
    for address in (f"/schools/{school.urn}/", f"/schools/{school.urn}/profile/"):
        said = words(head.get(address))
        assert (
            "Governor 7" in said and "3 of 4 seats" in said and "Medium, stated on 10 September 2026" in said
        )
        assert "Governor 7" not in words(client_as("member").get(address))
    assert "not written down" in words(client_as("head-of-service").get(f"/schools/{bare.urn}/"))


def test_a_school_is_taken_on_and_given_up_and_the_page_keeps_both(keeper):
    first, second = make_school(), make_school()
    board = make_board(first, kind="federation", name="Federation")
    href = f"{HOME}{board.public_id}/"
    taken = {"urns": str(second.urn)} | day("valid_from", date(2025, 9, 1))
    assert second.name in words(keeper.post(f"{href}schools/", taken, follow=True))
    governing = board.governings.get(school=first)
    ended = day("until", date(2026, 4, 1))
    said = words(keeper.post(f"{href}schools/{governing.public_id}/end/", ended, follow=True))
    assert first.name in said and "1 April 2026" in said
    closed = {"seat": seat_of(board, "parent").public_id} | day("until", date(2026, 4, 1))
    assert "The seat is taken out" in words(keeper.post(f"{href}seats/close/", closed, follow=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 30])
def test_the_same_queries_for_one_and_for_thirty(client_as, number, django_assert_max_num_queries):
    for _ in range(number):
        board = make_board(make_school())
        make_term(seat_of(board))
        make_statement(board)
    read_policies()
    for client in (client_as("head-of-service"), client_as("headteacher", board.governings.get().school)):
        for address in (HOME, HOURS, f"{HOME}{board.public_id}/"):
            client.get(address)
            with django_assert_max_num_queries(12):
                client.get(address)
