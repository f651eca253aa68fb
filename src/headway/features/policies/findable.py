"""How policies are found by typing."""

from headway.features.policies.models import Policy
from headway.features.search.actions import Findable, Source, make_findable
from headway.features.search.models import Kind


def findable_policy(policy: Policy) -> Findable:
    """A version of a policy by what it is about, its pack and its number."""
    about = policy.kind.replace("-", " ").replace("_", " ").capitalize()
    return Findable(policy.public_id, f"{about}, {policy.name} {policy.number}", also=f"{policy.pack} policy")


def find_policy(policy: Policy) -> None:
    """Let a version be found by its present name."""
    make_findable(Kind.POLICY, [findable_policy(policy)])


POLICIES = Source(Kind.POLICY, lambda: Policy.objects.defer("body"), findable_policy)
