"""What a drafted rule set would change: demand before and after, school by school, and nothing stored."""

import pytest
from tests.factories import make_partnership, make_school
from tests.features.policies.versions import ON, SHARE, adopt, draft, edit, view_as

from headway.features.allocation.models import Entitlement
from headway.features.policies.queries import policy_in_use
from headway.flows.compare_entitlement import compare_entitlement

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    adopt()
    return view_as("chief-adviser")


def test_only_those_whose_days_differ_are_listed_largest_change_first(writer):
    first, second, alone = (
        make_school(status_code="1"),
        make_school(status_code="1"),
        make_school(status_code="1"),
    )
    group = make_partnership("Elm group", first, second)
    values = {SHARE: 5, ("partnership", "lead_half_days"): 6}
    effect = compare_entitlement(policy=edit(draft(writer), writer, values), on=ON)
    shown = [(one.subject_kind, one.subject_id, one.half_days) for one in effect.changes]
    assert shown == [
        *[("school", str(school.urn), 3) for school in sorted((first, second), key=lambda one: one.name)],
        ("partnership", group.public_id, 2),
    ]
    assert alone.name not in [one.name for one in effect.changes]
    assert (effect.before.half_days, effect.after.half_days) == (4 + 2 + 2 + 1, 6 + 5 + 5 + 1)
    assert not Entitlement.objects.exists()


def test_the_version_in_use_changes_nothing(writer):
    make_school(status_code="1")
    effect = compare_entitlement(policy=policy_in_use("entitlement", ON), on=ON)
    assert effect.changes == ()
    assert effect.before == effect.after


def test_a_change_of_what_is_looked_up_is_looked_up_again(writer, django_assert_num_queries):
    make_school(status_code="1")
    months = ("supplements", "new_head", "months")
    longer = edit(draft(writer), writer, {months: 24})
    same = policy_in_use("entitlement", ON)
    with django_assert_num_queries(8):
        compare_entitlement(policy=same, on=ON)
    with django_assert_num_queries(13):
        compare_entitlement(policy=longer, on=ON)
