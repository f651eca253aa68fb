"""How forums, what they ask for, protocols and functions are found by typing."""

from headway.features.committees.models import Forum, Function, InformationRequest, Protocol
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind


def findable_forum(forum: Forum) -> Findable:
    """A forum by its name."""
    return Findable(forum.public_id, forum.name, also="forum")


def findable_protocol(protocol: Protocol) -> Findable:
    """A protocol by its title."""
    return Findable(protocol.public_id, protocol.title, also="protocol")


def findable_request(request: InformationRequest) -> Findable:
    """What a body asked for, by its title, under that body."""
    forum = request.forum
    return Findable(
        f"{forum.public_id}/requests/{request.public_id}", request.title, forum.name, "information request"
    )


def findable_function(function: Function) -> Findable:
    """A function by its name."""
    return Findable(function.public_id, function.name, also="function")


FORUMS = Source(Kind.FORUM, Forum.objects.all, findable_forum)
PROTOCOLS = Source(Kind.PROTOCOL, Protocol.objects.all, findable_protocol)
REQUESTS = Source(Kind.REQUEST, lambda: InformationRequest.objects.select_related("forum"), findable_request)
FUNCTIONS = Source(Kind.FUNCTION, Function.objects.all, findable_function)
