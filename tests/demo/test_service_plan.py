"""The plan of the demonstration stands in every state a newcomer should see, by the same actions as a service's own."""

from datetime import UTC, date, datetime

import pytest
from tests.pages.people import adopt_current_policies, make_person

from headway.demo.plans import ACTIONS, plan_the_service
from headway.features.plans.models import RoundState
from headway.features.plans.queries import actions_with_history, as_rules
from headway.features.policies.queries import typed
from headway.rules.plan_status import status_of

ON = date(2026, 11, 27)
AT = datetime(2026, 11, 27, 10, tzinfo=UTC)
ROLES = ("business-support", "chief-adviser", "data-officer", "head-of-service")


@pytest.fixture
def policies(db):
    adopt_current_policies()


@pytest.mark.parametrize("on", [ON, date(2026, 9, 2), date(2026, 8, 31)])
def test_it_is_partly_done_partly_late_and_every_action_stands_in_a_period(policies, on):
    for role in ROLES:
        make_person(role)
    plan = plan_the_service(on=on, at=datetime(on.year, on.month, on.day, 10, tzinfo=UTC))
    actions = actions_with_history(plan)
    assert len(actions) == sum(map(len, ACTIONS.values()))
    said = {one.key: status_of(one, on, typed("plans", on)).status for one in as_rules(actions)}
    assert {"done on time", "late", "under way", "possible"} <= set(said.values())
    assert sum(bool(one.redates) for one in as_rules(actions)) == 1
    for one in actions:
        due_on = one.undertaking.baseline_due_on
        assert plan.periods.filter(valid_from__lte=due_on, valid_until__gt=due_on).exists()
    assert plan.rounds.get().state == RoundState.OPEN


def test_without_its_posts_there_is_none(policies):
    assert plan_the_service(on=ON, at=AT) is None
