"""Who recruits, and what is refused; each verdict is asked both ways."""

from datetime import date

import pytest
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.recruitment_objects import appointed, make_recruitment
from tests.plan_world import approved_plan, make_plan, seen

from headway.features.plans.models import Action
from headway.features.undertakings.models import Undertaking
from headway.features.workforce.actions import recruiting as deeds
from headway.features.workforce.recruited import (
    actions_that_may_wait,
    as_recruiting,
    recruitments_visible_to,
    waited_for,
)
from headway.rules.recruitment import CLOSED, GIVEN_UP
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_role(db):
    adopt_current_policies()
    return lambda role: seen(make_person(role))


def state(row):
    """How the recruitment stands now."""
    row.refresh_from_db()
    return as_recruiting(row).state


def test_who_changes_posts_recruits_and_who_sees_them_sees_it(by_role):
    make_recruitment()
    assert deeds.may_recruit(by_role("hr"))
    assert not deeds.may_recruit(by_role("business-support"))
    for role, number in (("quadrant-lead", 1), ("adviser", 0), ("member", 0)):
        assert recruitments_visible_to(by_role(role)).count() == number, role


def test_m2_17_without_an_appointment_it_is_not_closed(by_role):
    row, hr, chief = make_recruitment(), by_role("hr"), by_role("chief-adviser")
    assert not deeds.may_close_recruitment(hr, row)
    with pytest.raises(Refused, match="No appointment is recorded"):
        deeds.close_recruitment(row=row, by=hr, at=AT)
    appointed(row)
    assert deeds.may_close_recruitment(hr, row)
    assert not deeds.may_close_recruitment(chief, row)
    deeds.close_recruitment(row=row, by=hr, at=AT)
    assert state(row) == CLOSED
    assert not deeds.may_change_recruitment(hr, row)


def test_what_is_given_up_says_why_and_is_not_changed(by_role):
    row, hr = make_recruitment(), by_role("hr")
    assert deeds.may_change_recruitment(hr, row)
    assert not deeds.may_change_recruitment(by_role("adviser"), row)
    with pytest.raises(Refused, match="Write why"):
        deeds.give_up_recruitment(row=row, reason=" ", by=hr, at=AT)
    deeds.give_up_recruitment(row=row, reason="The money is gone", by=hr, at=AT)
    assert state(row) == GIVEN_UP
    with pytest.raises(Refused, match="has ended"):
        deeds.record_appointment(row=row, begins_on=date(2027, 1, 1), found_by="By chance", by=hr, at=AT)


def test_actions_of_approved_plans_of_the_service_may_wait(by_role):
    make_plan()
    plan = approved_plan()
    offered = list(actions_that_may_wait())
    assert {one.plan_id for one in offered} == {plan.pk}
    first, second, third = (one.undertaking for one in offered)
    Undertaking.objects.filter(pk=first.pk).update(restricted=True)
    Undertaking.objects.filter(pk=second.pk).update(completed_on=date(2026, 9, 2))
    assert [one.undertaking_id for one in actions_that_may_wait()] == [third.pk]
    with pytest.raises(Refused, match="done or dropped"):
        make_recruitment(undertaking=second)


def test_what_waits_for_an_action_that_ended_since_can_still_be_changed(by_role):
    of = approved_plan().actions.first().undertaking
    row = make_recruitment(undertaking=of)
    Undertaking.objects.filter(pk=of.pk).update(dropped_on=date(2026, 9, 2), drop_reason="Not needed")
    told = {"words": "Officer, part time", "opened_on": row.opened_on, "advertised_until": None}
    told |= {"undertaking": of}
    deeds.change_recruitment(row=row, seen_version=1, told=told, by=by_role("hr"), at=AT)
    row.refresh_from_db()
    assert row.words == "Officer, part time"


def test_m2_17_an_action_carried_into_another_year_waits_for_the_recruitment_of_the_first(by_role):
    old, other = approved_plan(), approved_plan()
    before, made = old.actions.first(), other.actions.first()
    row = make_recruitment(undertaking=before.undertaking)
    assert list(waited_for(made.undertaking)) == []
    Action.objects.filter(pk=made.pk).update(carried_from=before)
    assert list(waited_for(made.undertaking)) == [row]
    appointed(row)
    assert list(waited_for(made.undertaking)) == []
