"""Looking back: the list, one school and a partnership as they were on a past day."""

import io
from datetime import date

import docx
import pytest
from tests.factories import (
    make_district,
    make_headship,
    make_membership,
    make_partnership,
    make_person,
    make_quadrant,
    make_release,
    tie,
)
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import sign_in
from tests.pages.schools.rows import make_judgement, make_school

from headway.features.releases.models import ChangeList
from headway.features.schools.models import Group, GroupMembership, Link

LIST, DAY = "/schools/", "2025-03-01"
THEN = date(2025, 3, 1)


def words(response):
    return shown_words(assert_good_page(response))


def docx_words(content):
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return " ".join([*(one.text for one in paper.paragraphs), *cells])


def names(response):
    return [row.cells[0].words for row in response.context["page"].table.rows]


def told(urn, *changes, day=date(2026, 1, 1)):
    """A register of that day that changed facts of a school: field, before, after."""
    release = make_release("gias_register", day)
    ChangeList.objects.create(release=release, lines=[["changed", urn, [list(one) for one in changes]]])
    return release


@pytest.fixture
def officer(policies, client_as):
    return client_as("head-of-service")


def test_time_the_list_of_a_past_day_holds_the_schools_that_were_open_then(officer):
    make_school(name="Since Closed", status="Closed", status_code="2", closed_on=date(2025, 9, 1))
    make_school(name="Closed Before", status="Closed", status_code="2", closed_on=date(2024, 9, 1))
    make_school(name="Opened After", opened_on=date(2025, 9, 1))
    make_school(name="Always There")
    page = officer.get(f"{LIST}?as_at={DAY}")
    assert names(page) == ["Always There", "Since Closed"]
    said = words(page)
    assert "As on 1 March 2025" in said and "back to today" in said
    assert names(officer.get(LIST)) == ["Always There", "Opened After"]
    assert names(officer.get(f"{LIST}?as_at={DAY}&status=closed")) == ["Closed Before"]


def test_time_the_day_is_carried_by_links_filters_and_exports(officer):
    school = make_school(name="Always There")
    page = officer.get(f"{LIST}?as_at={DAY}&phase=primary")
    table = page.context["page"].table
    assert table.rows[0].cells[0].href == f"/schools/{school.urn}/?as_at={DAY}"
    assert ("as_at", DAY) in table.kept and table.clear_href == f"{LIST}?as_at={DAY}"
    assert f"as_at={DAY}" in table.csv_href
    assert page.context["page"].back.today_href == f"{LIST}?phase=primary"
    assert table.picking is None if hasattr(table, "picking") else True
    export = officer.get(f"{LIST}?as_at={DAY}&export=csv")
    assert "2025" in export["Content-Disposition"] and "Always There" in export.content.decode("utf-8-sig")
    assert "As on 1 March 2025" in words(officer.get(f"/schools/map/?as_at={DAY}"))


def test_time_category_partnership_and_facts_are_those_of_the_day(officer):
    school = make_school(name="New Name", type_name="Academy converter")
    make_judgement(school, "4", valid_from=date(2024, 9, 1), valid_until=date(2025, 9, 1))
    make_judgement(school, "2", valid_from=date(2025, 9, 1))
    old, new = make_partnership("Old Vale"), make_partnership("New Vale")
    make_membership(old, school, date(2022, 1, 1), date(2025, 6, 1))
    make_membership(new, school, date(2025, 6, 1))
    told(school.urn, ("name", "Old Name", "New Name"), ("type_name", "Community school", "Academy converter"))
    row = officer.get(f"{LIST}?as_at={DAY}").context["page"].table.rows[0]
    assert row.cells[0].words == "Old Name" and row.cells[1].note == "Community school"
    assert any(getattr(cell, "words", "") == "4 Needs support" for cell in row.cells)
    said = words(officer.get(f"/schools/{school.urn}/?as_at={DAY}"))
    assert "Old Name" in said and "Old Vale" in said and "4 Needs support" in said
    assert "New Vale" not in said and "Academy converter" not in said
    now = words(officer.get(f"/schools/{school.urn}/"))
    assert "New Name" in now and "As on" not in now


def test_time_the_trust_of_the_day_is_told_by_when_it_joined(officer):
    trust = Group.objects.create(uid="5001", name="Hill Trust", kind="trust")
    school = make_school(name="Joined Later", trust=trust)
    GroupMembership.objects.create(
        school=school,
        group_uid="5001",
        group_name="Hill Trust",
        kind="Multi-academy trust",
        joined_on=date(2025, 9, 1),
    )
    said = words(officer.get(f"/schools/{school.urn}/?as_at={DAY}"))
    assert "in no trust" in said and "Hill Trust" not in said
    assert "Hill Trust" in words(officer.get(f"/schools/{school.urn}/?as_at=2025-10-01"))


def test_time_before_it_opened_a_school_leads_to_what_it_was_then(officer):
    old = make_school(name="Old", status="Closed", status_code="2", closed_on=date(2025, 9, 1))
    new = make_school(name="New", opened_on=date(2025, 9, 1))
    Link.objects.create(school=new, other_urn=old.urn, kind="Predecessor", on=date(2025, 9, 1))
    page = officer.get(f"/schools/{new.urn}/?as_at={DAY}")
    row = next(row for row in page.context["page"].facts if row.label == "Was then")
    assert (row.value, row.href) == (f"Old (URN {old.urn})", f"/schools/{old.urn}/?as_at={DAY}")
    assert "not open yet: it opened on 1 September 2025" in words(page)


def test_time_what_nothing_dates_is_said(officer):
    school = make_school()
    make_release("gias_register", date(2026, 1, 1))
    said = words(officer.get(f"/schools/{school.urn}/?as_at={DAY}"))
    assert "The oldest register held is of 1 January 2026" in said
    assert "Nothing tells when pupil numbers" in said
    assert "The oldest register held" in words(officer.get(f"{LIST}?as_at={DAY}"))


@pytest.mark.parametrize("given", ["2099-01-01", "nonsense", "2025-13-01", "%00", "1066-10-14"])
@pytest.mark.parametrize("where", ["list", "school", "partnership"])
def test_time_a_day_to_come_and_nonsense_get_a_sentence(officer, given, where):
    school = make_school()
    made = make_partnership("Vale", school)
    path = {
        "list": LIST,
        "school": f"/schools/{school.urn}/",
        "partnership": f"/partnerships/{made.public_id}/",
    }
    said = words(officer.get(f"{path[where]}?as_at={given}"))
    assert "As on" not in said
    if given != "%00":
        assert "The page shows today." in said


def test_time_a_partnership_of_a_past_day_has_its_members_then_and_nothing_to_change(officer):
    stayer, leaver = make_school(name="Stayer"), make_school(name="Leaver")
    made = make_partnership("Vale", stayer)
    make_membership(made, leaver, date(2021, 1, 1), date(2025, 9, 1))
    path = f"/partnerships/{made.public_id}/"
    page = officer.get(f"{path}?as_at={DAY}")
    shown = page.context["page"]
    assert [row.cells[0].words for row in shown.roll.rows] == ["Leaver", "Stayer"]
    assert shown.roll.rows[0].cells[0].href == f"/schools/{leaver.urn}/?as_at={DAY}"
    assert "Add a member" not in words(page) and not shown.may_change
    assert [row.cells[0].words for row in officer.get(path).context["page"].roll.rows] == ["Stayer"]


def test_time_rights_are_todays_and_not_those_of_the_day(policies):
    school, other = make_school(name="Mine"), make_school(name="Not Mine")
    make_judgement(other, "4", valid_from=date(2024, 9, 1))
    head = make_person("headteacher")
    tie(head, "headteacher", "school", school.urn)
    client = sign_in(head)
    said = words(client.get(f"/schools/{other.urn}/?as_at={DAY}"))
    assert "Category judged" not in said
    assert "Category judged" in words(client.get(f"/schools/{school.urn}/?as_at={DAY}"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 30])
def test_time_few_queries_however_many_schools(officer, number, django_assert_max_num_queries):
    district = make_district()
    make_quadrant("Quadrant North", district)
    schools = [make_school(district=district) for _ in range(number)]
    for school in schools:
        make_headship(school)
        told(school.urn, ("name", "Before", school.name))
    made = make_partnership("Vale", *schools)
    one = f"/schools/{schools[0].urn}/"
    for path in (LIST, f"/partnerships/{made.public_id}/", one):
        officer.get(f"{path}?as_at={DAY}")
        with django_assert_max_num_queries(12):
            officer.get(f"{path}?as_at={DAY}")


def test_the_profile_of_a_past_day_and_its_files_tell_that_day(officer):
    school = make_school(name="Elm Academy")
    told(school.urn, ("name", "Elm Primary School", "Elm Academy"))
    page = officer.get(f"/schools/{school.urn}/profile/?as_at={DAY}")
    assert "Elm Primary School" in words(page) and "As on 1 March 2025" in words(page)
    links = [one.href for one in page.context["page"].files]
    assert links == [f"/schools/{school.urn}/profile/profile/{form}/?as_at={DAY}" for form in ("pdf", "word")]
    for href in links:
        answer = officer.get(href)
        assert answer.status_code == 200 and "1 march 2025" in answer["Content-Disposition"].lower()
    paper = docx_words(officer.get(links[1]).content)
    assert "Elm Primary School: as on 1 March 2025" in paper and "What is not dated" in paper
    assert "Elm Academy" not in paper
    today = officer.get(f"/schools/{school.urn}/profile/profile/word/")
    assert "Elm Academy: data profile" in docx_words(today.content)
