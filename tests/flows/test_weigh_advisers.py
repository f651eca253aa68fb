"""Why this adviser and why not that one, by today's facts."""

from datetime import date

import pytest
from tests.factories import adopt, make_person
from tests.planned_year import NOON, SUMMER, make_year, plan

from headway.features.allocation.models import Conflict
from headway.flows.fix_assignment import fix_assignment
from headway.flows.weigh_advisers import alternatives_or_why_not, weigh_advisers

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    adopt()
    return make_year()


def test_the_chosen_comes_first_then_the_possible_by_cost_then_the_forbidden(year):
    draft, special = plan(), year.schools[-1]
    found = weigh_advisers(draft=draft, urn=special.urn, on=SUMMER)
    assert [one.is_chosen for one in found] == [True, False, False]
    assert found[0].name == str(draft.assignments.get(school=special).adviser)
    assert found[1].extra_minutes == pytest.approx(sum(found[1].terms.values()))
    assert found[2].name == str(year.advisers[1])
    assert (
        found[2].extra_minutes is None and "does not serve the phase of Hope Special" in found[2].rule_words
    )


def test_a_school_fixed_by_hand_is_weighed_as_well(year):
    draft, school = plan(), year.schools[0]
    held = draft.assignments.get(school=school).adviser
    other = next(one for one in year.advisers if one != held)
    fixed = fix_assignment(
        draft=draft, subject=str(school.urn), adviser=other.person.public_id, reason="Asked for", pool="",
        seen_version=draft.version, on=SUMMER, by=make_person(), at=NOON,
    )  # fmt: skip
    found = weigh_advisers(draft=fixed, urn=school.urn, on=SUMMER)
    back = next(one for one in found if one.name == str(held))
    assert back.extra_minutes == pytest.approx(-(fixed.objective - draft_objective(plan())), abs=1)


def draft_objective(draft):
    """What the free plan costs."""
    return draft.objective


def test_facts_that_changed_so_that_a_rule_is_broken_are_said(year):
    draft = plan()
    row = draft.assignments.first()
    Conflict.objects.create(
        adviser=row.adviser, school=row.school, reason="family", valid_from=date(2020, 1, 1)
    )
    found, words = alternatives_or_why_not(draft=draft, urn=row.school_id, on=SUMMER)
    assert found == [] and "conflict of interest" in words
