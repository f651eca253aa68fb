"""Who may book, move, hold, cancel and approve visits, and what each leaves behind."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories import make_partnership, make_person, make_school, tie
from tests.pages.people import AT, adopt_current_policies
from tests.plan_world import seen

from headway.features.audit.models import Event
from headway.features.saving import Stale
from headway.features.visits import actions as deeds
from headway.features.visits.models import Visit, VisitPerson
from headway.features.visits.queries import lead_of, may_book, may_change, may_say_held, visit_for, visits_of
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 15)


@pytest.fixture
def school(db):
    adopt_current_policies()
    return make_school()


@pytest.fixture
def adviser(school):
    person = make_person("adviser", name="Adviser 1")
    tie(person, "adviser", "school", school.urn)
    return seen(person)


def book(by, place, lead=None, on=ON, **more):
    told = {"kind": "autumn", "half": "am", "function": "challenge", "paid_from": "core", **more}
    return deeds.book_visit(place=place, on=on, lead=lead or by.person, by=by, at=AT, **told)


def test_advisers_book_at_their_own_schools_business_support_everywhere(school, adviser):
    assert may_book(adviser, school)
    assert may_book(seen(make_person("business-support")), school)
    assert not may_book(adviser, make_school())
    head = make_person("headteacher")
    tie(head, "headteacher", "school", school.urn)
    assert not may_book(seen(head), school)
    with pytest.raises(Refused):
        book(seen(head), school)


def test_a_visit_is_seen_and_changed_by_the_school_s_adviser_and_by_who_is_named(school, adviser):
    colleague = seen(make_person("adviser", name="Adviser 2"))
    made = book(adviser, school)
    assert list(visits_of(adviser)) == [made] and not visits_of(colleague)
    assert not may_change(colleague, made)
    deeds.add_person(visit=made, person=colleague.person, by=adviser, at=AT)
    assert list(visits_of(colleague)) == [made] and may_change(colleague, made)
    assert visit_for(colleague, made.public_id, "change") == made
    assert not visits_of(seen(make_person("finance")))
    with pytest.raises(Refused, match="already"):
        deeds.add_person(visit=made, person=colleague.person, by=adviser, at=AT)


def test_a_head_sees_the_school_s_visits_and_changes_none(school, adviser):
    head = make_person("headteacher")
    tie(head, "headteacher", "school", school.urn)
    made = book(adviser, school)
    assert list(visits_of(seen(head))) == [made]
    assert visit_for(seen(head), made.public_id, "change") is None and not may_change(seen(head), made)


def test_governor_services_see_visits_about_governance_only(school, adviser):
    book(adviser, school)
    about = book(adviser, school, kind="governance")
    officer = seen(make_person("governor-services"))
    assert list(visits_of(officer)) == [about]
    assert not visits_of(officer, "change")


def test_keeping_the_dates_is_not_saying_that_a_visit_was_held(school, adviser):
    made = book(adviser, school)
    support = seen(make_person("business-support"))
    assert may_change(support, made) and not may_say_held(support, made)
    assert may_say_held(adviser, made)
    with pytest.raises(Refused):
        deeds.hold_visit(visit=made, by=support, at=AT)
    deeds.hold_visit(visit=made, by=adviser, at=AT)
    assert Visit.objects.get().state == "held"


def test_a_visit_moves_to_another_day_and_lead_and_tells_who_saved_meanwhile(school, adviser):
    other = make_person("adviser", name="Adviser 2")
    made = book(adviser, school, people=[(other, "asked")])
    deeds.move_visit(
        visit=made, on=date(2026, 9, 17), half="day", lead=other, seen_version=1, by=adviser, at=AT
    )
    moved = visit_for(adviser, made.public_id)
    assert (moved.on, moved.half_days, moved.version) == (date(2026, 9, 17), 2, 2)
    assert lead_of(moved).person == other and moved.people.count() == 1
    with pytest.raises(Stale):
        deeds.move_visit(visit=made, on=ON, half="am", lead=other, seen_version=1, by=adviser, at=AT)
    told = list(
        Event.objects.filter(subject_kind="visit").order_by("number").values_list("action", flat=True)
    )
    assert told == ["book_visit", "move_visit"]


def test_a_cancelled_visit_keeps_why_and_can_be_booked_again(school, adviser):
    made = book(adviser, school)
    with pytest.raises(Refused, match="Enter why"):
        deeds.cancel_visit(visit=made, reason=" ", by=adviser, at=AT)
    deeds.cancel_visit(visit=made, reason="The head is ill", by=adviser, at=AT)
    assert Visit.objects.get().why_cancelled == "The head is ill"
    with pytest.raises(Refused, match="is cancelled"):
        deeds.hold_visit(visit=made, by=adviser, at=AT)
    deeds.restore_visit(visit=made, by=adviser, at=AT)
    assert Visit.objects.get().state == "booked"


def test_m5_08_a_visit_that_waits_is_approved_by_who_may_and_not_by_its_booker(school, adviser):
    made = book(adviser, school, told={"needs_approval": True, "why_individual": "A new head"})
    with pytest.raises(Refused, match="waits for approval"):
        deeds.hold_visit(visit=made, by=adviser, at=AT)
    with pytest.raises(Refused):
        deeds.approve_visit(visit=made, by=adviser, at=AT)
    service = seen(make_person("head-of-service"))
    deeds.approve_visit(visit=made, by=service, at=AT)
    assert Visit.objects.get().approved_by == service.person and not Visit.objects.get().waits


def test_a_visit_is_to_a_partnership_too_and_never_to_both_or_neither(school, adviser):
    partnership = make_partnership("Northdown Partnership", school)
    made = book(adviser, partnership)
    assert made.place == partnership and list(visits_of(adviser, partnership=partnership)) == [made]
    assert not visits_of(adviser, school=school)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=made.pk).update(school=school)


def test_exactly_one_person_leads(school, adviser):
    made = book(adviser, school)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitPerson.objects.create(visit=made, person=make_person("adviser", name="Adviser 3"), role="lead")


def test_visits_of_narrows_by_days(school, adviser):
    first, second = book(adviser, school), book(adviser, school, on=date(2026, 9, 22))
    assert list(visits_of(adviser, until=date(2026, 9, 22))) == [first]
    assert list(visits_of(adviser, since=date(2026, 9, 22))) == [second]
