"""Who may record and read readiness reviews, and that each stays as it was."""

from datetime import timedelta

import pytest
from tests.factories import AT, ON, adopt, make_school, view_as

from headway.features.audit.models import Event
from headway.features.policies.queries import policy_in_use, read_policy
from headway.features.readiness.actions import record_review
from headway.features.readiness.models import ReadinessReview
from headway.features.readiness.queries import latest_reviews, may_review, reviews_of
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies(db):
    adopt()


@pytest.fixture
def school(db):
    return make_school()


def recorded(school, by, on=ON, **more):
    stored = policy_in_use("readiness", ON)
    told = {
        "answers": {"safeguarding": "ready"},
        "notes": {"safeguarding": " Checked. ", "papers": ""},
    } | more
    return record_review(
        school=school, on=on, next_step="Look again", policy=read_policy(stored), stored=stored, by=by, at=AT, **told
    )  # fmt: skip


def test_who_may_review_a_school(school):
    assert may_review(view_as("head-of-service"), school)
    assert may_review(view_as("adviser", school), school)
    assert not may_review(view_as("adviser", make_school()), school)
    assert not may_review(view_as("headteacher", school), school)
    assert not may_review(view_as("data-officer"), school)


def test_a_review_is_kept_with_an_event_that_holds_no_words(school):
    made = recorded(school, view_as("adviser", school))
    assert made.notes == {"safeguarding": "Checked."} and made.policy.kind == "readiness"
    event = Event.objects.get(action="record_readiness_review")
    assert event.after["answers"] == {"safeguarding": "ready"} and "Checked" not in str(event.after)


def test_it_is_refused_without_the_right_and_for_a_day_to_come(school):
    for by, on in (
        (view_as("headteacher", school), ON),
        (view_as("head-of-service"), ON + timedelta(days=1)),
    ):
        with pytest.raises(Refused):
            recorded(school, by, on)
    assert not ReadinessReview.objects.exists()


def test_each_look_is_a_row_of_its_own_and_the_latest_is_of_the_latest_day(school):
    by = view_as("head-of-service")
    second = recorded(school, by, answers={"safeguarding": "partly"})
    first = recorded(school, by, ON - timedelta(days=90))
    assert list(reviews_of(by, school)) == [second, first]
    assert latest_reviews(by, [school.urn]) == {school.urn: second}


def test_a_head_reads_the_reviews_of_the_own_school_only(school):
    recorded(school, view_as("head-of-service"))
    assert reviews_of(view_as("headteacher", school), school).count() == 1
    stranger = view_as("headteacher", make_school())
    assert not reviews_of(stranger, school).exists() and latest_reviews(stranger, [school.urn]) == {}
