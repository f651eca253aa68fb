"""Who begins, writes, shares and answers annual reviews, and what stays (M4-04)."""

import pytest
from tests.factories import AT, ON, adopt, make_school, view_as
from tests.pages.performance_objects import (
    WORDS,
    make_performance_review,
    make_shared_review,
    make_written_review,
    with_part,
)

from headway.features.audit.models import Event
from headway.features.performance_reviews.actions import (
    begin_review,
    end_exception,
    except_school,
    may_answer,
    may_share,
    may_take_part,
    reply_to_review,
    share_review,
    take_part,
    take_reviews_back,
    write_review,
)
from headway.features.performance_reviews.models import PerformanceReview, ReviewException
from headway.features.performance_reviews.queries import (
    may_do,
    may_reply,
    reviews_visible_to,
    schools_to_review,
    standings,
)
from headway.features.policies.queries import policy_in_use, typed
from headway.features.saving import Stale
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies(db):
    adopt()


@pytest.fixture
def school(db):
    return make_school()


def begun(school, by, year=2026):
    stored = policy_in_use("annual_review", ON)
    return begin_review(school=school, year=year, facts=[], proposal=None, stored=stored, by=by, at=AT)


def excepted(school, by, **told):
    told = {"reason": "opened", "words": "Opened in September"} | told
    return except_school(school=school, year=2026, policy=typed("annual_review", ON), by=by, at=AT, **told)


def test_who_may_write_share_and_answer(school):
    review = make_shared_review(school)
    assert may_do(view_as("adviser", school), "change", school)
    assert not may_do(view_as("adviser", make_school()), "change", school)
    assert not may_do(view_as("data-officer"), "change", school)
    for role in ("headteacher", "chair"):
        assert may_reply(view_as(role, school), review) and may_answer(view_as(role, school), review)
        assert not may_reply(view_as(role, make_school()), review)
    assert not may_reply(view_as("head-of-service"), review)
    written = make_written_review(make_school())
    assert not may_answer(view_as("headteacher", written.school), written)
    assert not may_share(view_as("chief-adviser"), written)
    assert may_share(view_as("chief-adviser"), with_part(written))
    assert not may_share(view_as("data-officer"), written)


def test_m4_04_one_review_a_school_and_year(school):
    by = view_as("adviser", school)
    begun(school, by)
    with pytest.raises(Refused, match="already"):
        begun(school, by)
    assert begun(school, by, year=2027)
    with pytest.raises(Refused, match="closed"):
        begun(make_school(status="Closed", status_code="2"), view_as("chief-adviser"))


def test_a_school_is_reviewed_or_excepted_not_both(school):
    by = view_as("adviser", school)
    excepted(school, by)
    with pytest.raises(Refused, match="exceptions list"):
        begun(school, by)
    with pytest.raises(Refused, match="already"):
        excepted(school, by)
    assert standings([school.urn], 2026)[school.urn].state == "excepted"
    end_exception(school=school, year=2026, by=by, at=AT)
    assert not ReviewException.objects.exists()
    with pytest.raises(Refused):
        end_exception(school=school, year=2026, by=by, at=AT)
    begun(school, by)
    with pytest.raises(Refused, match="not both"):
        excepted(school, by)


def test_words_are_written_until_shared_and_no_event_holds_them(school):
    by = view_as("adviser", school)
    review = make_performance_review(school)
    with pytest.raises(Refused, match="strengths and concerns"):
        share_review(review=review, by=by, at=AT)
    write_review(review=review, seen_version=1, told=WORDS, by=by, at=AT)
    with pytest.raises(Stale):
        write_review(review=review, seen_version=1, told=WORDS, by=by, at=AT)
    review.refresh_from_db()
    with pytest.raises(Refused, match="attendance officer's part is missing"):
        share_review(review=review, by=by, at=AT)
    share_review(review=with_part(review), by=by, at=AT)
    with pytest.raises(Refused, match="stays as it is"):
        write_review(review=review, seen_version=3, told=WORDS, by=by, at=AT)
    head = view_as("headteacher", school)
    reply_to_review(review=review, words="We agree.", by=head, at=AT)
    assert review.replies.get().by == head.person
    told = str(list(Event.objects.values_list("after", flat=True)))
    assert "Reading is strong" not in told and "We agree" not in told


def test_a_school_sees_its_own_review_once_it_is_shared(school):
    make_written_review(school, 2025)
    make_shared_review(school, 2024)
    make_shared_review(make_school(), 2024)
    for role in ("headteacher", "chair"):
        assert [one.year for one in reviews_visible_to(view_as(role, school))] == [2024]
        assert list(schools_to_review(view_as(role, school))) == [school]
    assert reviews_visible_to(view_as("head-of-service")).count() == 3
    assert reviews_visible_to(view_as("inclusion", school)).count() == 2
    for role in ("governor-services", "member", "finance"):
        assert not reviews_visible_to(view_as(role, school)).exists()


def test_only_what_was_just_begun_is_taken_back(school):
    by = view_as("chief-adviser")
    first, second = make_performance_review(school), make_written_review(make_school())
    keys = [first.public_id, second.public_id]
    assert take_reviews_back(keys=keys, by=view_as("adviser", make_school()), at=AT) == 0
    assert take_reviews_back(keys=keys, by=by, at=AT) == 1
    assert list(PerformanceReview.objects.all()) == [second]


def test_m5_04_the_attendance_officer_takes_part_or_the_reviewer_records_the_apology(school):
    made, officer = make_written_review(school), view_as("attendance", school)
    adviser = view_as("adviser", school)
    assert may_take_part(officer, made) and may_take_part(adviser, made)
    assert not may_take_part(view_as("attendance", make_school()), made)
    assert not may_take_part(view_as("data-officer"), made)
    take_part(review=made, seen_version=2, kind="contribution", words="Absence fell.", by=officer, at=AT)
    made.refresh_from_db()
    assert (made.attendance, made.attendance_words, made.attendance_by) == (
        "contribution",
        "Absence fell.",
        officer.person,
    )
    with pytest.raises(Stale):
        take_part(review=made, seen_version=2, kind="apology", words="Ill", by=officer, at=AT)
    share_review(review=made, by=adviser, at=AT)
    with pytest.raises(Refused, match="stays as it is"):
        take_part(review=made, seen_version=4, kind="apology", words="Ill", by=officer, at=AT)
    assert "Absence" not in str(list(Event.objects.values_list("after", flat=True)))
