"""Hands a drafted policy in: it waits, and others are asked to approve it."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.actions import request_approval
from headway.features.approvals.models import Request
from headway.features.policies.drafts import submit_draft
from headway.features.policies.models import Policy
from headway.features.policies.queries import KIND, approving_roles
from headway.rules.calendars import day_words


@transaction.atomic
def submit_policy(*, policy: Policy, by: Viewer, at: datetime) -> Request:
    """Ask everybody who may approve policies, but never oneself. PolicyFault or Refused, with nothing changed."""
    waiting = submit_draft(policy=policy, by=by, at=at)
    return request_approval(
        kind=KIND,
        origin_kind="policy",
        origin_id=waiting.public_id,
        words=f"The policy of {waiting.kind}, own version {waiting.number}, from {day_words(waiting.valid_from)}",
        rule={"roles": approving_roles(by.access)},
        by=by.person,
        at=at,
    )
