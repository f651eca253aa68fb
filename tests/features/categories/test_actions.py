"""Judged by one, agreed by another: a category in force, its former ended, its history kept."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories import AT, ON, adopt, make_person, make_quadrant, make_school, tie, view_as

from headway.features.appointments.queries import viewer_of
from headway.features.audit.models import Event
from headway.features.categories.actions import approving_roles, decide_judgement, judge
from headway.features.categories.models import Judgement, JudgementState, Proposal
from headway.features.categories.queries import (
    category_of,
    judgements_of,
    judgements_to_decide,
    standing_of,
    waiting_judgements,
)
from headway.features.policies.queries import policy_in_use, typed
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies():
    adopt()


def propose(school, category="2"):
    return Proposal.objects.create(
        school=school,
        on=ON,
        policy=policy_in_use("categories"),
        category=category,
        label="",
        score=0,
        maximum=0,
        indicators=[],
        missing=[],
        reasons=[],
    )


def say(school, by, category="2", reason="", valid_from=ON, direction="same"):
    return judge(
        school=school,
        category=category,
        direction=direction,
        reason=reason,
        valid_from=valid_from,
        policy=typed("categories"),
        by=by,
        at=AT,
    )


def decide(judgement, by, yes=True, reason=""):
    return decide_judgement(judgement=judgement, yes=yes, reason=reason, by=by, at=AT)


def agree(school, category="2", valid_from=ON, reason="Seen on a visit"):
    made = say(school, view_as("head-of-service"), category, reason, valid_from)
    return decide(made, view_as("chief-adviser"))


def test_m7_02_a_judgement_waits_until_somebody_else_agrees_it():
    school = make_school()
    propose(school)
    made = say(school, view_as("adviser", school))
    assert category_of([school.urn], ON) == {}
    assert waiting_judgements([school.urn])[school.urn] == made
    decided = decide(made, view_as("chief-adviser"))
    assert decided.state == JudgementState.AGREED
    assert category_of([school.urn], ON)[school.urn].category == "2"


def test_m7_02_nobody_agrees_the_own_judgement():
    school, chief = make_school(), view_as("chief-adviser")
    made = say(school, chief, reason="Known well")
    with pytest.raises(Refused, match="yourself"):
        decide(made, chief)
    assert Judgement.objects.get().state == JudgementState.WAITING


def test_m7_02_a_reason_is_needed_whenever_the_judgement_departs():
    school = make_school()
    adviser = view_as("adviser", school)
    with pytest.raises(Refused, match="propose no category"):
        say(school, adviser)
    propose(school, "3")
    with pytest.raises(Refused, match="The rules propose 3, Needs support, and you judge 2, Secure"):
        say(school, adviser)
    with pytest.raises(Refused, match="is not a category of this scheme"):
        say(school, adviser, "7", "why")
    assert say(school, adviser, "3").reason == ""


def test_m7_02_the_agreed_judgement_ends_the_former_one_and_the_time_in_category_runs():
    school = make_school()
    agree(school, "2", date(2025, 9, 1))
    agree(school, "3", date(2026, 4, 1))
    assert category_of([school.urn], date(2026, 3, 31))[school.urn].category == "2"
    assert category_of([school.urn], ON)[school.urn].category == "3"
    agree(school, "3", ON)
    time = standing_of([school.urn], date(2026, 10, 1))[school.urn].time
    assert (time.since_on, time.words) == (
        date(2026, 4, 1),
        "In category 3 since 1 April 2026 (6 months)",
    )
    assert [row.category for row in judgements_of(school)] == ["3", "3", "2"]


def test_a_refused_judgement_leaves_the_category_in_force():
    school = make_school()
    agree(school, "2", date(2025, 9, 1))
    made = say(school, view_as("adviser", school), "4", "Results fell")
    with pytest.raises(Refused, match="reason"):
        decide(made, view_as("chief-adviser"), yes=False)
    decide(made, view_as("chief-adviser"), yes=False, reason="One cohort only")
    assert category_of([school.urn], ON)[school.urn].category == "2"
    assert Judgement.objects.filter(state="refused").count() == 1


def test_one_judgement_waits_at_a_time_and_none_goes_back_in_time():
    school, adviser = make_school(), None
    adviser = view_as("adviser", school)
    made = say(school, adviser, reason="First")
    with pytest.raises(Refused, match="still waits to be agreed"):
        say(school, adviser, reason="Second")
    decide(made, view_as("chief-adviser"))
    with pytest.raises(Refused, match="in force from 1 September 2026; choose a later day"):
        say(school, adviser, reason="Third", valid_from=ON)


def test_the_database_keeps_one_category_at_a_time():
    school = make_school()
    held = agree(school)
    with pytest.raises(IntegrityError), transaction.atomic():
        Judgement.objects.create(
            school=school,
            category="1",
            label="Strong",
            direction="up",
            judged_by=held.judged_by,
            judged_at=AT,
            valid_from=date(2026, 10, 1),
            state="agreed",
        )


def test_advisers_judge_own_schools_only_and_approve_none():
    mine, other = make_school(), make_school()
    adviser = view_as("adviser", mine)
    with pytest.raises(Refused, match="own"):
        say(other, adviser, reason="why")
    made = say(mine, view_as("chief-adviser"), reason="why")
    with pytest.raises(Refused):
        decide(made, adviser)


def test_a_quadrant_lead_agrees_within_the_quadrant():
    from_here = make_school(district=None)
    person = make_person("quadrant-lead")
    quadrant = make_quadrant()
    tie(person, "quadrant-lead", "quadrant", quadrant.public_id)
    lead = viewer_of(person, on=ON, access=typed("access"))
    made = say(from_here, view_as("chief-adviser"), reason="why")
    with pytest.raises(Refused, match="own"):
        decide(made, lead)
    assert not judgements_to_decide(lead)


def test_what_waits_for_me_leaves_out_my_own():
    school, chief = make_school(), view_as("chief-adviser")
    made = say(school, chief, reason="why")
    assert not judgements_to_decide(chief)
    assert list(judgements_to_decide(view_as("head-of-service"))) == [made]


def test_the_roles_that_approve_come_from_the_access_policy():
    assert approving_roles(typed("access")) == ["chief-adviser", "head-of-service", "quadrant-lead"]


def test_a_refusal_writes_nothing():
    school = make_school()
    before = Event.objects.count()
    with pytest.raises(Refused):
        say(school, view_as("adviser", school))
    assert (Judgement.objects.count(), Event.objects.count()) == (0, before)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_refused():
    school = make_school()
    made = say(school, view_as("adviser", school), reason="why")
    deciders = [view_as("chief-adviser"), view_as("head-of-service")]
    refused, start = [], threading.Barrier(2)

    def settle(viewer):
        try:
            start.wait(timeout=10)
            decide(made, viewer)
        except Refused as no:
            refused.append(no.verdict.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=settle, args=(one,)) for one in deciders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(refused) == 1
    assert Event.objects.filter(action="decide_category").count() == 1
