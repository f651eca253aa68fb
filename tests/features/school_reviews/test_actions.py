"""Reviews with several reviewers and one agreed report, and feedback on documents, asked both ways."""

import pytest
from tests.factories import adopt, make_school
from tests.pages.people import AT, make_person
from tests.pages.school_review_objects import (
    PEERS,
    PLAN,
    begun,
    evaluated,
    make_document,
    make_review,
    make_scored,
    make_shared,
    organiser,
    reported,
)
from tests.plan_world import seen

from headway.features.audit.models import Event
from headway.features.policies.queries import policy_in_use
from headway.features.saving import Stale
from headway.features.school_reviews import actions as deeds
from headway.features.school_reviews import reading
from headway.features.school_reviews.queries import documents_visible_to, reviews_visible_to
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    adopt()
    return make_school(name="Ash Lane Primary School")


def viewer(role, school=None):
    return seen(make_person(role, school=school))


def test_m5_13_a_review_has_several_reviewers_and_one_report_that_all_agree_to(school):
    made, head = reported(begun(make_review(school))), viewer("headteacher", school)
    reviewers = [seen(one.person) for one in made.reviewers.all()]
    assert len(reviewers) == 2
    for by in reviewers:
        deeds.agree(review=made, seen_version=made.version, by=by, at=AT)
        made.refresh_from_db()
    assert made.state == "begun" and made.school_agreed_on is None
    deeds.agree(review=made, seen_version=made.version, by=head, at=AT)
    made.refresh_from_db()
    assert (made.state, made.report, made.school_agreed_by) == ("agreed", "All read daily.", head.person)
    with pytest.raises(Refused, match="stays as it is"):
        deeds.write_report(review=made, words="Other", seen_version=made.version, by=head, at=AT)


def test_m5_13_other_words_are_agreed_to_anew_and_nobody_agrees_to_what_they_have_not_seen(school):
    made, head = reported(begun(make_review(school))), viewer("headteacher", school)
    first = seen(made.reviewers.first().person)
    seen_version = made.version
    deeds.agree(review=made, seen_version=seen_version, by=first, at=AT)
    made.refresh_from_db()
    deeds.write_report(review=made, words="Most read daily.", seen_version=made.version, by=head, at=AT)
    made.refresh_from_db()
    assert not made.reviewers.exclude(agreed_on=None).exists()
    with pytest.raises(Stale):
        deeds.agree(review=made, seen_version=seen_version, by=head, at=AT)


def test_a_collaborative_review_needs_two_reviewers(school):
    made = make_review(school, reviewers=1)
    assert not deeds.may_begin(organiser(), made)
    with pytest.raises(Refused, match="at least two reviewers"):
        deeds.begin_review(review=made, by=organiser(), at=AT)


def test_m5_14_a_peer_review_cannot_start_before_the_self_evaluation_is_submitted(school):
    made = make_review(school, **PEERS)
    with pytest.raises(Refused, match="not submitted its self-evaluation"):
        deeds.begin_review(review=made, by=organiser(), at=AT)
    evaluated(made)
    assert deeds.may_begin(organiser(), made)
    assert begun(made).state == "begun"
    head = viewer("headteacher", school)
    with pytest.raises(Refused, match="stays as it was submitted"):
        deeds.submit_evaluation(review=made, words="Other", seen_version=made.version, by=head, at=AT)


def test_nobody_reviews_their_own_school_or_twice(school):
    made, by = make_review(school), organiser()
    with pytest.raises(Refused, match="their own school"):
        deeds.add_reviewer(review=made, person=make_person("headteacher", school=school), by=by, at=AT)
    with pytest.raises(Refused, match="reviewer already"):
        deeds.add_reviewer(review=made, person=made.reviewers.first().person, by=by, at=AT)
    with pytest.raises(Refused, match="not asked to review"):
        deeds.add_reviewer(review=made, person=make_person("member"), by=by, at=AT)
    assert made.reviewers.count() == 2


def test_a_reviewer_who_wrote_something_stays(school):
    made, by = begun(make_review(school, reviewers=3)), organiser()
    first, second, third = made.reviewers.all()
    deeds.write_finding(review=made, words="Pupils read.", by=seen(first.person), at=AT)
    told = {"review": made, "reason": "not-free", "by": by, "at": AT}
    with pytest.raises(Refused, match="stay on it"):
        deeds.take_reviewer_off(person=first.person, **told)
    with pytest.raises(Refused, match="no reviewer"):
        deeds.take_reviewer_off(person=make_person("headteacher"), **told)
    with pytest.raises(Refused, match="Select why"):
        deeds.take_reviewer_off(person=second.person, **(told | {"reason": "They are ill, poor thing"}))
    deeds.take_reviewer_off(person=second.person, **told)
    with pytest.raises(Refused, match="at least 2 reviewers"):
        deeds.take_reviewer_off(person=third.person, **told)
    assert [one.person for one in made.reviewers.all()] == [first.person, third.person]
    event = Event.objects.get(action="take_reviewer_off")
    assert event.after == {"reviewer": second.person.public_id, "reason": "not-free", "state": "begun"}


def test_where_all_who_remain_have_agreed_the_report_is_agreed(school):
    made, by = reported(begun(make_review(school))), organiser()
    agreeing = list(made.reviewers.all())
    silent = deeds.add_reviewer(review=made, person=make_person("headteacher"), by=by, at=AT)
    for who in (*(seen(one.person) for one in agreeing), viewer("headteacher", school)):
        made.refresh_from_db()
        deeds.agree(review=made, seen_version=made.version, by=who, at=AT)
    made.refresh_from_db()
    assert made.state == "begun"
    deeds.take_reviewer_off(review=made, person=silent.person, reason="not-free", by=by, at=AT)
    made.refresh_from_db()
    assert made.state == "agreed"


def test_who_organises_speaks_finds_and_reports(school):
    made, head, chair = begun(make_review(school)), viewer("headteacher", school), viewer("chair", school)
    peer, adviser = seen(made.reviewers.first().person), viewer("adviser", school)
    assert deeds.may_organise(adviser, school) and not deeds.may_organise(
        viewer("adviser", make_school()), school
    )
    assert not deeds.may_organise(head, school)
    assert deeds.may_speak_for_school(head, made) and not deeds.may_speak_for_school(chair, made)
    assert "head speaks" in deeds.may_speak_for_school(adviser, made).reason
    assert not deeds.may_speak_for_school(peer, made)
    assert deeds.may_speak_as_reviewer(peer, made) and not deeds.may_speak_as_reviewer(head, made)
    assert deeds.may_write_report(peer, made) and deeds.may_write_report(head, made)
    assert not deeds.may_write_report(adviser, made)
    assert not deeds.may_agree(head, made) and deeds.may_agree(head, reported(made))


def test_a_review_is_seen_by_its_reviewers_and_by_who_is_near(school):
    made = make_review(school)
    peer = seen(made.reviewers.first().person)
    for who in (peer, viewer("headteacher", school), viewer("adviser", school), viewer("chief-adviser")):
        assert made in reviews_visible_to(who)
    for who in (viewer("headteacher", make_school()), viewer("partnership-lead", school), viewer("member")):
        assert made not in reviews_visible_to(who)


def test_dates_of_a_cycle_come_in_their_order(school):
    for wrong, words in (
        ({"kind": "peer"}, "needs the day"),
        ({"evaluate_by": PLAN["report_by"]}, "comes before the review"),
        ({"report_by": PEERS["evaluate_by"]}, "comes after the review"),
    ):
        with pytest.raises(Refused, match=words):
            deeds.plan_review(school=school, told=PLAN | wrong, by=organiser(), at=AT)


def test_a_plan_is_changed_until_it_begins(school):
    made = make_review(school)
    deeds.change_plan(
        review=made, told=PLAN | {"focus": "Writing"}, seen_version=made.version, by=organiser(), at=AT
    )
    made.refresh_from_db()
    assert made.focus == "Writing"
    begun(made)
    with pytest.raises(Refused, match="its plan stays"):
        deeds.change_plan(review=made, told=PLAN, seen_version=made.version, by=organiser(), at=AT)


def test_m7_11_feedback_shows_scores_and_stands_with_the_version_that_was_read(school):
    made = make_scored(school)
    assert (made.version_label, made.sha256) == ("September, second draft", "a" * 64)
    assert set(made.scores.values()) == {2} and made.rubric == policy_in_use("document_rubric", AT.date())
    reading.share_feedback(row=made, by=organiser(), at=AT)
    with pytest.raises(Refused, match="newer version is read anew"):
        reading.score_document(row=made, scores={}, feedback="x", seen_version=3, by=organiser(), at=AT)


def test_m7_11_feedback_is_shared_once_every_part_is_scored(school):
    made, by = make_document(school), organiser()
    assert not reading.may_share(by, made)
    with pytest.raises(Refused, match="Score every part"):
        reading.share_feedback(row=made, by=by, at=AT)
    assert reading.may_share(by, make_scored(school))
    with pytest.raises(Refused, match="which version"):
        make_document(school, version_label=" ")
    with pytest.raises(Refused, match="rubric has changed"):
        reading.score_document(row=made, scores={"tidy": 1}, feedback="", seen_version=1, by=by, at=AT)


def test_a_school_reads_feedback_once_it_is_shared(school):
    draft, shared, head = make_scored(school), make_shared(school), viewer("headteacher", school)
    adviser = viewer("adviser", school)
    assert list(documents_visible_to(head)) == [shared]
    assert set(documents_visible_to(adviser)) == {draft, shared}
    assert not documents_visible_to(viewer("headteacher", make_school())).exists()
    assert reading.may_read(adviser, school)
    assert not reading.may_read(head, school)


def test_events_hold_no_words_of_anybody(school):
    reported(begun(evaluated(make_review(school, **PEERS))))
    told = str(list(Event.objects.filter(subject_kind="school_review").values_list("action", "after")))
    assert "submit_self_evaluation" in told and "write_review_report" in told
    assert "strength" not in told and "daily" not in told
