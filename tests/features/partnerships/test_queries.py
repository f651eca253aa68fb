"""Who may see which partnership, the roll, and the unpartnered list as at any day."""

from datetime import date

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import (
    ON,
    adopt,
    make_authority,
    make_membership,
    make_partnership,
    make_school,
    tie,
    view_as,
)

from headway.features.partnerships.models import Membership
from headway.features.partnerships.queries import (
    joinable_schools,
    member_counts,
    memberships_of,
    partnerships_visible_to,
    unpartnered_on,
)
from headway.features.policies.queries import typed
from headway.features.schools.models import School

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies():
    adopt()


def names(viewer, on=ON):
    return [school.name for school in unpartnered_on(viewer, typed("partnerships"), on)]


def test_m1_06_the_unpartnered_list_is_derived_for_any_day():
    leaver = make_school(name="Leaver")
    make_school(name="Never")
    make_school(name="Secondary", phase="secondary")
    make_school(name="Closed", status="Closed", closed_on=date(2026, 1, 1))
    make_school(name="Elsewhere", authority=make_authority("Other", "898", own=False))
    partnership = make_partnership("First", make_school(name="Stayer"))
    make_membership(partnership, leaver, valid_until=ON)
    make_partnership("Network", School.objects.get(name="Never"), recognised=False, kind="thematic")
    viewer = view_as("head-of-service")
    assert names(viewer) == ["Leaver", "Never"]
    assert names(viewer, date(2026, 8, 31)) == ["Never"]
    assert names(viewer, date(2025, 12, 31)) == ["Closed", "Never"]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    spans=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 300), st.integers(1, 300)), max_size=12),
    day=st.integers(0, 700),
)
def test_m1_06_open_primaries_minus_current_members_equals_the_list(spans, day):
    Membership.objects.all().delete()
    School.objects.all().delete()
    schools = [make_school() for _ in range(10)]
    partnership = make_partnership()
    start = date(2025, 1, 1).toordinal()
    for number, begins, lasts in {span[0]: span for span in spans}.values():
        first = date.fromordinal(start + begins)
        make_membership(partnership, schools[number], first, date.fromordinal(start + begins + lasts))
    on = date.fromordinal(start + day)
    holds = Q(valid_from__lte=on) & (Q(valid_until=None) | Q(valid_until__gt=on))
    members = set(Membership.objects.filter(holds, recognised=True).values_list("school", flat=True))
    found = unpartnered_on(view_as("head-of-service"), typed("partnerships"), on)
    assert {school.urn for school in found} == {school.urn for school in schools} - members


def test_heads_and_advisers_see_their_own_partnerships():
    mine, other = make_school(), make_school()
    one, two = make_partnership("One", mine), make_partnership("Two", other)
    assert list(partnerships_visible_to(view_as("headteacher", mine))) == [one]
    assert list(partnerships_visible_to(view_as("adviser", other))) == [two]
    assert set(partnerships_visible_to(view_as("business-support"))) == {one, two}
    assert not partnerships_visible_to(view_as("member"))


def test_a_lead_head_sees_the_partnership_led():
    lead = view_as("partnership-lead")
    one = make_partnership("One")
    tie(lead.person, "partnership-lead", "partnership", one.public_id)
    again = type(lead)(lead.person, ON, lead.roles, {"partnership": frozenset({one.public_id})}, lead.access)
    assert list(partnerships_visible_to(again)) == [one]
    assert not partnerships_visible_to(again, "change")


def test_counts_and_what_a_form_offers():
    member, free = make_school(name="A"), make_school(name="B")
    one = make_partnership("One", member)
    assert member_counts(ON) == {one.pk: 1}
    assert list(joinable_schools(one, ON)) == [free]
    assert [row.partnership for row in memberships_of(member)] == [one]
