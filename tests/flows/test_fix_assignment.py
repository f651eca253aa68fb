"""An assignment is fixed by hand: with a reason, checked again, over capacity only with a pool."""

from datetime import date

import pytest
from tests.factories import adopt, make_person
from tests.planned_year import NOON, SUMMER, make_year, plan

from headway.features.allocation.models import Conflict
from headway.features.deployment.actions import release_lock
from headway.features.people.models import AdviserYear
from headway.features.schools.models import Group
from headway.flows.fix_assignment import fix_assignment
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    adopt()
    return make_year()


@pytest.fixture
def draft(year):
    return plan()


def fix(draft, subject, adviser, reason="The governors asked", pool="", seen_version=None):
    return fix_assignment(
        draft=draft,
        subject=str(subject),
        adviser=adviser.person.public_id,
        reason=reason,
        pool=pool,
        seen_version=seen_version or draft.version,
        on=SUMMER,
        by=make_person("head-of-service"),
        at=NOON,
    )


def another(year, draft, school):
    """An adviser who may serve the school and is not its adviser."""
    held = draft.assignments.get(school=school).adviser_id
    return next(one for one in (year.advisers[2], year.advisers[0]) if one.pk != held)


def test_the_assignment_moves_is_locked_with_its_reason_and_costs_anew(year, draft):
    school, before = year.schools[0], draft.objective
    chosen = another(year, draft, school)
    after = fix(draft, school.urn, chosen)
    assert after.assignments.get(school=school).adviser == chosen
    lock = after.locks.get()
    assert (lock.school, lock.adviser, lock.reason) == (school, chosen, "The governors asked")
    assert after.objective != before and after.objective == pytest.approx(sum(after.terms.values()))
    assert after.gap == pytest.approx((after.objective - after.lower_bound) / after.objective)


def test_without_a_reason_it_is_refused(year, draft):
    with pytest.raises(Refused, match="needs a reason"):
        fix(draft, year.schools[0].urn, year.advisers[2], reason=" ")
    assert draft.locks.count() == 0


def test_what_a_rule_forbids_is_refused_with_the_rule(year, draft):
    with pytest.raises(Refused, match="does not serve the phase of Hope Special School"):
        fix(draft, year.schools[-1].urn, year.advisers[1])


def test_a_conflict_declared_since_planning_forbids(year, draft):
    school = year.schools[0]
    chosen = another(year, draft, school)
    Conflict.objects.create(adviser=chosen, school=school, reason="family", valid_from=date(2020, 1, 1))
    with pytest.raises(Refused, match="conflict of interest"):
        fix(draft, school.urn, chosen)


def test_m6_10_half_a_day_over_capacity_is_blocked_unless_a_pool_is_named(year):
    chosen = year.advisers[1]
    AdviserYear.objects.filter(adviser=chosen).update(contracted_half_days=10)
    draft = plan()
    held = draft.assignments.filter(adviser=chosen)
    load = sum(row.half_days for row in held) + sum(r.half_days for r in draft.leads.filter(adviser=chosen))
    school = next(s for s in year.schools[:6] if not held.filter(school=s).exists())
    AdviserYear.objects.filter(adviser=chosen).update(contracted_half_days=load + 1)
    with pytest.raises(Refused, match="no room: half a day too much"):
        fix(draft, school.urn, chosen)
    after = fix(draft, school.urn, chosen, pool="Concern pool")
    assert (after.unmet_half_days, after.pool) == (1, "Concern pool")
    assert (after.gap, after.lower_bound) == (None, None)


def test_a_federation_moves_together(year):
    group = Group.objects.create(uid="9", name="Two Rivers Federation", kind="Federation")
    for school in year.schools[:2]:
        school.federation = group
        school.save()
    draft = plan()
    chosen = another(year, draft, year.schools[0])
    after = fix(draft, year.schools[0].urn, chosen)
    assert {after.assignments.get(school=s).adviser for s in year.schools[:2]} == {chosen}
    assert after.locks.count() == 2


def test_a_partnerships_lead_is_fixed_the_same_way(year, draft):
    partnership = year.partnerships[0]
    held = draft.leads.get(partnership=partnership).adviser_id
    chosen = next(one for one in year.advisers if one.pk != held)
    after = fix(draft, partnership.public_id, chosen)
    assert after.leads.get(partnership=partnership).adviser == chosen
    assert after.locks.get().partnership == partnership


def test_a_fix_to_an_older_version_is_refused(year, draft):
    with pytest.raises(Refused, match="changed this draft meanwhile"):
        fix(draft, year.schools[0].urn, another(year, draft, year.schools[0]), seen_version=draft.version - 1)
    assert draft.locks.count() == 0


def test_a_school_outside_the_plan_is_refused(year, draft):
    with pytest.raises(Refused, match="not in the year's facts"):
        fix(draft, 999_999, year.advisers[0])


def test_release_lets_planning_choose_again(year, draft):
    school = year.schools[0]
    best = draft.assignments.get(school=school).adviser
    fixed = fix(draft, school.urn, another(year, draft, school))
    free = release_lock(draft=fixed, school=school, seen_version=fixed.version, by=None, at=NOON)
    assert free.locks.count() == 0
    assert plan(free).assignments.get(school=school).adviser == best
    with pytest.raises(Refused, match="nothing to release"):
        release_lock(draft=free, school=school, seen_version=free.version, by=None, at=NOON)
