"""Pages of partnerships: lists, one partnership, its forms, with the same queries for one row and for thirty."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook
from tests.factories import (
    make_district,
    make_membership,
    make_partnership,
    make_quadrant,
    make_school,
    read_policies,
    tie,
)
from tests.pages.pages import assert_good_page, shown_words

from headway.features.partnerships.models import Membership, Partnership
from headway.features.schools.models import School
from headway.flows.entitle_year import entitle_year
from headway.rules.calendars import academic_year_of

pytestmark = pytest.mark.django_db
LIST = "/partnerships/"


@pytest.fixture
def officer(client_as):
    client = client_as("head-of-service")
    read_policies()
    return client


def words(response):
    return shown_words(assert_good_page(response))


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def fill(number):
    quadrant = make_quadrant("Quadrant North", make_district("Northdown"))
    for one in range(number):
        school = make_school(district=make_district("Northdown"))
        make_school(district=make_district("Northdown"))
        make_partnership(f"Group {one:02}", school, quadrant=quadrant)


def test_the_list_shows_quadrant_kind_members_recognition_and_lead(officer, client_as):
    school = make_school()
    made = make_partnership("Vale Partnership", school, quadrant=make_quadrant("Quadrant North"))
    head = client_as("headteacher", school).person
    tie(head, "partnership-lead", "partnership", made.public_id)
    said = words(officer.get(LIST))
    for part in ("Vale Partnership", "Quadrant North", "Schools of a neighbourhood", "Recognised", head.name):
        assert part in said
    assert "none given" in said


def test_days_of_the_year_are_the_shares_of_members_and_lead(officer):
    made = make_partnership("Vale Partnership", *(make_school(status_code="1") for _ in range(3)))
    entitle_year(
        year=academic_year_of(timezone.localdate()).first_on.year,
        on=timezone.localdate(),
        by="",
        at=timezone.now(),
    )
    assert "5 days" in words(officer.get(LIST))
    assert "Days this year 5 days" in words(officer.get(f"{LIST}{made.public_id}/"))


def test_an_empty_list_says_how_to_start(officer):
    assert "Form the first one" in words(officer.get(LIST))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=vale", ["Vale"]),
        ("recognised=no", ["Network"]),
        ("state=proposed", ["Vale"]),
        ("quadrant=none", ["Network"]),
        ("kind=thematic", ["Network"]),
        ("sort=-name", ["Vale", "Network"]),
    ],
)
def test_filters_and_order_stand_in_the_address(officer, query, found):
    make_partnership("Vale", quadrant=make_quadrant(), proposed=True)
    make_partnership("Network", recognised=False, kind="thematic")
    page = officer.get(f"{LIST}?{query}").context["page"]
    assert [row.cells[0].words for row in page.table.rows] == found


def test_the_list_exports_what_is_filtered(officer):
    make_partnership("Vale", make_school())
    make_partnership("=Network", recognised=False)
    book = CalamineWorkbook.from_filelike(BytesIO(officer.get(f"{LIST}?q=vale&export=xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Partnership", "Vale"]
    assert rows[1][3] == 1
    csv = officer.get(f"{LIST}?export=csv").content.decode("utf-8-sig")
    assert '"\'=Network"' in csv


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [(LIST, 12), ("/partnerships/unpartnered/", 11), ("/partnerships/quadrants/", 11)],
)
def test_the_same_queries_for_one_and_for_thirty(
    officer, number, address, queries, django_assert_max_num_queries
):
    fill(number)
    with django_assert_max_num_queries(queries) as seen:
        assert_good_page(officer.get(address))
    assert len(seen) == QUERIES[address]


QUERIES = {LIST: 12, "/partnerships/unpartnered/": 10, "/partnerships/quadrants/": 10}


def test_one_partnership_shows_roll_dates_and_history(officer):
    stayer, leaver = make_school(name="Stayer"), make_school(name="Leaver")
    made = make_partnership("Vale", stayer)
    make_membership(made, leaver, date(2021, 1, 1), date(2022, 1, 1))
    response = officer.get(f"{LIST}{made.public_id}/")
    assert [row.cells[0].words for row in response.context["page"].roll.rows] == ["Stayer"]
    said = words(response)
    assert "1 January 2022" in said and "former member" in said


@pytest.mark.parametrize("members", [1, 30])
def test_one_partnership_takes_the_same_queries_however_many_members(
    officer, members, django_assert_num_queries
):
    made = make_partnership("Vale", *[make_school() for _ in range(members)])
    with django_assert_num_queries(11):
        officer.get(f"{LIST}{made.public_id}/")


def test_a_partnership_is_formed_and_gets_a_member(officer):
    school = make_school(name="Ash Lane Primary School")
    sent = {"name": "Vale", "kind": "geographic", "recognised": "on"} | day("formed_on", date(2026, 9, 1))
    response = officer.post(f"{LIST}new/", sent)
    made = Partnership.objects.get()
    assert response.url == f"{LIST}{made.public_id}/"
    sent = {"school": "ash lane"} | day("member_from", date(2026, 9, 1))
    said = words(officer.post(f"{response.url}add/", sent, follow=True))
    assert "Ash Lane Primary School is a member from 1 September 2026." in said
    assert Membership.objects.get().school == school


def test_m1_04_the_page_says_which_partnership_stands_in_the_way(officer):
    school = make_school(name="Ash Lane")
    make_partnership("First", school)
    second = make_partnership("Second")
    sent = {"school": "Ash Lane"} | day("member_from", date(2026, 9, 1))
    response = officer.post(f"{LIST}{second.public_id}/add/", sent)
    assert response.status_code == 422
    assert "is in the recognised partnership First since 1 January 2020" in words(response)
    held = Membership.objects.get()
    end = officer.post(f"{LIST}{held.partnership.public_id}/end/{school.urn}/", day("on", date(2026, 9, 1)))
    assert end.status_code == 302
    assert officer.post(f"{LIST}{second.public_id}/add/", sent).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the school"),
        ("Nowhere", "No open school"),
        ("Lane", "Several schools match"),
    ],
)
def test_a_school_that_is_not_one_school_is_said_so(officer, typed, sentence):
    made = make_partnership("Vale")
    make_school(name="Ash Lane")
    make_school(name="Elm Lane")
    response = officer.post(
        f"{LIST}{made.public_id}/add/", {"school": typed} | day("member_from", date(2026, 9, 1))
    )
    assert sentence in words(response)


def test_a_lead_head_is_named_and_recognition_ends(officer, client_as):
    school = make_school()
    made = make_partnership("Vale", school)
    head = client_as("headteacher", school).person
    sent = {"person": head.public_id} | day("valid_from", timezone.localdate())
    said = words(officer.post(f"{LIST}{made.public_id}/lead/", sent, follow=True))
    assert f"{head.name} leads Vale" in said
    officer.post(f"{LIST}{made.public_id}/recognise/", day("on", timezone.localdate()))
    made.refresh_from_db()
    assert not made.recognised


@pytest.mark.parametrize("path", ["new/", "quadrants/move/"])
def test_forms_open_and_an_empty_one_says_what_to_do(officer, path):
    words(officer.get(f"{LIST}{path}"))
    assert "There is a problem" in words(officer.post(f"{LIST}{path}"))


def test_proposing_by_place_and_settling(officer):
    for _ in range(9):
        make_school(town="Oldtown")
    said = words(officer.post(f"{LIST}propose/", follow=True))
    assert "1 partnerships of 9 schools" in said or "1 partnership of 9 schools" in said
    made = Partnership.objects.get()
    assert made.proposed
    officer.post(f"{LIST}{made.public_id}/settle/")
    made.refresh_from_db()
    assert not made.proposed


def test_m1_06_the_unpartnered_list_is_as_at_the_day_of_the_address(officer):
    school = make_school(name="Leaver")
    make_membership(make_partnership("Vale"), school, valid_until=date(2026, 4, 1))
    address = "/partnerships/unpartnered/"
    shown = officer.get(f"{address}?on=1/4/2026")
    assert [row.cells[0].words for row in shown.context["page"].table.rows] == ["Leaver"]
    assert "On 31 March 2026 every open school" in words(officer.get(f"{address}?on=31/3/2026")) or (
        "Nothing matches" in words(officer.get(f"{address}?on=31/3/2026"))
    )
    assert "is not a date" in words(officer.get(f"{address}?on=31/2/2026"))
    assert b"Leaver" in officer.get(f"{address}?on=1/4/2026&export=csv").content


def test_m1_02_the_quadrants_page_counts_schools_and_partnerships(officer):
    fill(3)
    make_school(district=make_district("Odd"))
    School.objects.update(status_code="1")
    page = officer.get("/partnerships/quadrants/").context["page"]
    rows = [(row.cells[0].words, row.cells[3].words, row.cells[4].words) for row in page.table.rows]
    assert rows == [("Quadrant North", 6, 3), ("In no quadrant", 1, 0)]
    for row, number in ((page.table.rows[0], 6), (page.table.rows[1], 1), (page.districts.rows[0], 6)):
        cell = next(cell for cell in row.cells if getattr(cell, "href", "").startswith("/schools/?"))
        assert officer.get(cell.href).context["page"].table.count_words.startswith(f"{number} school")
    assert "3 partnerships" in words(officer.get(page.table.rows[0].cells[4].href))
    said = words(officer.post("/partnerships/quadrants/settle/", follow=True))
    assert "1 district placed" in said


def test_a_head_sees_the_own_partnership_without_buttons(client_as):
    school = make_school()
    made = make_partnership("Vale", school)
    other = make_partnership("Other", make_school())
    head = client_as("headteacher", school)
    said = words(head.get(f"{LIST}{made.public_id}/"))
    assert "Add a member" not in said
    assert head.get(f"{LIST}{other.public_id}/").status_code == 404
    assert head.get(f"{LIST}{made.public_id}/add/").status_code == 403


def test_members_stand_on_a_map_by_phase(officer):
    placed = make_school(name="Ash", phase="primary", easting=600_000, northing=200_000)
    made = make_partnership("Vale", placed, make_school(name="Oak", phase="special", easting=None))
    page = officer.get(f"{LIST}{made.public_id}/")
    assert "2 schools, 1 of them not on the map." in words(page)
    assert [place.name for place in page.context["page"].map.places] == ["Ash", "Oak"]


def test_a_partnership_without_members_has_no_map(officer):
    assert officer.get(f"{LIST}{make_partnership('Vale').public_id}/").context["page"].map is None
