"""Who may do what with a consultation, and in which state; each verdict is asked both ways."""

from datetime import date

import pytest
from tests.pages.consultation_objects import (
    FACTS,
    make_closed,
    make_consultation,
    make_open,
    make_response,
    make_theme,
)
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.plan_world import seen

from headway.features.decisions.actions import consulting as deeds
from headway.features.decisions.models import Consultation
from headway.features.policies.queries import typed
from headway.rules.verdict import ALLOWED, Refused, refuse

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(db):
    adopt_current_policies()
    return seen(make_person("head-of-service"))


@pytest.fixture
def hr(boss):
    return seen(make_person("hr"))


@pytest.fixture
def adviser(boss):
    return seen(make_person("adviser"))


def test_a_draft_is_written_and_opened_by_who_may(hr, adviser):
    made = make_consultation()
    assert deeds.may_write(hr, made)
    assert not deeds.may_write(adviser, made)
    assert deeds.may_open_now(hr, made, ALLOWED)
    assert not deeds.may_open_now(adviser, made, ALLOWED)
    assert deeds.may_open_now(hr, made, refuse("Out of term.")).reason == "Out of term."
    assert not deeds.may_write(hr, make_open())
    assert not deeds.may_open_now(hr, make_open(), ALLOWED)


def test_it_is_answered_for_oneself_and_logged_for_others_while_it_is_open(hr, adviser):
    made = make_open()
    assert deeds.may_answer(adviser, made)
    assert not deeds.may_answer(hr, made)
    assert deeds.may_log(hr, made)
    assert not deeds.may_log(adviser, made)
    assert not deeds.may_log(hr, make_consultation())
    assert not deeds.may_answer(adviser, make_closed())


def test_it_is_closed_after_its_last_day_by_who_may(hr, adviser):
    ended = make_open(ends_on=date(2026, 9, 10))
    assert deeds.may_close_now(hr, ended)
    assert not deeds.may_close_now(adviser, ended)
    assert not deeds.may_close_now(hr, make_open())


def test_its_result_is_published_by_who_approves_once_everything_is_answered(boss, hr):
    made = make_closed()
    assert deeds.may_publish_now(boss, made)
    assert not deeds.may_publish_now(hr, made)
    make_response(made)
    assert "without a theme: 1" in deeds.may_publish_now(boss, made).reason
    theme = make_theme(made)
    deeds.place_responses(consultation=made, placed={made.responses.get(): theme}, by=hr, at=AT)
    assert "Nothing is decided about: Travel." in deeds.may_publish_now(boss, made).reason


def test_dates_out_of_order_and_out_of_term_are_refused(hr):
    told, policy = FACTS | {"ends_on": date(2026, 8, 1)}, typed("consultations")
    with pytest.raises(Refused, match="It ends before it begins"):
        deeds.begin_consultation(told=told, bodies=(), policy=policy, in_term=ALLOWED, by=hr, at=AT)
    with pytest.raises(Refused, match="Out of term"):
        out = refuse("Out of term.")
        deeds.begin_consultation(told=FACTS, bodies=(), policy=policy, in_term=out, by=hr, at=AT)
    assert not Consultation.objects.exists()
