"""When a gate may be opened."""

from datetime import date

from headway.rules.gates import may_open_gate

TODAY = date(2026, 9, 15)


def test_a_gate_is_opened_once_on_a_day_that_was():
    assert may_open_gate(None, TODAY, TODAY)
    assert not may_open_gate(None, date(2026, 9, 16), TODAY)
    assert not may_open_gate(TODAY, TODAY, TODAY)
