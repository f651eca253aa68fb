"""Who may reply to a body, asked both ways."""

import pytest
from tests.pages.group_objects import make_forum, make_request
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.plan_world import seen

from headway.features.committees import actions as deeds
from headway.features.saving import Stale
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    adopt_current_policies()
    return seen(make_person("business-support"))


@pytest.fixture
def adviser(officer):
    return seen(make_person("adviser"))


def test_forums_are_kept_by_who_may(officer, adviser):
    assert deeds.may_keep(officer)
    assert not deeds.may_keep(adviser)


def test_a_reply_leaves_once_with_every_question_answered_and_by_who_may(officer, adviser):
    made = make_request(make_forum(), "How many?", "From when?")
    assert "Questions 1, 2 have no answer yet" in deeds.may_reply(officer, made).reason
    deeds.answer_request(request=made, answers=["Three", "September"], seen_version=1, by=officer, at=AT)
    made.refresh_from_db()
    assert deeds.may_reply(officer, made)
    assert not deeds.may_reply(adviser, made)
    deeds.send_reply(request=made, by=officer, at=AT)
    made.refresh_from_db()
    assert not deeds.may_reply(officer, made)
    with pytest.raises(Refused, match="has left"):
        deeds.answer_request(request=made, answers=["Four", "May"], seen_version=2, by=officer, at=AT)


def test_two_who_answer_at_once_are_told(officer):
    made = make_request(make_forum())
    deeds.answer_request(request=made, answers=["Three"], seen_version=1, by=officer, at=AT)
    with pytest.raises(Stale):
        deeds.answer_request(request=made, answers=["Four"], seen_version=1, by=officer, at=AT)
