"""An action that waits for a recruitment is not done before the appointment (M2-17)."""

from datetime import date

import pytest
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.recruitment_objects import appointed, make_recruitment
from tests.plan_world import approved_plan, seen

from headway.features.undertakings.actions import DONE, UNDER_WAY
from headway.features.workforce.actions.recruiting import give_up_recruitment
from headway.flows.report_action import report_action
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(db):
    adopt_current_policies()
    return approved_plan().actions.first().undertaking


def report(action, status):
    """Report on the action on the first of September."""
    told = {"on": date(2026, 9, 1), "evidence": "Seen", "next_step": "", "forecast_on": None}
    report_action(row=action, status=status, **told, by=make_person("business-support"), at=AT)
    action.refresh_from_db()
    return action.completed_on


def test_m2_17_it_is_done_once_every_appointment_is_recorded(action):
    first, second = make_recruitment(undertaking=action), make_recruitment("Another", undertaking=action)
    assert report(action, UNDER_WAY) is None
    with pytest.raises(Refused, match="a recruitment for it is open"):
        report(action, DONE)
    appointed(first)
    with pytest.raises(Refused, match="a recruitment for it is open"):
        report(action, DONE)
    assert action.reports.count() == 1
    appointed(second)
    assert report(action, DONE) == date(2026, 9, 1)


def test_a_recruitment_given_up_holds_no_action_back(action):
    row = make_recruitment(undertaking=action)
    give_up_recruitment(row=row, reason="Shared with another service", by=seen(make_person("hr")), at=AT)
    assert report(action, DONE) == date(2026, 9, 1)


def test_an_action_without_a_recruitment_is_done_as_before(action):
    make_recruitment()
    assert report(action, DONE) == date(2026, 9, 1)
