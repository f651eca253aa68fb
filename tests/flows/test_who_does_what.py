"""Who does what for a school by its memberships; and no membership keeps the authority from intervening (M7-05, M7-06)."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import AT, ON, adopt, make_partnership, make_school, view_as
from tests.pages.group_objects import make_function
from tests.pages.matrix import rolled_back

from headway.features.categories.actions import decide_judgement, judge
from headway.features.categories.models import JudgementState
from headway.features.categories.queries import category_of
from headway.features.committees.actions import name_function, pass_on_function
from headway.features.policies.queries import typed
from headway.features.schools.models import Group, GroupMembership
from headway.flows.who_does_what import held_elsewhere, who_does_what
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
SINCE = date(2012, 9, 1)
KINDS = {"trust": "Multi-academy trust", "federation": "Federation"}


@pytest.fixture(autouse=True)
def policies():
    adopt()


@pytest.fixture
def writer():
    return view_as("business-support")


def join(school, name="The Pioneer Trust", kind="trust", **more):
    uid = f"{abs(hash((name, kind))) % 10**8}"
    dates = {"joined_on": date(2014, 9, 1)} | more
    GroupMembership.objects.create(school=school, group_uid=uid, group_name=name, kind=KINDS[kind], **dates)


def handed_over(writer, name="Challenge of every school", kind="universal", holder="The Pioneer Trust"):
    made = make_function(name, kind)
    pass_on_function(function=made, holder=holder, valid_from=SINCE, duty="An overview", by=writer, at=AT)
    return made


def test_m7_05_a_universal_challenge_of_a_trust_member_prompts_function_held_by_trust(writer):
    member, outside = make_school(), make_school()
    join(member)
    handed_over(writer)
    make_function("Warning notices", "statutory")
    (words,) = held_elsewhere(writer, member, ON)
    assert "function held by The Pioneer Trust since 1 September 2014" in words
    assert held_elsewhere(writer, outside, ON) == ()
    does = {one.function.name: one.body for one in who_does_what(writer, member, ON)}
    assert does == {"Challenge of every school": "The Pioneer Trust", "Warning notices": "The authority"}


def test_m7_05_before_it_joined_and_after_it_left_the_authority_does_it(writer):
    school = make_school()
    join(school, left_by=date(2026, 1, 1))
    handed_over(writer)
    assert held_elsewhere(writer, school, date(2014, 8, 31)) == ()
    assert held_elsewhere(writer, school, date(2015, 9, 1))
    assert held_elsewhere(writer, school, ON) == ()


def test_m7_05_a_trust_that_only_the_register_names_counts_too(writer):
    school = make_school(trust=Group.objects.create(uid="77", name="The Pioneer Trust", kind="trust"))
    handed_over(writer)
    assert "since 1 September 2012" in held_elsewhere(writer, school, ON)[0]


def test_m7_06_the_matrix_refuses_to_hand_over_intervention(writer):
    made = make_function("Warning notices", "statutory")
    told = {"holder": "The Pioneer Trust", "valid_from": SINCE, "duty": ""}
    with pytest.raises(Refused, match="cannot hand it over"):
        pass_on_function(function=made, **told, by=writer, at=AT)
    with pytest.raises(Refused, match="cannot hand it over"):
        name_function(name="Interim boards", kind="statutory", **told, by=writer, at=AT)
    assert made.holdings.count() == 1


some_groups = st.lists(
    st.tuples(st.sampled_from(["The Pioneer Trust", "Vale", "Hill"]), st.sampled_from(sorted(KINDS))),
    max_size=3,
    unique=True,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=some_groups, partnered=st.sampled_from([None, True, False]))
def test_m7_06_a_school_of_any_membership_is_moved_to_the_category_of_most_concern(writer, groups, partnered):
    with rolled_back():
        school = make_school()
        for name, kind in groups:
            join(school, name, kind)
        if partnered is not None:
            make_partnership("", school, recognised=partnered)
        handed_over(writer, holder=groups[0][0] if groups else "The Pioneer Trust")
        policy = typed("categories")
        worst = list(policy.labels)[-1]
        made = judge(
            school=school,
            category=worst,
            direction="down",
            reason="Seen on a visit",
            valid_from=ON,
            policy=policy,
            by=view_as("head-of-service"),
            at=AT,
        )
        agreed = decide_judgement(judgement=made, yes=True, reason="", by=view_as("chief-adviser"), at=AT)
        assert agreed.state == JudgementState.AGREED
        assert category_of([school.pk], ON)[school.pk].category == worst
