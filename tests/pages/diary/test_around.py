"""Agendas, calendars, notices, days away, and where the days went."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, make_person, sign_in
from tests.pages.visit_objects import make_visit
from tests.plan_world import seen
from tests.rules.test_calendar_feed import read_back
from tests.strict_calendar import faults_of, read_outside

from headway.features.visits.actions import cancel_visit, hold_visit, move_visit
from headway.features.visits.models import (
    Absence,
    AgendaReview,
    CalendarAddress,
    InspectionNotice,
    Visit,
    VisitPerson,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db):
    return make_school(name="Elm Primary School", status_code="1", postcode="ZZ1 1ZZ")


def words(response) -> str:
    return shown_words(parse_page(response))


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def address_of(client) -> str:
    """The address just made, as the page shows it once."""
    page = client.post("/diary/calendar/")
    assert_good_page(page)
    return page.context["page"].address


def test_a_calendar_is_read_at_its_secret_address_until_it_is_revoked(school, policies):
    made = make_visit(school, kind="concern")
    person = made.people.get().person
    own = sign_in(person)
    address = address_of(own)
    assert address not in own.get("/diary/calendar/").content.decode(), "it is shown once"
    assert CalendarAddress.objects.get().token_hash not in address
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    told = read_back(answer.content)[0]
    assert told["UID"] == f"visit-{made.public_id}@headway" and told["SEQUENCE"] == "0"
    assert told["SUMMARY"] == "Visit: Elm Primary School" and told["STATUS"] == "CONFIRMED"
    assert b"oncern" not in answer.content, "the kind can tell that a school is a concern"
    cancel_visit(visit=made, reason="Ill", by=seen(make_person("business-support")), at=AT)
    told = read_back(Client().get(address).content)[0]
    assert (told["STATUS"], told["SEQUENCE"]) == ("CANCELLED", "1")
    own.post("/diary/calendar/", {"revoke": "yes"})
    assert Client().get(address).status_code == 410


def test_a_strict_reader_takes_the_feed_with_what_is_booked_moved_and_cancelled(school, policies):
    today = timezone.localdate()
    made = [make_visit(school, on=today + timedelta(days=30 * number), half="day") for number in range(12)]
    person, by = made[0].people.get().person, seen(make_person("business-support"))
    named = make_school(name="Tŷ’r Onnen, Primary; “Élan” " * 3, status_code="1", postcode="ZZ1 2ZZ")
    VisitPerson.objects.filter(visit__in=made).update(person=person)
    Visit.objects.filter(pk=made[3].pk).update(school=named)
    move_visit(visit=made[1], on=made[1].on, half="am", lead=person, seen_version=1, by=by, at=AT)
    cancel_visit(visit=made[2], reason="Ill", by=by, at=AT)
    content = Client().get(address_of(sign_in(person))).content
    assert faults_of(content) == []
    read = {one.uid: one for one in read_outside(content).events}
    assert set(read) == {f"visit-{one.public_id}@headway" for one in made}
    told = [read[f"visit-{one.public_id}@headway"] for one in made]
    assert [(one.status, one.sequence) for one in told[:3]] == [
        ("CONFIRMED", 0),
        ("CONFIRMED", 1),
        ("CANCELLED", 1),
    ]
    assert told[3].summary == f"Visit: {named.name}"
    assert {one.dtstart.utcoffset() for one in told} == {timedelta(0), timedelta(hours=1)}, (
        "summer and winter"
    )
    assert {one.dtstart.hour for one in told} == {9}


def test_a_new_address_takes_the_place_of_the_former(school, client_as):
    client = client_as("adviser", school)
    first, second = address_of(client), address_of(client)
    assert Client().get(first).status_code == 410 and Client().get(second).status_code == 200


def test_m5_05_an_agenda_never_reviewed_is_flagged_until_a_review_is_recorded(client_as):
    boss = client_as("chief-adviser")
    assert "Never reviewed with schools." in words(boss.get("/diary/agendas/"))
    told = {
        "reviewed_with": "Headteachers' forum",
        "words": "Attendance first",
        **day("on", timezone.localdate()),
    }
    for agenda in ("concern", "partnership", "new_head", "review", "governance", "safeguarding"):
        assert "recorded" in words(boss.post(f"/diary/agendas/{agenda}/review/", told, follow=True))
    assert "Never reviewed with schools." not in words(boss.get("/diary/agendas/"))
    assert AgendaReview.objects.count() == 6
    assert client_as("quadrant-lead").get("/diary/agendas/concern/review/").status_code == 403


def test_m5_15_a_notice_makes_a_task_in_the_same_week_for_the_link_adviser(school, client_as):
    adviser, today = client_as("adviser", school), timezone.localdate()
    address = f"/schools/{school.urn}/inspection-notice/"
    told = {**day("told_on", today), **day("begins_on", today)}
    assert "the link adviser has the task" in words(adviser.post(address, told, follow=True))
    made = InspectionNotice.objects.get()
    assert made.owner is not None and made.due_on.isocalendar()[:2] == today.isocalendar()[:2]
    for page in ("/", "/diary/"):
        assert "Meet the lead inspector and be at the feedback" in words(adviser.get(page))
    again = adviser.post(address, told)
    assert again.status_code == 422 and "recorded already" in words(again)
    adviser.post(
        f"/inspection-notices/{made.public_id}/attended/", {"note": "Attendance is praised."}, follow=True
    )
    assert "Attendance is praised." in words(adviser.get(f"/schools/{school.urn}/readiness/"))
    assert "Meet the lead inspector" not in words(adviser.get("/diary/"))


def test_days_away_are_recorded_by_who_keeps_capacity(client_as):
    make_person("adviser", name="Adviser 1")
    office, who = client_as("business-support"), make_person("adviser", name="Adviser 2")
    today = timezone.localdate()
    told = {"person": who.public_id, **day("first_on", today), **day("last_on", today + timedelta(days=1))}
    assert "recorded" in words(office.post("/diary/away/", told, follow=True))
    assert Absence.objects.get().person == who
    assert Absence.objects.get().until == today + timedelta(days=2)
    wrong = told | day("last_on", today - timedelta(days=1))
    assert office.post("/diary/away/", wrong).status_code == 422


def test_m7_10_where_the_days_went_by_function_for_each_category(school, client_as):
    for function in ("challenge", "challenge", "support", "monitoring"):
        made = make_visit(school, function=function, on=timezone.localdate())
        hold_visit(visit=made, by=seen(made.people.get().person, timezone.localdate()), at=AT)
    make_visit(school, on=timezone.localdate(), half="day")
    boss = client_as("chief-adviser")
    page = boss.get("/diary/days/")
    assert_good_page(page)
    row = page.context["page"].table.rows[-1]
    assert [getattr(cell, "words", cell) for cell in row.cells] == [
        *("All visits", "2 days", 25, 50, 25, 0, "1 day", None, None),
    ]
    sheet = boss.get("/diary/days/?export=csv").content.decode("utf-8-sig")
    assert "No category agreed" in sheet and "Monitoring" in sheet
    assert boss.get("/diary/days/?export=xlsx").status_code == 200
    assert Visit.objects.filter(state="held").count() == 4
