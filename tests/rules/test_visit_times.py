"""The time a visit takes: what is proposed, added up, and can be confirmed."""

import pytest
from tests.rules.policies import load_policy

from headway.rules.policyfile import PolicyFault
from headway.rules.visit_times import Minutes, added_up, may_confirm, proposed, read_visit_times
from headway.rules.visits import BOOKED, HELD

FILE = load_policy("current/visit_times")
POLICY = read_visit_times(FILE)


def test_who_leads_prepares_and_writes_and_who_comes_along_does_not():
    assert proposed(POLICY, half_days=1, leads=True) == Minutes(60, 180, 90, 60)
    assert proposed(POLICY, half_days=2, leads=False) == Minutes(0, 360, 0, 60)


def test_times_add_up_by_part():
    made = added_up([Minutes(1, 2, 3, 4), Minutes(10, 20, 30, 40)])
    assert made == Minutes(11, 22, 33, 44) and made.total == 110
    assert added_up([]).total == 0


def test_who_went_confirms_a_visit_that_was_held():
    assert may_confirm(HELD, goes=True) and may_confirm(HELD, goes=True, minutes=Minutes(0, 1, 0, 0))
    assert "Who went" in may_confirm(HELD, goes=False).reason
    assert "not held yet" in may_confirm(BOOKED, goes=True).reason
    for minutes in (Minutes(0, 0, 0, 0), Minutes(1440, 1, 0, 0)):
        assert "24 hours" in may_confirm(HELD, goes=True, minutes=minutes).reason


def test_a_policy_with_a_figure_out_of_reach_is_refused_with_its_place():
    with pytest.raises(PolicyFault, match="visiting_minutes"):
        read_visit_times(FILE | {"visiting_minutes": 0})
