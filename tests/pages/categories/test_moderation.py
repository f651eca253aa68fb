"""Moderation as a meeting: who was there, one school after the other, what was agreed and by whom."""

import pytest
from tests.factories import make_school
from tests.pages.categories.test_views import judged, reviewed_school, words
from tests.pages.pages import assert_good_page
from tests.pages.people import adopt_current_policies, make_person, sign_in

from headway.features.audit.models import Event
from headway.features.categories.models import AgendaItem, Judgement, JudgementState, Meeting
from headway.features.letters.models import Letter

pytestmark = pytest.mark.django_db
HOME = "/schools/moderation/"
DAY = {"held_on-day": "3", "held_on-month": "9", "held_on-year": "2026"}


@pytest.fixture
def table(db):
    """A chair who approves, an adviser whose judgement waits, a colleague, and the school."""
    adopt_current_policies()
    school = reviewed_school()
    adviser = make_person("adviser", name="Adviser 01", school=school)
    judged(school, sign_in(adviser), category="3", reason="Two heads in a year")
    chair = make_person("head-of-service", name="Head of service 01")
    colleague = make_person("chief-adviser", name="Chief adviser 01")
    return school, adviser, chair, colleague


def opened(chair, *present):
    client = sign_in(chair)
    client.post(HOME, DAY | {"present": [one.public_id for one in present]})
    return client, f"{HOME}{Meeting.objects.get().public_id}/"


def test_the_agenda_is_what_waits_and_what_differs(table):
    school, *_ = table
    make_school(name="Not on it")
    page = sign_in(table[2]).get(HOME)
    assert_good_page(page)
    assert [row.cells[0].words for row in page.context["page"].agenda.rows] == [school.name]
    assert "Adviser 01 judged category 3" in words(page)


def test_m7_02_a_meeting_agrees_a_judgement_and_its_minutes_say_who_was_there_and_who_recorded(table):
    school, adviser, chair, colleague = table
    client, meeting = opened(chair, adviser, colleague)
    page = client.get(f"{meeting}1/")
    assert_good_page(page)
    assert "Two heads in a year" in words(page)
    said = words(client.post(f"{meeting}1/", {"outcome": "agreed", "words": "All agreed"}, follow=True))
    assert "A letter to head and chair is prepared." in said
    assert Judgement.objects.get().state == JudgementState.AGREED
    assert Letter.objects.count() == 1
    for part in ("Adviser 01", "Chief adviser 01", "Head of service 01", "All agreed", "Judgement agreed"):
        assert part in said
    assert Event.objects.filter(action="record_moderation", by=chair.public_id).count() == 1


def test_nobody_agrees_their_own_judgement_in_a_meeting_either(db):
    adopt_current_policies()
    school, chair = reviewed_school(), make_person("head-of-service")
    judged(school, sign_in(chair), category="3", reason="Two heads in a year")
    client, meeting = opened(chair)
    page = client.get(f"{meeting}1/")
    assert "Judgement agreed" not in words(page) and not page.context["page"].may_agree
    refused = client.post(f"{meeting}1/", {"outcome": "agreed", "words": ""})
    assert refused.status_code == 422
    assert Judgement.objects.get().state == JudgementState.WAITING
    assert AgendaItem.objects.get().outcome == ""


@pytest.mark.parametrize("outcome", ["refused", "put-off"])
def test_a_no_and_a_putting_off_need_words(table, outcome):
    client, meeting = opened(table[2])
    page = client.post(f"{meeting}1/", {"outcome": outcome, "words": " "})
    assert page.status_code == 422 and "Write why" in words(page)
    assert Judgement.objects.get().state == JudgementState.WAITING


def test_one_goes_from_school_to_school_and_ends_at_the_minutes(table):
    school, adviser, chair, _ = table
    other = reviewed_school("Oak Primary School")
    judged(other, sign_in(make_person("adviser", school=other)), category="3", reason="x")
    client, meeting = opened(chair)
    first = client.get(f"{meeting}1/").context["page"]
    assert (first.previous_href, first.next_href) == ("", f"{meeting}2/")
    assert client.post(f"{meeting}1/", {"outcome": "put-off", "words": "Data"}).url == f"{meeting}2/"
    assert client.post(f"{meeting}2/", {"outcome": "put-off", "words": "Data"}).url == meeting


def test_a_judgement_decided_meanwhile_is_said_and_the_minutes_stay_clean(table):
    school, adviser, chair, colleague = table
    client, meeting = opened(chair)
    judgement = Judgement.objects.get()
    sign_in(colleague).post(
        f"/schools/{school.urn}/category/decide/",
        {"yes": "yes", "reason": "", "judgement": judgement.public_id},
    )
    page = client.post(f"{meeting}1/", {"outcome": "agreed", "words": ""})
    assert page.status_code == 422
    assert AgendaItem.objects.get().outcome == ""


def test_a_closed_meeting_keeps_its_minutes_and_takes_no_more(table):
    client, meeting = opened(table[2])
    said = words(client.post(f"{meeting}close/", follow=True))
    assert "The meeting is closed. 1 school was not reached." in said
    assert client.get(f"{meeting}1/").context["page"].form is None
    assert client.post(f"{meeting}1/", {"outcome": "put-off", "words": "x"}).status_code == 422
    assert "closed already" in words(client.post(f"{meeting}close/", follow=True))


def test_without_anything_to_moderate_no_meeting_is_opened(db):
    adopt_current_policies()
    client = sign_in(make_person("head-of-service"))
    page = client.post(HOME, DAY)
    assert page.status_code == 422 and not Meeting.objects.exists()


def test_a_quadrant_lead_sees_meetings_they_were_at_and_only_their_own_schools(table):
    school, adviser, chair, _ = table
    other = reviewed_school("Oak Primary School")
    judged(other, sign_in(make_person("adviser", school=other)), category="3", reason="x")
    lead = make_person("quadrant-lead", school=other)
    stranger = make_person("quadrant-lead", school=other)
    _, meeting = opened(chair, lead)
    page = sign_in(lead).get(meeting)
    assert [row.cells[0].words for row in page.context["page"].table.rows] == ["Oak Primary School"]
    assert sign_in(stranger).get(meeting).status_code == 404


@pytest.mark.parametrize("schools", [1, 12])
def test_the_same_queries_for_one_school_and_for_twelve(db, schools, django_assert_max_num_queries):
    adopt_current_policies()
    for number in range(schools):
        school = reviewed_school(f"School {number}")
        judged(school, sign_in(make_person("adviser", school=school)), category="3", reason="x")
    client, meeting = opened(make_person("head-of-service"))
    for path in (HOME, meeting, f"{meeting}1/"):
        client.get(path)
        with django_assert_max_num_queries(12):
            client.get(path)


def test_who_was_only_there_does_not_close_the_meeting(table):
    school, adviser, chair, _ = table
    lead = make_person("quadrant-lead", school=school)
    _, meeting = opened(chair, lead)
    said = words(sign_in(lead).post(f"{meeting}close/", follow=True))
    assert "Who chaired the meeting closes it" in said
    assert Meeting.objects.get().closed_at is None
