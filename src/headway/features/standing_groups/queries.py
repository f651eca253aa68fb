"""Reads of standing groups, viewer first: all by role, else those one serves in on the day."""

from collections.abc import Iterable

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery

from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.features.standing_groups.models import AgendaPoint, GroupMeeting, GroupMember, StandingGroup
from headway.features.structural_changes.models import Case
from headway.features.undertakings.models import Report, Undertaking
from headway.rules.permissions import reach, roles_that_may
from headway.rules.standing_groups import CHAIR, RUNNING

KIND = "standing-groups"  # the permission key
ORIGIN = "group-meeting"  # what an action of a group belongs to
ALL, OWN, RUNS = frozenset(), frozenset({"own"}), frozenset({"own", "part"})


def groups_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[StandingGroup]:
    """The groups the viewer may do the act to, by name: all, those one serves in, those one chairs or is secretary of."""
    rows = StandingGroup.objects.order_by("name", "pk")
    ways = reach(viewer.access, roles=viewer.roles, act=act, kind=KIND)
    if ALL in ways:
        return rows
    serving = GroupMember.objects.as_at(viewer.on).filter(person=viewer.person)
    within = Q(pk=None)
    if OWN in ways:
        within |= Q(pk__in=serving.values("group"))
    if RUNS in ways:
        within |= Q(pk__in=serving.filter(role__in=RUNNING).values("group"))
    return rows.filter(within)


def with_meetings(rows: QuerySet[StandingGroup], viewer: Viewer) -> QuerySet[StandingGroup]:
    """The same groups with how often they met, when last, and when next, the viewer's day among what is to come."""
    return rows.annotate(
        met=Count("meetings", filter=Q(meetings__held_on__lt=viewer.on)),
        last_on=Max("meetings__held_on", filter=Q(meetings__held_on__lt=viewer.on)),
        next_on=Min("meetings__held_on", filter=Q(meetings__held_on__gte=viewer.on)),
    )


def relations_to(viewer: Viewer, group: StandingGroup) -> frozenset[str]:
    """The viewer's ties to a group on the day: own where they serve in it, part where they chair it or are its secretary."""
    roles = set(
        GroupMember.objects.as_at(viewer.on)
        .filter(group=group, person=viewer.person)
        .values_list("role", flat=True)
    )
    return frozenset({*(("own",) if roles else ()), *(("part",) if roles & RUNNING else ())})


def meetings_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[GroupMeeting]:
    """The meetings of the groups the viewer may do the act to, newest first."""
    rows = GroupMeeting.objects.filter(group__in=groups_visible_to(viewer, act))
    return rows.select_related("group", "approved_at").order_by("-held_on", "-pk")


def with_later(rows: QuerySet[GroupMeeting]) -> QuerySet[GroupMeeting]:
    """The same meetings with `later_on`: the day of the group's next one."""
    later = GroupMeeting.objects.filter(group=OuterRef("group"), held_on__gt=OuterRef("held_on"))
    return rows.annotate(later_on=Subquery(later.order_by("held_on").values("held_on")[:1]))


def with_evidence(rows: QuerySet[Undertaking]) -> QuerySet[Undertaking]:
    """The same actions with `evidence`: what the last report on each said."""
    reports = Report.objects.filter(undertaking=OuterRef("pk")).order_by("-on", "-pk")
    return rows.annotate(evidence=Subquery(reports.values("evidence")[:1]))


def points_about(viewer: Viewer, case: Case) -> QuerySet[AgendaPoint]:
    """Where a case stood on an agenda the viewer may read, newest first."""
    rows = AgendaPoint.objects.filter(case=case, meeting__group__in=groups_visible_to(viewer))
    return rows.select_related("meeting__group").order_by("-meeting__held_on", "-pk")


def actions_of(meetings: QuerySet[GroupMeeting] | Iterable[GroupMeeting]) -> QuerySet[Undertaking]:
    """What these meetings agreed to do, the next due first."""
    keys = (
        meetings.values("public_id")
        if isinstance(meetings, QuerySet)
        else [one.public_id for one in meetings]
    )
    rows = Undertaking.objects.filter(origin_kind=ORIGIN, origin_id__in=keys)
    return rows.select_related("owner").order_by("due_on", "pk")


def actions_for(viewer: Viewer) -> QuerySet[Undertaking]:
    """Actions of groups the viewer may report on: their own, and those of groups they keep."""
    rows = Undertaking.objects.filter(origin_kind=ORIGIN)
    kept = GroupMeeting.objects.filter(group__in=groups_visible_to(viewer, "change")).values("public_id")
    ways = reach(viewer.access, roles=viewer.roles, act="change", kind=KIND)
    own = Q(owner=viewer.person) if ways else Q(pk=None)
    return rows.filter(Q(origin_id__in=kept) | own).select_related("owner").order_by("due_on", "pk")


def open_for_me(viewer: Viewer) -> QuerySet[Undertaking]:
    """What the viewer has to do for a group, and what is overdue in the groups they chair, the next due first."""
    return due_for_me(viewer).filter(origin_kind=ORIGIN)


def due_for_me(viewer: Viewer) -> QuerySet[Undertaking]:
    """The same, and whatever else the viewer has to do, whatever it belongs to; one query."""
    rows = Undertaking.objects.filter(completed_on=None, dropped_on=None).select_related("owner")
    rows = rows.order_by("due_on", "pk")
    if not viewer.knows(KIND):
        return rows.filter(owner=viewer.person)
    chaired = GroupMember.objects.as_at(viewer.on).filter(person=viewer.person, role=CHAIR)
    meetings = GroupMeeting.objects.filter(group__in=chaired.values("group")).values("public_id")
    late = Q(origin_kind=ORIGIN, origin_id__in=meetings, due_on__lt=viewer.on)
    return rows.filter(Q(owner=viewer.person) | late)


def people_who_may_serve(viewer: Viewer) -> QuerySet[Person]:
    """Whom a group may have as a member with an account: everybody whose role may know of groups at all, by name."""
    return holders(roles_that_may(viewer.access, act="see", kind=KIND), on=viewer.on)
