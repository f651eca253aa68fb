"""How forums and protocols are found by typing."""

from headway.features.committees.models import Forum, Protocol
from headway.features.search.actions import Findable


def findable_forum(forum: Forum) -> Findable:
    """A forum by its name."""
    return Findable(forum.public_id, forum.name, also="forum")


def findable_protocol(protocol: Protocol) -> Findable:
    """A protocol by its title."""
    return Findable(protocol.public_id, protocol.title, also="protocol")
