"""Home: each role finds what its work is, and nothing that is not open to it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import (
    AT,
    adopt,
    make_headship,
    make_inspection,
    make_observation,
    make_partnership,
    make_release,
)
from tests.pages.pages import assert_good_page
from tests.pages.people import make_person, sign_in, tie
from tests.pages.schools.rows import (
    make_adviser,
    make_entitlement,
    make_judgement,
    make_letter,
    make_proposal,
    make_school,
)

from headway.features.approvals.models import Request
from headway.features.deployment.models import Draft
from headway.features.letters.models import Letter, Reply
from headway.features.policies.queries import typed
from headway.features.schools.models import Authority, TermDate
from headway.features.schools.queries import term_began_on
from headway.rules.calendars import academic_year_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _policies(policies):
    adopt("england")


@pytest.fixture
def year():
    """The academic year of the day of the test."""
    return academic_year_of(timezone.localdate()).first_on.year


def look(client):
    """The page and its words."""
    response = client.get("/")
    assert_good_page(response)
    return response.context["page"], response.content.decode()


def cells(table):
    """The words of a table's cells."""
    return [[getattr(cell, "words", cell) for cell in row.cells] for row in table.rows]


def test_every_role_has_a_home(client_as):
    roles = client_as("hr").get("/").wsgi_request.viewer.access.roles
    for role in roles:
        page, _ = look(client_as(role, make_school()))
        assert page.sections, role


def test_the_head_of_service_sees_categories_apart_days_and_what_waits(client_as, year):
    school, _ = make_school(), make_school()
    make_judgement(school, "3")
    make_proposal(school)
    make_entitlement(school, 3, year=year)
    Draft.objects.create(
        year=year, name="One", state="planned", made_at=AT, demand_half_days=8, unmet_half_days=2
    )
    Request.objects.create(
        kind="drafts",
        rule={"roles": ["head-of-service"], "not_oneself": True, "quorum": 1},
        words="Approve draft One",
        asked_by=make_person("chief-adviser"),
        asked_at=AT,
    )
    make_release("lait")
    page, _ = look(client_as("head-of-service"))
    section = page.sections[0]
    assert [(figure.value, figure.note) for figure in section.figures] == [
        ("1½ days", ""), ("3 days", "draft “One”"), ("1 day", "draft “One”"),
        (0, "as published, by the day it began"),
        (0, ""), (0, ""), (0, ""),
    ]  # fmt: skip
    waiting, by_category, releases = section.tables
    assert cells(by_category) == [["2 Secure", 0, 1], ["3 Needs support", 1, 0], ["None yet", 1, 1]]
    assert by_category.rows[1].cells[1].href == "/schools/?category=3"
    assert [row[0] for row in cells(waiting)] == ["Approve draft One"]
    assert [row[0] for row in cells(releases)] == ["Release of lait"]


def test_an_adviser_sees_own_schools_partnerships_and_letters_only(year):
    mine, other = make_school(name="Elm"), make_school(name="Oak")
    for school in (mine, other):
        make_entitlement(school, 3, year=year)
        make_letter(school, subject=f"Days of {school.name}")
    person = make_person("adviser", school=mine)
    tie(person, "adviser", "partnership", make_partnership("Northdown Partnership").public_id)
    page, words = look(sign_in(person))
    section = next(one for one in page.sections if one.heading == "My schools")
    assert [figure.value for figure in section.figures] == [1, "1½ days"]
    assert [row[0] for row in cells(section.tables[1])] == ["Elm"]
    assert [row[0] for row in cells(section.tables[2])] == ["Northdown Partnership"]
    assert "Days of Elm" in words and "Oak" not in words


@pytest.mark.parametrize("role", ["headteacher", "chair"])
def test_a_school_finds_its_adviser_days_letters_and_category(client_as, year, role):
    school, other = make_school(name="Elm"), make_school(name="Oak")
    make_adviser(school)
    make_judgement(school, "3", reason="Leadership is new")
    make_letter(school)
    make_entitlement(school, 3, year=year)
    page, words = look(client_as(role, school))
    assert [section.heading for section in page.sections] == ["Elm"]
    assert page.sections[0].facts[0].value == "Adviser 01"
    assert "leadership is new." in page.sections[0].words[0]
    assert "1½ days" in words and "Your days" in words and other.name not in words


def test_a_councillor_sees_counts_and_no_schools_category(client_as, year):
    school = make_school(name="Elm")
    make_judgement(school, "3")
    Draft.objects.create(year=year, name="One", state="planned", made_at=AT, demand_half_days=8)
    page, words = look(client_as("member"))
    section = page.sections[0]
    assert "Elm" not in words
    assert ["Primary", 1] in cells(section.tables[0])
    assert ["3 Needs support", 1, 0] in cells(section.tables[1])
    assert all(not cell.href for row in section.tables[1].rows for cell in row.cells[1:])
    # A draft is not for councillors: only a published plan has totals.
    assert [figure.value for figure in section.figures] == [None, None]


def test_an_administrator_sees_no_content(client_as):
    make_school(name="Elm")
    page, words = look(client_as("admin"))
    assert [section.heading for section in page.sections] == ["Access"]
    assert "Elm" not in words and "open schools" not in words


def test_business_support_sees_what_is_to_be_settled(client_as):
    make_school()
    make_school(district_assumed=True)
    page, _ = look(client_as("business-support"))
    office, files = page.sections
    assert [(figure.label, figure.value) for figure in office.figures] == [
        ("Unpartnered primaries", 2), ("Districts assumed", 1)
    ]  # fmt: skip
    assert files.heading == "Published files"


def test_the_head_of_service_sees_the_change_since_the_term_began_and_one_picture(client_as):
    today = timezone.localdate()
    began = academic_year_of(today).first_on
    one, other, third = make_school(), make_school(), make_school()
    make_judgement(one, "3", valid_from=began - timedelta(days=400))
    make_judgement(other, "2", valid_from=began - timedelta(days=400), valid_until=today, label="Secure")
    make_judgement(other, "3", valid_from=today)
    make_inspection(third, "overall", today, {"overall_effectiveness": "2"})
    page, words = look(client_as("head-of-service"))
    section = page.sections[0]
    table = next(one for one in section.tables if one.caption == "Open schools by category")
    said = {row.cells[0]: row.cells[1].note for row in table.rows}
    assert said["3 Needs support"].startswith("1 more than on")
    assert said["None yet"].startswith("as on")
    assert section.figures[-4].value == 1 and section.figures[-4].href
    assert [series.name for series in section.chart.series] == ["Judged", "Proposed by the rules"]


def test_the_term_begins_as_published_else_with_the_academic_year(db):
    on = date(2026, 11, 26)
    assert term_began_on(on) == date(2026, 9, 1)
    make_school()
    Authority.objects.filter(own=True).update(name="Nowhere")
    for start, name in ((date(2026, 11, 2), "NOWHERE"), (date(2026, 11, 20), "Elsewhere")):
        TermDate.objects.create(
            authority_name=name, academic_year=2026, kind="term", words="Autumn", start_on=start,
            until=date(2026, 12, 19),
        )  # fmt: skip
    assert term_began_on(on) == date(2026, 11, 2)
    assert term_began_on(date(2026, 10, 1)) == date(2026, 9, 1)


def test_an_adviser_sees_what_changed_at_own_schools_and_nothing_of_others(client_as):
    today = timezone.localdate()
    mine, other = make_school(name="Elm"), make_school(name="Oak")
    for school in (mine, other):
        make_judgement(school, "3", valid_from=today)
        make_headship(school, "acting", valid_from=today)
        make_inspection(school, "overall", today, {"overall_effectiveness": "2"})
    page, words = look(client_as("adviser", mine))
    changed = next(one for one in page.sections if one.heading == "My schools").tables[0]
    assert [row[0] for row in cells(changed)] == ["Elm"] * 3
    assert "Category 3, Needs support, agreed" in words and "An acting headteacher took over" in words


def test_a_head_sees_what_must_be_answered_until_it_is(client_as):
    school = make_school(name="Elm")
    letter = make_letter(school, subject="Tell us your dates")
    Letter.objects.update(reply_due=date(2026, 9, 30))
    client = client_as("headteacher", school)
    page, words = look(client)
    answers = page.sections[0].tables[0]
    assert cells(answers)[0][0] == "Tell us your dates" and "Late" in words
    Reply.objects.create(letter=letter, at=AT, words="Here they are")
    page, words = look(client)
    assert "No letter waits for your answer." in words


def test_a_councillor_sees_results_beside_england_with_their_source(client_as):
    school = make_school()
    release = make_release("lait")
    measure = next(one for one in typed("measures").measures if one.area_series)
    code = school.authority.code
    for area, name, value in ((code, "Eastmarch", 60), ("E92000001", "England", 61)):
        make_observation(measure.key, "2024/25", value, release=release, area_code=area, area_name=name)
    page, words = look(client_as("member"))
    table = page.sections[0].tables[-1]
    assert [row[0] for row in cells(table)] == [measure.label]
    assert [str(word)[:2] for word in cells(table)[0][1:4]] == ["60", "61", "20"]
    assert "/schools/neighbours/" in words


# Home gathers what other pages show; an adviser's has most: visits, records, schools, letters, what changed, support.
HOME_QUERIES = {"head-of-service": 18, "adviser": 22, "member": 12, "business-support": 12}


@pytest.mark.parametrize("role", list(HOME_QUERIES))
def test_home_stays_within_its_queries(client_as, role):
    """Which policies are in use is kept between requests, though not within a test's transaction: it is not counted."""
    schools = [make_school() for _ in range(12)]
    for school in schools:
        make_judgement(school, "3")
        make_letter(school)
    client = client_as(role, schools[0])
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len([one for one in asked if "policies_policy" not in one["sql"]]) <= HOME_QUERIES[role]
