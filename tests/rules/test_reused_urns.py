"""A number given to another school: only where name, number and opening day all differ."""

from dataclasses import replace
from datetime import date

import pytest

from headway.rules.reused_urns import Identity, is_another_school

HELD = Identity("Old Mill", "2001", date(1990, 9, 1))
OTHER = Identity("Far Away", "4009", date(2024, 9, 1))


def test_all_three_differ():
    assert is_another_school(HELD, OTHER)


@pytest.mark.parametrize(
    "same", [{"name": "OLD MILL"}, {"number": "2001"}, {"opened_on": date(1990, 9, 1)}, {"opened_on": None}]
)
def test_one_that_is_the_same_or_not_known_keeps_it_the_same_school(same):
    assert not is_another_school(HELD, replace(OTHER, **same))
