"""Settles a policy that waits: approved, and in use from its day, or given back with the reason."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.actions import decide
from headway.features.approvals.models import State as RequestState
from headway.features.approvals.queries import requests_about
from headway.features.policies.drafts import approve_draft, return_draft
from headway.features.policies.models import Policy
from headway.features.policies.queries import KIND, may_settle
from headway.rules.verdict import ALLOWED, insist, refuse


@transaction.atomic
def settle_policy(*, policy: Policy, yes: bool, reason: str, by: Viewer, at: datetime) -> Policy:
    """Approve or refuse. Refused for one who wrote in it, for a no without a reason, and where nothing waits.

    Returns the policy as it then stands: approved and dated, or a draft again.
    """
    insist(may_settle(policy, by))
    waiting = requests_about(KIND, "policy", policy.public_id).filter(state=RequestState.OPEN).first()
    insist(ALLOWED if waiting else refuse("Nobody asks for this version to be approved."))
    settled = decide(request=waiting, yes=yes, reason=reason, by=by, at=at)
    if settled.state == RequestState.GRANTED:
        return approve_draft(policy=policy, by=by, at=at)
    return return_draft(policy=policy, by=by, at=at)
