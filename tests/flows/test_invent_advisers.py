"""Advisers invented where none are given."""

from datetime import date

import pytest
from tests.factories import AT, adopt, make_district, make_person, make_quadrant, make_school

from headway.features.allocation.models import Conflict
from headway.features.allocation.queries import demand_of
from headway.features.people.models import Adviser, AdviserYear, Capability, Role
from headway.flows.entitle_year import entitle_year
from headway.flows.invent_advisers import Invented, invent_advisers
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
FIRST = date(2026, 9, 1)


def have_schools(number: int) -> None:
    """Special schools, which have six half-days each, among primary schools, in one quadrant."""
    adopt()
    district = make_district()
    make_quadrant("Hills", district)
    for place in range(number):
        special = {"phase": "special", "type_code": "12"} if place % 3 == 0 else {}
        make_school(status_code="1", district=district, **special)
    entitle_year(year=2026, on=FIRST, by="", at=AT)


def invent(number: int | None = None, seed: int = 1) -> Invented:
    return invent_advisers(year=2026, number=number, seed=seed, on=FIRST, by="", at=AT)


def team() -> list[tuple]:
    rows = AdviserYear.objects.filter(year=2026).order_by("adviser__person__name")
    return list(
        rows.values_list(
            "adviser__person__name", "contracted_half_days", "adviser__base_easting", "adviser__base_northing"
        )
    )


def deployable() -> int:
    return sum(
        row.contracted_half_days - row.leave_half_days - row.training_half_days - row.internal_half_days
        for row in AdviserYear.objects.filter(year=2026)
    )


@pytest.mark.parametrize("number", [1, 2, 7])
def test_m6_10_their_days_add_up_to_eight_per_cent_more_than_the_demand(number):
    have_schools(60)
    invented = invent(number)
    demand = demand_of(2026).half_days
    assert deployable() == invented.capacity_half_days == -(-demand * 108 // 100)
    assert AdviserYear.objects.count() == invented.advisers == number
    assert set(Adviser.objects.values_list("invented", "quadrant")) == {(True, "Hills")}
    assert Role.objects.filter(role="adviser").count() == number


def test_without_a_number_there_is_one_for_each_hundred_and_twenty_days():
    have_schools(150)  # 50 × 6 + 100 × 1 = 400 half-days
    assert invent().advisers == 2


def test_one_school_has_one_adviser_who_takes_every_phase():
    have_schools(1)
    assert invent().advisers == 1
    assert Capability.objects.filter(choice=1).count() == 7
    assert not Conflict.objects.exists()


def test_more_advisers_than_schools_share_bases():
    have_schools(2)
    assert invent(5).advisers == 5


def test_the_same_seed_invents_the_same_and_another_others():
    have_schools(60)
    invent(7)
    first, conflicts = team(), Conflict.objects.count()
    invent(7)
    assert (team(), Conflict.objects.count()) == (first, conflicts)
    invent(7, seed=2)
    assert team() != first
    assert Conflict.objects.count() == conflicts


def test_fewer_advisers_leave_nobody_over():
    have_schools(60)
    invent(7)
    invent(3)
    assert len(team()) == 3


def test_full_and_part_time_specialists_and_conflicts_are_among_them():
    have_schools(90)
    invent(10)
    assert len({days for _, days, _, _ in team()}) > 1
    specialists = Capability.objects.filter(phase="special", choice=1).values("adviser")
    rows = AdviserYear.objects.filter(adviser__in=specialists)
    days = sum(row.contracted_half_days - row.leave_half_days - row.training_half_days for row in rows)
    assert days >= 30 * 6
    assert Conflict.objects.count() == 2


def test_refused_before_days_are_given():
    adopt()
    make_school(status_code="1")
    with pytest.raises(Refused, match="No days are given for 2026-27 yet"):
        invent()


def test_refused_for_none_and_where_advisers_are_known():
    have_schools(3)
    with pytest.raises(Refused, match="At least one adviser is needed; 0 were asked for"):
        invent(0)
    known = Adviser.objects.create(person=make_person("adviser"), base_easting=1, base_northing=1)
    AdviserYear.objects.create(adviser=known, year=2026, contracted_half_days=100)
    with pytest.raises(Refused, match="invent some only where there are none"):
        invent()
