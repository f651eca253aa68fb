"""The diary and one visit, as officers use them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import make_partnership, make_release, make_school
from tests.ledger_world import filled
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import make_person, sign_in, tie
from tests.pages.visit_objects import make_visit
from tests.plan_world import seen

from headway.features.allocation.models import Entitlement
from headway.features.evidence.models import Observation
from headway.features.policies.queries import policy_in_use
from headway.features.undoing.models import Deed
from headway.features.visits.models import Absence, Visit
from headway.rules.day_ledger import CONCERN

pytestmark = pytest.mark.django_db
BOOK = "/diary/book/"


@pytest.fixture
def school(db):
    return make_school(status_code="1")


@pytest.fixture
def adviser(client_as, school):
    return client_as("adviser", school)


def soon(days: int = 7) -> date:
    """A working day to come."""
    day = timezone.localdate() + timedelta(days=days)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def boxes(day: date) -> dict[str, object]:
    return {"on-day": day.day, "on-month": day.month, "on-year": day.year}


def book(client, place, day=None, **more):
    kind = "school" if hasattr(place, "urn") else "partnership"
    key = place.urn if kind == "school" else place.public_id
    lead = client.get(BOOK).context["page"].form.initial.get("lead", "")
    told = {"place": f"{kind}:{key}", "kind": "autumn", "lead": lead, **boxes(day or soon()), **more}
    return client.post(BOOK, told, follow=True)


def words(response) -> str:
    return shown_words(parse_page(response))


def test_m5_01_an_autumn_visit_booked_today_carries_the_current_autumn_agenda(adviser, school):
    page = book(adviser, school)
    assert_good_page(page)
    made = Visit.objects.get()
    assert made.agenda_version == "Autumn term, version 1"
    assert [one["key"] for one in made.agenda if one["mandatory"]][:3] == [
        "last_time",
        "attendance",
        "equality",
    ]
    assert (made.half, made.function, made.paid_from) == ("am", "challenge", "core")
    assert "The visit is booked." in words(page)


def test_m5_02_m5_03_the_agenda_is_filled_from_the_evidence_with_source_and_date(adviser, school):
    release = make_release("absence", date(2026, 3, 5))
    Observation.objects.create(
        release=release,
        row=1,
        school=school,
        measure="persistent_absence_primary",
        period="2024/25",
        value="21.4",
    )
    said = words(book(adviser, school))
    assert "Persistent absence, primary schools: 21.4% in 2024/25" in said
    assert f"{release.title}, 5 March 2026" in said
    assert "Return of prejudice incidents: not returned." in said


def test_m5_12_emtas_is_asked_along_to_target_setting_above_the_share(adviser, school):
    officer = make_person("ethnic-minority", name="Achievement officer 1")
    Observation.objects.create(
        release=make_release("census"), row=1, school=school, measure="eal", period="2025/26", value="34.2"
    )
    said = words(book(adviser, school, kind="target_setting"))
    assert "Achievement officer 1" in said and "34.2 per cent, above the 20" in said
    assert Visit.objects.get().people.filter(person=officer, role="with").exists()
    assert "Achievement officer 1" not in words(book(adviser, school, day=soon(14)))


def test_a_half_that_is_taken_is_warned_of_and_kept_only_when_ticked(adviser, school):
    other = make_school(status_code="1")
    tie(Visit.objects.first() or make_visit(other).booked_by, "adviser", "school", other.urn)
    book(adviser, school)
    again = book(adviser, school)
    assert again.status_code == 422 and "is at" in words(again) and "Choose another day" in words(again)
    assert book(adviser, school, half="pm").status_code == 200
    assert book(adviser, school, anyway="on").status_code == 200
    assert Visit.objects.filter(school=school).count() == 3


def test_somebody_who_is_away_is_warned_of(adviser, school):
    day, who = soon(), Visit
    lead = adviser.get(BOOK).context["page"].form.initial["lead"]
    who = type(make_person()).objects.get(public_id=lead)
    Absence.objects.create(person=who, first_on=day, until=day + timedelta(days=1), recorded_by=who)
    answer = book(adviser, school, day)
    assert answer.status_code == 422 and "is away on" in words(answer)


def test_m5_08_a_visit_without_days_needs_a_reason_and_approval(adviser, school, client_as):
    other, year = make_school(status_code="1"), timezone.localdate()
    year = year.year if year.month >= 9 else year.year - 1
    line = {"policy": policy_in_use("entitlement"), "rule": "own-days", "pool": "individual", "half_days": 4}
    Entitlement.objects.create(
        year=year, school=other, words="own days", effective_on=date(year, 9, 1), posting_key="a", **line
    )
    refused = book(adviser, school)
    assert refused.status_code == 422 and "no individual days this year" in words(refused)
    booked = book(adviser, school, why_individual="A new headteacher")
    assert "Waits for approval" in words(booked)
    made = Visit.objects.get()
    assert adviser.post(f"/diary/visits/{made.public_id}/approve/").status_code == 403
    service = client_as("head-of-service")
    filled(CONCERN, seen(make_person("head-of-service"), timezone.localdate()), 2, year=year)
    assert "Visits that wait for approval" in words(service.get("/diary/?view=team"))
    said = words(service.post(f"/diary/visits/{made.public_id}/approve/", follow=True))
    assert "The visit is approved." in said and "Waits for approval" not in said


def test_a_visit_is_moved_and_cancelled_and_both_can_be_taken_back(adviser, school):
    book(adviser, school)
    made = Visit.objects.get()
    address, first = f"/diary/visits/{made.public_id}/", made.on
    form = adviser.get(f"{address}move/").context["page"].form.initial
    told = {"half": "pm", "lead": form["lead"], "version": 1, **boxes(soon(21))}
    assert "The visit is moved." in words(adviser.post(f"{address}move/", told, follow=True))
    assert Visit.objects.get().half == "pm"
    adviser.post("/undo/", {"deed": Deed.objects.get(kind="move_visit").public_id}, follow=True)
    made.refresh_from_db()
    assert (made.on, made.half) == (first, "am")
    assert adviser.post(f"{address}cancel/", {"reason": ""}).status_code == 422
    said = words(adviser.post(f"{address}cancel/", {"reason": "The head is ill"}, follow=True))
    assert "Cancelled" in said and "The head is ill" in said
    adviser.post("/undo/", {"deed": Deed.objects.get(kind="cancel_visit").public_id}, follow=True)
    assert Visit.objects.get().state == "booked"


def test_who_saved_meanwhile_is_not_written_over(adviser, school):
    book(adviser, school)
    made = Visit.objects.get()
    Visit.objects.update(version=2)
    lead = made.people.get().person.public_id
    told = {"half": "pm", "lead": lead, "version": 1, **boxes(soon(21))}
    answer = adviser.post(f"/diary/visits/{made.public_id}/move/", told)
    assert answer.status_code == 422 and "Somebody else changed this visit" in words(answer)


def test_a_visit_that_was_is_said_to_be_held(adviser, school):
    made = make_visit(school)
    address = f"/diary/visits/{made.public_id}/"
    assert "It was held" in words(adviser.get(address))
    said = words(adviser.post(f"{address}held/", follow=True))
    assert "The visit was held." in said and "Move this visit" not in said


def test_the_diary_shows_week_term_schools_and_team(adviser, school):
    day = timezone.localdate()
    day -= timedelta(days=max(0, day.weekday() - 4))
    book(adviser, school, day, anyway="on")
    make_visit(school, on=day)
    for view, number in (("week", 1), ("term", None), ("team", 2)):
        page = adviser.get(f"/diary/?view={view}")
        assert_good_page(page)
        if number:
            assert len(page.context["page"].tables[-1].rows) == number
    mine = words(adviser.get("/diary/?view=schools"))
    assert school.name in mine and "Book a visit" in mine
    assert adviser.get("/diary/?view=week&on=1999-99-99").status_code == 200


def test_a_head_sees_the_visit_and_can_change_nothing(school, client_as):
    made = make_visit(school)
    head = client_as("headteacher", school)
    said = words(head.get(f"/diary/visits/{made.public_id}/"))
    assert school.name in said and "Move this visit" not in said
    assert head.get(f"/diary/visits/{made.public_id}/move/").status_code == 404
    assert head.get(BOOK).status_code == 403


def test_a_partnership_is_visited_too_and_lists_ask_few_questions(
    school, client_as, django_assert_max_num_queries
):
    office = client_as("business-support")
    partnership = make_partnership("Northdown Partnership", school)
    lead = make_person("adviser")
    book(office, partnership, kind="partnership_day", lead=lead.public_id)
    assert Visit.objects.get().partnership == partnership and Visit.objects.get().half == "day"
    for number in range(30):
        make_visit(school, on=soon(), lead=lead, half="pm" if number else "am")
    office.get("/diary/")
    for address in (f"/diary/?view=team&on={soon()}", "/diary/days/", "/diary/agendas/"):
        with django_assert_max_num_queries(12):
            assert office.get(address).status_code == 200


def test_somebody_comes_along_once(adviser, school):
    made, officer = make_visit(school), make_person("attendance", name="Attendance officer 3")
    make_person("attendance")
    address = f"/diary/visits/{made.public_id}/people/"
    wanted = "Attendance officer: Asked along on every visit of this kind. Nobody can be named by rule"
    assert wanted in words(adviser.get(f"/diary/visits/{made.public_id}/"))
    assert "Attendance officer 3" in words(adviser.post(address, {"person": officer.public_id}, follow=True))
    assert wanted not in words(adviser.get(f"/diary/visits/{made.public_id}/"))
    again = adviser.post(address, {"person": officer.public_id})
    assert again.status_code == 422 and "already" in words(again)
    assert sign_in(officer).get(f"/diary/visits/{made.public_id}/").status_code == 200


def test_the_school_and_the_home_page_lead_to_the_diary(adviser, school):
    assert f"/diary/book/?school={school.urn}" in adviser.get(f"/schools/{school.urn}/").content.decode()
    said = words(adviser.get("/"))
    assert "My visits in the next 10 working days" in said and "Schools without a visit this term 1" in said
    assert (
        adviser.get(f"{BOOK}?school={school.urn}").context["page"].form.initial["place"]
        == f"school:{school.urn}"
    )
