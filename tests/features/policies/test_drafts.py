"""A version's way from draft to use: only sound bodies, nobody's own approval, no save lost."""

import pytest
from tests.features.policies.versions import AT, ON, SHARE, adopt, draft, edit, view_as

from headway.features.audit.models import Event
from headway.features.policies.drafts import approve_draft, draft_policy, return_draft, submit_draft
from headway.features.policies.models import Policy, State
from headway.features.policies.queries import policy_in_use, typed
from headway.features.saving import Stale
from headway.rules.policyfile import PolicyFault
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    adopt()
    return view_as("chief-adviser")


def test_a_draft_is_the_authoritys_own_next_version_and_changes_nothing(writer):
    made = draft(writer)
    assert (made.pack, made.number, made.name, made.state) == ("local", 1, "local", State.DRAFT)
    assert made.based_on.pack == "current"
    assert policy_in_use("entitlement").pack == "current"
    assert draft(writer) == made
    edit(made, writer, {SHARE: 3})
    assert draft(writer).number == 2


def test_an_edit_keeps_mark_and_source_and_leaves_an_event(writer):
    made = edit(draft(writer), writer, {SHARE: 3, ("source",): "The panel"}, mark="G", source="our panel")
    stored = Policy.objects.get(pk=made.pk)
    assert stored.body["partnership"]["member_half_days"] == {"value": 3, "mark": "G", "source": "our panel"}
    assert (stored.source, stored.version) == ("The panel", 2)
    event = Event.objects.get(action="edit_draft")
    assert event.by == writer.id
    assert event.after["partnership.member_half_days"] == [2, 3]


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({SHARE: 2.5}, "partnership.member_half_days"),
        ({("category_half_days", "3"): -1}, "category_half_days.3"),
        ({("until",): "2026-01-01"}, "until"),
        ({("falls",): "rise"}, "falls"),
    ],
)
def test_a_value_its_reader_refuses_changes_nothing(writer, values, where):
    made = draft(writer)
    with pytest.raises(PolicyFault) as fault:
        edit(made, writer, values)
    assert fault.value.where == where
    stored = Policy.objects.get(pk=made.pk)
    assert (stored.version, stored.body) == (1, made.body)


def test_m6_12_a_rule_set_that_gives_a_better_category_more_is_refused(writer):
    with pytest.raises(PolicyFault, match="Category 3 gets 40 half-days and the worse category 4 gets 20"):
        edit(draft(writer), writer, {("category_half_days", "3"): 40})


def test_of_two_saves_of_the_same_version_the_second_is_stale(writer):
    made, other = draft(writer), view_as("data-officer")
    edit(made, writer, {SHARE: 3})
    with pytest.raises(Stale):
        edit(made, other, {SHARE: 4})
    assert Policy.objects.get(pk=made.pk).body["partnership"]["member_half_days"]["value"] == 3


def test_a_version_goes_from_draft_through_waiting_into_use(writer):
    made = submit_draft(policy=edit(draft(writer), writer, {SHARE: 3}), by=writer, at=AT)
    with pytest.raises(Refused, match="waits for approval"):
        edit(made, writer, {SHARE: 4}, version=3)
    approver = view_as("head-of-service")
    approved = approve_draft(policy=made, by=approver, at=AT)
    assert (approved.state, approved.in_use_from, approved.approved_by) == ("approved", ON, approver.id)
    assert typed("entitlement", ON).partnership.member_half_days == 3
    with pytest.raises(Refused, match="is approved and stays as it is"):
        edit(approved, writer, {SHARE: 4}, version=4)
    actions = Event.objects.filter(subject_id=made.public_id).order_by("number")
    assert [event.action for event in actions] == [
        "draft_policy", "edit_draft", "submit_draft", "approve_draft", "put_policy_in_use",
    ]  # fmt: skip


def test_a_version_that_is_given_back_can_be_changed_again(writer):
    made = submit_draft(policy=draft(writer), by=writer, at=AT)
    back = return_draft(policy=made, by=view_as("head-of-service"), at=AT)
    assert back.state == State.DRAFT
    assert edit(back, writer, {SHARE: 4}, version=back.version).version == back.version + 1
    assert policy_in_use("entitlement").pack == "current"


def test_nobody_approves_what_they_wrote_in(writer):
    editor = view_as("head-of-service")
    made = edit(draft(writer), editor, {SHARE: 3})
    submit_draft(policy=made, by=writer, at=AT)
    for viewer in (writer, editor):
        with pytest.raises(Refused, match="somebody else approves it"):
            approve_draft(policy=made, by=viewer, at=AT)
    with pytest.raises(Refused, match="These roles may"):
        approve_draft(policy=made, by=view_as("data-officer"), at=AT)


def test_those_who_may_not_change_policies_draft_none(writer):
    with pytest.raises(Refused, match="may not change"):
        draft_policy(base=policy_in_use("entitlement"), by=view_as("adviser"), at=AT)
    assert not Policy.objects.filter(pack="local").exists()


def test_an_access_policy_that_locks_everybody_out_is_refused(writer):
    made = draft(writer, "access")
    with pytest.raises(PolicyFault, match="may change access"):
        edit(made, writer, {("kinds", "access", "may", "admin"): "see"})
    both = ("head-of-service", "chief-adviser")
    with pytest.raises(PolicyFault, match="may approve a policy"):
        edit(made, writer, {("kinds", "policies", "may", role): "see, change" for role in both})
