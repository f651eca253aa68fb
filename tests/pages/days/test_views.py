"""Pages of days: the lines of a year, giving them, one school's ledger."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from tests.factories import AT, adopt, make_partnership, make_person, make_school, tie
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import sign_in

from headway.features.allocation.crediting import book_days
from headway.features.allocation.models import Entitlement
from headway.features.people.models import Adviser, AdviserYear
from headway.flows.entitle_year import entitle_year

pytestmark = pytest.mark.django_db
LIST = "/days/?year=2026"


@pytest.fixture
def officer(client_as):
    adopt()
    return client_as("head-of-service")


def give(schools: int = 3, year: int = 2026) -> list:
    made = [make_school(status_code="1") for _ in range(schools)]
    make_partnership("Oak Partnership", *made)
    entitle_year(year=year, on=date(year, 9, 1), by="", at=AT)
    return made


def words(response) -> str:
    return shown_words(assert_good_page(response))


def test_m6_01_each_line_has_its_rule_days_pool_inputs_and_words(officer):
    give()
    said = words(officer.get(LIST))
    for part in (
        "Member's share",
        "Lead's share",
        "Oak Partnership",
        "1 day",
        "Partnerships",
        "phase primary",
    ):
        assert part in said
    assert "4 lines" in said and "Entitled 5 days" in said


def test_before_days_are_given_the_page_says_how_to_start(officer):
    assert "Give the days of the year first" in words(officer.get(LIST))


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("&rule=lead-share", 1),
        ("&for=school", 3),
        ("&q=oak", 1),
        ("&pool=supplements", 0),
        ("&change=change", 0),
    ],
)
def test_the_lines_are_filtered(officer, query, number):
    give()
    said = words(officer.get(LIST + query))
    assert f"{number} line" in said if number else "Nothing matches" in said


def test_the_lines_are_exported_with_all_rows(officer):
    give(60)
    response = officer.get(f"{LIST}&export=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert len([row for row in rows if row[2] == "Member's share"]) == 60


def test_giving_the_days_of_a_year_twice_gives_them_once(officer):
    make_school(status_code="1")
    for said in ("1 lines stored", "nothing had changed"):
        response = officer.post("/days/entitle/", {"year": "2026"}, follow=True)
        assert said in words(response)
    assert Entitlement.objects.count() == 1


def test_giving_days_without_schools_says_why_not(officer):
    response = officer.post("/days/entitle/", {"year": "2026"}, follow=True)
    assert "Load the register first" in words(response)


def test_m6_10_too_few_adviser_days_are_said_with_what_to_do(officer):
    give()
    adviser = Adviser.objects.create(person=make_person("adviser"), base_easting=1, base_northing=1)
    year = AdviserYear.objects.create(adviser=adviser, year=2026, contracted_half_days=9)
    assert "name the pool that carries the rest" in words(officer.get(LIST))
    year.contracted_half_days = 10
    year.save()
    said = words(officer.get(LIST))
    assert "name the pool" not in said and "nothing to spare" in said


def test_m6_02_partnerships_are_compared_with_last_year_falls_first(officer):
    schools = give()
    partnership = schools[0] and make_partnership("Elm Partnership", make_school(status_code="1"))
    entitle_year(year=2027, on=date(2027, 9, 1), by="", at=AT)
    assert "Falls from" not in words(officer.get("/days/compare/?year=2027"))
    partnership.memberships.update(valid_until=date(2028, 1, 1))
    oak = Entitlement.objects.filter(partnership__name="Oak Partnership").first().partnership
    oak.memberships.filter(school=schools[0]).update(valid_until=date(2028, 1, 1))
    entitle_year(year=2028, on=date(2028, 9, 1), by="", at=AT)
    assert "Falls from 5 days to 4 days" in words(officer.get("/days/compare/?year=2028"))


def test_a_first_year_has_nothing_to_be_compared_with(officer):
    give()
    assert "No days of 2025-26 are held" in words(officer.get("/days/compare/?year=2026"))


def test_one_schools_ledger_shows_what_is_given_booked_and_left(officer):
    school = give()[0]
    book_days(school=school, year=2026, half_days=1, source="Visit", key="visit:1", by="", at=AT)
    said = words(officer.get(f"/days/schools/{school.urn}/?year=2026"))
    assert "Entitled 1 day" in said and "Used or booked ½ day" in said and "Left ½ day" in said
    assert "a member's share in Oak Partnership" in said


def test_a_school_without_days_says_what_will_be_here(officer):
    school = make_school(status_code="1")
    assert "once the year's days are given" in words(officer.get(f"/days/schools/{school.urn}/"))


def test_a_head_sees_the_own_schools_days_only_and_gives_none(client_as):
    adopt()
    schools = give()
    head = client_as("headteacher", schools[0])
    said = words(head.get(LIST))
    assert schools[0].name in said and schools[1].name not in said
    assert "Give the days" not in said and "Advisers can give" not in said
    assert head.get(f"/days/schools/{schools[1].urn}/").status_code == 404
    assert head.post("/days/entitle/", {"year": "2026"}).status_code == 403


def test_a_lead_head_sees_the_partnerships_days(policies):
    adopt()
    schools = give()
    person = make_person("partnership-lead")
    tie(
        person,
        "partnership-lead",
        "partnership",
        Entitlement.objects.exclude(partnership=None).get().partnership.public_id,
    )
    said = words(sign_in(person).get(LIST))
    assert all(school.name in said for school in schools) and "Lead's share" in said


@pytest.mark.parametrize("schools", [1, 30])
def test_the_number_of_queries_does_not_grow(officer, schools, django_assert_max_num_queries):
    give(schools)
    officer.get(LIST)
    with django_assert_max_num_queries(12):
        officer.get(LIST)
