"""Records of visits whose heads did not answer in time, taken to be accurate; each says so. Every morning."""

from datetime import datetime

from django.utils import timezone

from headway.features.policies.queries import policies_in_use, read_policy
from headway.features.records.actions.settling import deem_silent

POLICY = "records_of_visit"


def deem_silent_heads(*, at: datetime) -> int:
    """How many these were; none where no policy of records is in use."""
    on = timezone.localtime(at).date()
    stored = policies_in_use(POLICY, on=on).get(POLICY)
    return deem_silent(on=on, policy=read_policy(stored), at=at) if stored else 0
