"""Pasted URNs and which schools may subscribe to a service (M2-18)."""

from datetime import date

import pytest

from headway.rules.service_teams import MOST_PASTED, may_end, may_subscribe, read_urns, shortened

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


@pytest.mark.parametrize(
    "text", ["900001 900002", "900001,900002;", " 900001\r\n\t900002\n", "900001\n\n900002"]
)
def test_m2_18_urns_are_read_with_anything_usual_between(text):
    found = read_urns(text)
    assert (found.urns, found.faults) == ((900001, 900002), ())


def test_m2_18_what_is_no_urn_or_stands_twice_is_told_word_by_word():
    found = read_urns("900001 hill 900001 90000 ９０００01")
    assert found.urns == (900001,)
    assert found.faults == (
        "“hill” is not a URN. A URN has six figures.",
        "900001 stands there twice. Take one out.",
        "“90000” is not a URN. A URN has six figures.",
        "“９０００01” is not a URN. A URN has six figures.",
    )


def test_too_many_are_refused_as_a_whole():
    found = read_urns("900001 " * (MOST_PASTED + 1))
    assert found.urns == ()
    assert "1,001" in found.faults[0]


def test_many_faults_are_shortened_with_how_many_more():
    assert shortened(["one"]) == ("one",)
    assert shortened(f"fault {number}" for number in range(12))[-2:] == ("fault 9", "And 2 more like these.")


def test_an_open_school_subscribes_once_at_a_time():
    assert may_subscribe(is_open=True, held_from=None, held_until=None)
    assert not may_subscribe(is_open=False, held_from=None, held_until=None)
    assert "from 1 April 2026 already" in may_subscribe(is_open=True, held_from=APRIL, held_until=None).reason
    found = may_subscribe(is_open=True, held_from=APRIL, held_until=MAY)
    assert "from 1 April 2026 until 1 May 2026 already" in found.reason


def test_a_subscription_ends_after_it_begins():
    assert may_end(APRIL, None)
    assert may_end(APRIL, MAY)
    assert not may_end(APRIL, APRIL)
