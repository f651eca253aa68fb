"""Finding a standing group and its parts by the act, and the way to their pages."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from headway.features.standing_groups.models import GroupMeeting, GroupMember, StandingGroup
from headway.features.standing_groups.queries import (
    actions_for,
    groups_visible_to,
    meetings_visible_to,
    with_later,
)
from headway.features.undertakings.models import Undertaking
from headway.kit.figures import Link
from headway.kit.words import day_words

JOINT_WORKING = Link("Joint working", "/joint-working/")
HOME = Link("Standing groups", "/joint-working/groups/")


def found_group(request: HttpRequest, key: str, act: str = "see") -> StandingGroup:
    """The group, or 404 where the viewer may not do the act to it."""
    row = groups_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def found_member(group: StandingGroup, key: str) -> GroupMember:
    """A member of the group, or 404."""
    row = group.members.select_related("person").filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def found_meeting(request: HttpRequest, key: str, meeting: str, act: str = "see") -> GroupMeeting:
    """A meeting of the group, or 404 where the viewer may not do the act to it."""
    rows = with_later(meetings_visible_to(request.viewer, act))
    row = rows.filter(group__public_id=key, public_id=meeting).first()
    if row is None:
        raise Http404
    return row


def found_action(request: HttpRequest, key: str) -> Undertaking:
    """An action the viewer may report on, or 404."""
    row = actions_for(request.viewer).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def group_href(group: StandingGroup) -> str:
    """The page of a group."""
    return reverse("standing_group", args=[group.public_id])


def meeting_href(meeting: GroupMeeting, name: str = "group_meeting") -> str:
    """A page of a meeting."""
    return reverse(name, args=[meeting.group.public_id, meeting.public_id])


def group_crumbs(group: StandingGroup) -> tuple[Link, ...]:
    """The way to a page beneath the group."""
    return (JOINT_WORKING, HOME, Link(group.name, group_href(group)))


def meeting_crumbs(meeting: GroupMeeting) -> tuple[Link, ...]:
    """The way to a page beneath the meeting."""
    link = Link(f"Meeting of {day_words(meeting.held_on)}", meeting_href(meeting))
    return (*group_crumbs(meeting.group), link)
