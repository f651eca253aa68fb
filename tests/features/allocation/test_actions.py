"""Staff split over quadrants."""

from decimal import Decimal

import pytest
from tests.factories import AT, make_quadrant

from headway.features.allocation.actions import settle_split
from headway.features.allocation.models import QuadrantShare
from headway.rules.deployment import split_staff
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


def test_m1_03_staff_follow_the_load_and_a_change_by_hand_needs_a_reason():
    quadrants = [make_quadrant(name) for name in ("A", "B", "C", "D")]
    loads = dict(zip(quadrants, map(Decimal, (40, 30, 20, 10)), strict=True))
    by_name = split_staff({q.name: load for q, load in loads.items()}, Decimal(10), Decimal("0.1"))
    proposed = {quadrant: by_name[quadrant.name] for quadrant in quadrants}
    assert list(proposed.values()) == [4, 3, 2, 1]
    wanted = proposed | {quadrants[0]: Decimal(5), quadrants[1]: Decimal(2)}
    known = {"year": 2026, "loads": loads, "proposed": proposed, "by": "", "at": AT}
    with pytest.raises(Refused, match="give the reason"):
        settle_split(**known, wanted=wanted, reason="")
    assert not QuadrantShare.objects.exists()
    settle_split(**known, wanted=wanted, reason="Two leads on leave")
    rows = QuadrantShare.objects.order_by("quadrant__name").values_list("proposed_fte", "fte", "reason")
    assert list(rows)[:3] == [
        (4, 5, "Two leads on leave"),
        (3, 2, "Two leads on leave"),
        (2, 2, ""),
    ]
