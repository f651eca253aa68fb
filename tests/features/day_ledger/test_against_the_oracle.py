"""Any sequence of credits, uses and corrections leaves what a plain list of them adds up to (M6-13)."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.factories import AT, adopt, make_school, view_as
from tests.ledger_world import ON, YEAR, filled, told
from tests.oracles.day_ledger import PlainLedger

from headway.features.audit.queries import breaks_in_the_chain
from headway.features.day_ledger.actions import credit, debit, reverse
from headway.features.day_ledger.queries import balance, pools_of, standing_movement, standings, statement
from headway.features.ledgers.models import Account
from headway.rules.day_ledger import CRISIS
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
POOL = 5
STEPS = st.tuples(
    st.sampled_from(["bought", "crisis", "used", "used", "back"]),
    st.sampled_from(["bought", "crisis", "used"]),
    st.sampled_from(["a", "b", "c"]),
    st.integers(1, 4),
    st.integers(0, 60),
)


class AgainstTheOracle(TestCase):
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=4, max_size=14))
    def test_m6_13_any_sequence_leaves_what_the_oracle_adds_up(self, steps):
        adopt()
        self.by = view_as("head-of-service", on=ON)
        school, plain = make_school(), PlainLedger(POOL)
        filled(CRISIS, self.by, POOL)
        for act, kind, name, half_days, days in steps:
            on, source = ON + timedelta(days=days), f"visit {name}"
            if act == "back":
                done = self._take_back(kind, source, on)
                assert done == plain.take_back(kind, source, on)
            else:
                assert self._move(school, act, source, half_days, on) == plain.move(
                    act, source, half_days, on
                )
            assert balance(school, YEAR) == plain.held() >= 0
        self._compare(school, plain)

    def _move(self, school, kind, source, half_days, on) -> bool:
        words = told(source=source, on=on)
        try:
            if kind == "used":
                debit(subject=school, half_days=half_days, by=self.by, at=AT, **words)
            else:
                credit(subject=school, kind=kind, half_days=half_days, by=self.by, at=AT, **words)
        except Refused:
            return False
        return True

    def _take_back(self, kind, source, on) -> bool:
        found = standing_movement(source, kind)
        if found is None:
            return False
        try:
            reverse(movement=found, reason="Wrong", on=on, by=self.by, at=AT)
        except Refused:
            return False
        return True

    def _compare(self, school, plain) -> None:
        for days in (0, 7, 30, 60):
            on = ON + timedelta(days=days)
            assert balance(school, YEAR, on) == plain.held(on)
            held = standings(YEAR, on).get(f"school:{school.urn}")
            assert (held.left if held else 0) == plain.held(on)
        lines = statement(school, YEAR)
        assert [line.balance for line in lines][-1:] == ([plain.held()] if plain.happened else [])
        assert pools_of(YEAR)[CRISIS] == plain.in_pool()
        assert sum(Account.objects.values_list("balance", flat=True)) == 0
        assert breaks_in_the_chain() == []


def test_the_oracle_itself_adds_up_by_hand():
    plain = PlainLedger(2)
    day, later = date(2026, 10, 1), date(2026, 11, 1)
    assert plain.move("bought", "a", 3, day) and plain.move("crisis", "b", 2, day)
    assert not plain.move("crisis", "c", 1, day) and plain.in_pool() == 0
    assert plain.move("used", "v", 4, later) and plain.move("used", "v", 4, later) and plain.held() == 1
    assert not plain.take_back("bought", "a", later) and plain.take_back("used", "v", later)
    assert (plain.held(day), plain.held()) == (5, 5)
