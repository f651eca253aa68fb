"""Changing one topic of chance leaves the others alone."""

from datetime import date

from headway.demo.county import County, stream
from headway.demo.invent import invent_county


def test_streams_of_chance_are_apart() -> None:
    assert stream(1, "schools").random() == stream(1, "schools").random()
    assert stream(1, "schools").random() != stream(1, "trusts").random()
    assert stream(1, "schools").random() != stream(2, "schools").random()


def test_demand_changes_nothing_but_advisers(small: County) -> None:
    other = invent_county(seed=1, size="small", first_day=date(2026, 6, 22), demand_half_days=400)
    assert other.schools == small.schools
    assert other.service.partnerships == small.service.partnerships
    assert other.service.advisers != small.service.advisers
