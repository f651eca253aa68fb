"""Who writes, agrees to, approves and finds good practice, and who asked about it (M4-05)."""

from datetime import timedelta

import pytest
from tests.factories import AT, ON, adopt, make_school, view_as
from tests.pages.practice_objects import (
    TOLD,
    make_approved,
    make_asked,
    make_brokered,
    make_consented,
    make_example,
    make_proposed,
)

from headway.features.practice import actions as deeds
from headway.features.practice.models import Brokerage, PracticeExample
from headway.features.practice.queries import (
    brokerages_visible_to,
    examples_visible_to,
    found_by,
    may_agree_for_school,
    may_do,
)
from headway.features.saving import Stale
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
LATER = ON + timedelta(days=30)


@pytest.fixture(autouse=True)
def policies(db):
    adopt()


@pytest.fixture
def school(db):
    return make_school()


def test_who_may_write_consent_propose_decide_and_withdraw(school):
    draft, ready, waiting = make_example(), make_consented(), make_proposed()
    adviser, lead = view_as("adviser", school), view_as("quadrant-lead", school)
    head = view_as("headteacher", school)
    assert may_do(adviser, "change", school)
    assert not may_do(lead, "change", school)
    assert may_agree_for_school(head, school)
    assert not may_agree_for_school(view_as("headteacher", make_school()), school)
    assert not may_agree_for_school(view_as("finance"), school)
    assert deeds.may_propose(adviser, ready)
    assert not deeds.may_propose(adviser, draft)
    assert not deeds.may_propose(head, ready)
    assert deeds.may_decide(lead, waiting)
    assert not deeds.may_decide(adviser, waiting)
    assert deeds.may_withdraw(lead, waiting)
    assert not deeds.may_withdraw(head, waiting)


def test_m4_05_an_example_is_approved_by_another_person_after_the_school_agreed(school):
    adviser, chief = view_as("chief-adviser"), view_as("head-of-service")
    made = deeds.write_example(school=school, told={"title": "Phonics", **TOLD}, by=adviser, at=AT)
    with pytest.raises(Refused, match="has not agreed"):
        deeds.propose_example(example=made, by=adviser, at=AT)
    head = view_as("headteacher", school)
    deeds.record_consent(example=made, on=ON, agreed_as="headteacher", by=head, at=AT)
    deeds.propose_example(example=made, by=adviser, at=AT)
    with pytest.raises(Refused, match="somebody else"):
        deeds.decide_example(example=made, yes=True, remark="", by=adviser, at=AT)
    with pytest.raises(Refused, match="changed"):
        deeds.decide_example(example=made, yes=False, remark=" ", by=chief, at=AT)
    deeds.decide_example(example=made, yes=True, remark="", by=chief, at=AT)
    made.refresh_from_db()
    assert (made.state, made.consented_as, made.consent_recorded_by) == (
        "approved",
        "headteacher",
        head.person,
    )
    deeds.withdraw_example(example=made, remark="The lead has left", by=chief, at=AT)
    assert PracticeExample.objects.get().state == "withdrawn"


def test_other_words_need_the_school_s_consent_anew_and_nothing_is_written_over(school):
    made = make_consented()
    by = view_as("data-officer")
    with pytest.raises(Stale):
        deeds.change_example(example=made, seen_version=1, told={"title": "Other"}, by=by, at=AT)
    deeds.change_example(example=made, seen_version=made.version, told={"title": "Other"}, by=by, at=AT)
    made.refresh_from_db()
    assert made.title == "Other" and made.consented_on is None and made.consented_as == ""


def test_m4_05_only_approved_examples_are_found_by_others(school):
    approved, draft = make_approved("Phonics early"), make_example("Phonics late")
    other = make_example("Phonics next door", make_school())
    for role in ("headteacher", "member", "provider", "finance"):
        found = found_by(examples_visible_to(view_as(role, make_school())), "phonics")
        assert list(found) == [approved]
    assert set(examples_visible_to(view_as("headteacher", school))) == {approved, draft}
    assert set(examples_visible_to(view_as("adviser", school))) == {approved, draft}
    assert examples_visible_to(view_as("data-officer")).count() == 3
    assert not examples_visible_to(view_as("admin")).exists()
    assert list(found_by(examples_visible_to(view_as("data-officer")), "phonics next")) == [other]


def test_m4_05_it_is_recorded_who_asked_and_what_came_of_it(school):
    example, asking = make_approved(), make_school()
    head = view_as("headteacher", asking)
    assert deeds.may_ask(head, example) and not deeds.may_ask(head, make_example())
    asked = deeds.ask_for_contact(example=example, words="May we come?", by=head, at=AT)
    assert (asked.school, asked.asked_by) == (asking, head.person)
    with pytest.raises(Refused, match="asked already"):
        deeds.ask_for_contact(example=example, words="Again", by=head, at=AT)
    adviser = view_as("adviser", asking, on=LATER)
    deeds.broker(asked=asked, by=adviser, at=AT)
    deeds.record_visit(asked=asked, on=LATER, by=adviser, at=AT)
    deeds.close_request(asked=asked, outcome="Groups are made anew.", by=adviser, at=AT)
    asked.refresh_from_db()
    assert (asked.state, asked.visited_on, asked.outcome) == ("closed", LATER, "Groups are made anew.")
    assert deeds.may_ask(head, example)


def test_a_request_is_seen_by_who_asked_and_who_brokers(school):
    asked = make_asked(make_approved(school=school))
    mine = make_brokered(make_approved("Other", make_school()))
    adviser, head = view_as("adviser", school), view_as("headteacher", school)
    assert list(brokerages_visible_to(adviser)) == [asked]
    assert list(brokerages_visible_to(view_as("quadrant-lead", school), "change")) == [asked]
    assert set(brokerages_visible_to(view_as("head-of-service"))) == {asked, mine}
    assert not brokerages_visible_to(head).exists()
    assert deeds.may_broker(adviser, asked)
    assert not deeds.may_broker(head, asked)
    assert Brokerage.objects.count() == 2
