"""How standing groups are found by typing."""

from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind
from headway.features.standing_groups.models import StandingGroup


def findable_group(group: StandingGroup) -> Findable:
    """A group by its name."""
    return Findable(group.public_id, group.name, also="standing group")


STANDING_GROUPS = Source(Kind.STANDING, StandingGroup.objects.all, findable_group)
