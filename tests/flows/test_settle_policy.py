"""Handing a policy in, and another's yes or no."""

import pytest
from tests.features.policies.versions import AT, ON, SHARE, adopt, draft, edit, view_as

from headway.features.approvals.models import Request
from headway.features.policies.models import Policy, State
from headway.features.policies.queries import typed
from headway.flows.settle_policy import settle_policy
from headway.flows.submit_policy import submit_policy
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    adopt()
    writer = view_as("chief-adviser")
    made = edit(draft(writer), writer, {SHARE: 3})
    asked = submit_policy(policy=made, by=writer, at=AT)
    assert asked.words == "The policy of entitlement, own version 1, from 1 September 2026"
    return Policy.objects.get(pk=made.pk), writer


def settle(policy, by, *, yes=True, reason=""):
    return settle_policy(policy=policy, yes=yes, reason=reason, by=by, at=AT)


def test_a_yes_puts_the_version_in_use(waiting):
    policy, _ = waiting
    settled = settle(policy, view_as("head-of-service"))
    assert (settled.state, settled.in_use_from) == (State.APPROVED, ON)
    assert typed("entitlement", ON).partnership.member_half_days == 3
    assert Request.objects.get().state == "granted"


def test_a_no_needs_a_reason_and_gives_the_draft_back(waiting):
    policy, writer = waiting
    other = view_as("head-of-service")
    with pytest.raises(Refused, match="a refusal needs a reason"):
        settle(policy, other, yes=False)
    assert Policy.objects.get(pk=policy.pk).state == State.WAITING
    back = settle(policy, other, yes=False, reason="Costs more than we have")
    assert back.state == State.DRAFT
    assert typed("entitlement", ON).partnership.member_half_days == 2
    again = submit_policy(policy=back, by=writer, at=AT)
    assert again.state == "open"
    waiting_again = Policy.objects.get(pk=policy.pk)
    assert settle(waiting_again, view_as("head-of-service")).state == State.APPROVED


def test_neither_the_writer_nor_another_role_settles_it(waiting):
    policy, writer = waiting
    for viewer in (writer, view_as("data-officer"), view_as("adviser")):
        with pytest.raises(Refused):
            settle(policy, viewer)
    assert Policy.objects.get(pk=policy.pk).state == State.WAITING
    settle(policy, view_as("head-of-service"))
    with pytest.raises(Refused, match="does not wait"):
        settle(Policy.objects.get(pk=policy.pk), view_as("head-of-service"))
