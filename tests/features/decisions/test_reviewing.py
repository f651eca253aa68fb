"""Who may write and complete a review; each verdict is asked both ways."""

import pytest
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.review_objects import make_review, make_written
from tests.plan_world import seen

from headway.features.decisions.actions import reviewing as deeds
from headway.features.policies.queries import typed
from headway.features.saving import Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(db):
    adopt_current_policies()
    return seen(make_person("head-of-service"))


@pytest.fixture
def reader(boss):
    return seen(make_person("chief-adviser"))


def test_a_review_is_written_while_it_is_open_and_completed_whole(boss, reader):
    policy, made, bare = typed("service_review"), make_written(), make_review()
    assert deeds.may_write(boss, made)
    assert not deeds.may_write(reader, made)
    assert deeds.may_complete(boss, made, policy)
    assert not deeds.may_complete(reader, made, policy)
    assert "Not written yet: Challenge" in deeds.may_complete(boss, bare, policy).reason
    deeds.complete_review(review=made, evidence={}, policy=policy, by=boss, at=AT)
    made.refresh_from_db()
    assert not deeds.may_write(boss, made)
    assert not deeds.may_complete(boss, made, policy)


def test_two_who_write_at_once_are_told(boss):
    made = make_review()
    deeds.write_review(review=made, seen_version=1, told={"title": "One"}, by=boss, at=AT)
    with pytest.raises(Stale):
        deeds.write_review(review=made, seen_version=1, told={"title": "Two"}, by=boss, at=AT)
