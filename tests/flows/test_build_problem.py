"""The year's facts as the planner takes them."""

from datetime import date

import pytest
from tests.factories import adopt, make_person, make_school, tie
from tests.planned_year import NOON, SUMMER, YEAR, entitle_to, make_adviser, make_year

from headway.features.allocation.models import Conflict, Entitlement
from headway.features.deployment.actions import start_draft
from headway.features.deployment.models import Lock
from headway.features.people.models import AdviserYear, Capability
from headway.features.policies.queries import typed
from headway.features.schools.models import Group
from headway.flows.build_problem import build_problem
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    adopt()
    return make_year()


def build(draft=None, on=SUMMER):
    return build_problem(year=YEAR, on=on, policy=typed("deployment"), draft=draft)


def school_row(known, school):
    return next(row for row in known.problem.schools if row.id == str(school.urn))


def test_a_school_comes_with_its_days_place_partnership_and_last_adviser(year):
    row = school_row(build(), year.schools[0])
    assert (row.half_days, row.visits, row.phase) == (2, 2, "primary")
    assert row.partnership == year.partnerships[0].public_id
    assert row.quadrant == "Quadrant Northdown"
    assert row.last_adviser == year.last_year.person.public_id


def test_demand_is_the_schools_days_and_the_leads(year):
    problem = build().problem
    assert problem.demand_half_days == 6 * 2 + 1 + 3 + 2 * 4
    assert problem.capacity_half_days == 60


def test_several_lines_of_a_school_add_up(year):
    entitle_to(3, year.schools[0])
    assert school_row(build(), year.schools[0]).half_days == 5


def test_a_school_without_coordinates_stands_in_the_middle_of_its_district_and_is_named(year):
    lost = year.schools[0]
    lost.easting = None
    lost.save()
    known = build()
    assert (
        school_row(known, lost).easting
        == 600_000 + (known.schools[str(year.schools[6].urn)].easting - 600_000) / 3
    )
    assert any(
        "placed at the middle of its district" in words and lost.name in words for words in known.warnings
    )


def test_capabilities_count_on_the_first_day_of_the_year(year):
    Capability.objects.create(
        adviser=year.advisers[1], phase="special", choice=2, valid_from=date(2026, 9, 1)
    )
    Capability.objects.create(adviser=year.advisers[1], phase="pru", choice=2, valid_from=date(2026, 9, 2))
    row = next(one for one in build().problem.advisers if one.id == year.advisers[1].person.public_id)
    assert row.phases_second == {"special"}


def test_conflicts_of_the_first_day_bar_and_ended_ones_do_not(year):
    held = Conflict.objects.create(
        adviser=year.advisers[0], school=year.schools[0], reason="family", valid_from=date(2020, 1, 1)
    )
    assert build().problem.conflicts == {(year.advisers[0].person.public_id, str(year.schools[0].urn))}
    held.valid_until = date(2026, 9, 1)
    held.save()
    assert build().problem.conflicts == frozenset()


def test_an_adviser_without_capacity_is_left_out_and_named(year):
    AdviserYear.objects.filter(adviser=year.advisers[1]).update(leave_half_days=20)
    known = build()
    assert len(known.problem.advisers) == 2
    assert any(str(year.advisers[1]) in words and "no days left" in words for words in known.warnings)


def test_locks_of_the_draft_are_held(year):
    draft = start_draft(year=YEAR, seed=1, by=None, at=NOON)
    Lock.objects.create(
        draft=draft, school=year.schools[0], adviser=year.advisers[2], reason="knows them", at=NOON
    )
    fixed = build(draft).problem.fixed_advisers
    assert fixed == {str(year.schools[0].urn): year.advisers[2].person.public_id}


def test_a_lock_to_somebody_who_left_is_refused_in_words(year):
    draft = start_draft(year=YEAR, seed=1, by=None, at=NOON)
    AdviserYear.objects.filter(adviser=year.advisers[2]).delete()
    Lock.objects.create(
        draft=draft, school=year.schools[0], adviser=year.advisers[2], reason="knows them", at=NOON
    )
    with pytest.raises(Refused, match="not in this year's team"):
        build(draft)


def test_a_year_without_entitlement_is_refused_in_words(year):
    Entitlement.objects.all().delete()
    with pytest.raises(Refused, match="No days are entitled for 2026-27"):
        build()


def test_a_year_without_advisers_is_refused_in_words(year):
    AdviserYear.objects.all().delete()
    with pytest.raises(Refused, match="No adviser has days"):
        build()


def test_a_federation_is_kept_together_in_the_rows(year):
    group = Group.objects.create(uid="9", name="Two Rivers Federation", kind="Federation")
    for school in year.schools[:2]:
        school.federation = group
        school.save()
    assert {school_row(build(), school).federation for school in year.schools[:2]} == {"9"}


def test_the_fingerprint_knows_the_facts_and_not_the_order_of_reading(year):
    first = build().fingerprint
    assert build().fingerprint == first
    entitle_to(1, year.schools[0])
    assert build().fingerprint != first


def test_the_number_of_queries_does_not_grow_with_the_schools(year, django_assert_max_num_queries):
    for _ in range(30):
        entitle_to(2, make_school(status_code="1"))
    with django_assert_max_num_queries(20):
        build()


def test_last_years_adviser_who_left_the_team_is_still_told(year):
    gone = make_person("adviser")
    extra = make_school(status_code="1")
    entitle_to(2, extra)
    tie(gone, "adviser", "school", extra.urn)
    assert school_row(build(), extra).last_adviser == gone.public_id
    assert make_adviser().person.public_id != gone.public_id
