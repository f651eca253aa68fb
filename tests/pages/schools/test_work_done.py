"""Visits, records sent and support on a school's timeline: each for whom it is open, nothing for anybody else."""

import pytest
from tests.factories import make_school, view_as
from tests.pages.impact_objects import make_followed
from tests.pages.pages import parse_page, shown_words
from tests.pages.people import adopt_current_policies, make_person, sign_in
from tests.pages.visit_objects import make_visit
from tests.records_world import RecordsWorld

from headway.features.records.models import SafeguardingNote
from headway.flows.visit_days import cancel_visit
from headway.pages.schools.gather import gather
from headway.pages.schools.page import school_page
from headway.pages.schools.work_done import work_with

pytestmark = pytest.mark.django_db
SENT, VISIT = "Record of the visit of 15 September 2026 sent", "Visit: Autumn visit"


@pytest.fixture
def school(db):
    adopt_current_policies()
    return make_school(status_code="1")


@pytest.fixture
def world(school):
    """A record sent, another a draft, a restricted note, a support followed up."""
    made = RecordsWorld(school)
    record = made.issued()
    made.draft()
    SafeguardingNote.objects.create(
        visit=record.visit, words="Kept apart", written_by=record.author, written_at=record.begun_at
    )
    make_followed(school, made.person("adviser"), programme="Reading first")
    return made


def timeline(person, school, show=""):
    page = sign_in(person).get(f"/schools/{school.urn}/?show={show}")
    assert page.status_code == 200
    return shown_words(parse_page(page))


def test_the_adviser_and_the_school_see_what_was_done(world, school):
    for role in ("adviser", "headteacher", "chair"):
        shown = timeline(world.person(role), school)
        assert shown.count(SENT) == 1 and VISIT in shown
        assert "Support began: Reading first" in shown and "Support followed up: Reading first" in shown
        assert "Kept apart" not in shown


def test_others_see_none_of_it(world, school):
    other = make_school(status_code="1")
    for person in (
        make_person("headteacher", school=other),
        make_person("adviser", school=other),
        make_person("member"),
    ):
        shown = timeline(person, school)
        assert SENT not in shown and VISIT not in shown and "Reading first" not in shown


def test_who_sees_support_alone_is_shown_no_visit(world, school):
    """A data officer sees support everywhere and no visits."""
    shown = timeline(make_person("data-officer"), school)
    assert "Support began: Reading first" in shown and VISIT not in shown and SENT not in shown


def test_a_narrowed_timeline_holds_one_kind(world, school):
    shown = timeline(world.person("adviser"), school, show="record")
    assert SENT in shown and "Support began" not in shown


def test_a_cancelled_visit_stays_with_its_reason_and_is_never_next(school):
    made = make_visit(school, lead=make_person("adviser", school=school))
    boss = view_as("head-of-service", school)
    assert school_page(boss, gather(boss, school)).sentences[2] == (
        "Next, on 15 September 2026: Visit: Autumn visit."
    )
    by = view_as("business-support", school)
    cancel_visit(visit=made, reason="The head is ill", by=by, at=made.booked_at)
    shown = school_page(boss, gather(boss, school))
    assert [(one.words, one.note) for one in shown.events if one.kind == "visit"] == [
        ("Visit cancelled: Autumn visit", "The head is ill")
    ]
    assert "15 September" not in shown.sentences[2]


@pytest.mark.parametrize("number", [1, 30])
def test_three_queries_however_many(school, number, django_assert_num_queries):
    lead = make_person("adviser")
    for _ in range(number):
        make_visit(school, lead=lead)
    viewer = view_as("head-of-service", school)
    with django_assert_num_queries(3):
        assert len(work_with(viewer, school).visits) == number
