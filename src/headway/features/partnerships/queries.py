"""Reads of partnerships, viewer first: who may see which, the roll as at a day, and who belongs to none."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.queries import appointed
from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.models import Membership, Partnership
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools, schools_visible_to, tied_to
from headway.rules import partnerships as rules
from headway.rules.partnerships import PartnershipPolicy
from headway.rules.verdict import Verdict

KIND = "partnerships"
LEAD_ROLE = "partnership-lead"


def partnerships_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Partnership]:
    """Partnerships for which the viewer may do the act, with quadrant and lead school."""
    rows = Partnership.objects.select_related("quadrant", "lead_school")
    reach = viewer.reach(KIND, act)
    if reach == "all":
        return rows
    return rows.filter(_own(viewer)) if reach == "own" else rows.none()


def own_partnerships(viewer: Viewer) -> QuerySet[Partnership]:
    """The partnerships that are the viewer's own, whatever may be done to them."""
    return Partnership.objects.filter(_own(viewer))


def may_change(viewer: Viewer, partnership: Partnership) -> Verdict:
    """Whether the viewer may change this partnership and its members."""
    own = Partnership.objects.filter(_own(viewer), pk=partnership.pk).exists()
    return viewer.may(KIND, "change", frozenset({"own"} if own else ()))


def memberships_on(on: date) -> QuerySet[Membership]:
    """Memberships that hold on the day, with their schools."""
    return Membership.objects.as_at(on).select_related("school")


def roll_of(partnership: Partnership, on: date) -> QuerySet[Membership]:
    """The members of a partnership on a day, by name."""
    return memberships_on(on).filter(partnership=partnership).order_by("school__name", "school_id")


def members_over(partnerships: Iterable[int]) -> list[Membership]:
    """Every membership in these, by key, there ever was or is going to be, to look up days in. One query."""
    return list(Membership.objects.filter(partnership__in=set(partnerships)))


def history_of(partnership: Partnership) -> QuerySet[Membership]:
    """Every membership there ever was or is going to be, newest first."""
    rows = Membership.objects.filter(partnership=partnership).select_related("school")
    return rows.order_by("-valid_from", "school__name", "school_id")


def memberships_of(school: School) -> QuerySet[Membership]:
    """A school's memberships in every partnership, newest first."""
    rows = Membership.objects.filter(school=school).select_related("partnership")
    return rows.order_by("-valid_from", "pk")


def partnership_of(urns: Iterable[int], on: date) -> dict[int, Partnership]:
    """URN to the recognised partnership of the day; a school without one is absent. One query."""
    rows = Membership.objects.as_at(on).filter(school__in=urns, recognised=True)
    return {row.school_id: row.partnership for row in rows.select_related("partnership")}


def member_counts(on: date) -> dict[int, int]:
    """Partnership key to the number of its members on the day; a partnership without any is absent."""
    rows = Membership.objects.as_at(on).values("partnership").annotate(members=Count("school"))
    return {row["partnership"]: row["members"] for row in rows}


def leads_of(partnerships: Iterable[Partnership], on: date) -> dict[str, Appointment]:
    """Public id of a partnership to its lead head's appointment on the day. One query."""
    rows = appointed(Subject.PARTNERSHIP, [p.public_id for p in partnerships], on=on, role=LEAD_ROLE)
    return {row.subject_id: row for row in rows}


def unpartnered_on(viewer: Viewer, policy: PartnershipPolicy, on: date) -> list[School]:
    """Open schools of the policy's phases without a recognised partnership on the day (M1-06), by name.

    Derived each time, never stored. Those whose membership the viewer may see; two queries.
    """
    return unpartnered_among(schools_visible_to(viewer, KIND), policy, on)


def unpartnered_among(schools: QuerySet[School], policy: PartnershipPolicy, on: date) -> list[School]:
    """The same among given schools, without a viewer: for the rules and the planner."""
    by_id = {str(school.urn): school for school in known_open(schools, on).select_related("district")}
    rows = Membership.objects.as_at(on).filter(recognised=True).select_related("partnership")
    candidates = [
        rules.OpenSchool(key, school.phase, school.opened_on, school.closed_on)
        for key, school in by_id.items()
    ]
    found = rules.unpartnered(candidates, [as_rule(row) for row in rows], policy, on)
    return sorted((by_id[one.school_id] for one in found), key=lambda school: (school.name, school.urn))


def known_open(schools: QuerySet[School], on: date) -> QuerySet[School]:
    """Those open on the day: by their dates, and by today's status where no closing date is published."""
    begun = Q(opened_on=None) | Q(opened_on__lte=on)
    return schools.filter(begun, Q(closed_on=None, status__startswith="Open") | Q(closed_on__gt=on))


def joinable_schools(partnership: Partnership, on: date) -> QuerySet[School]:
    """Open schools of the authority that are not members on the day: what a form offers."""
    members = Membership.objects.as_at(on).filter(partnership=partnership).values("school")
    return known_open(own_schools(), on).exclude(pk__in=members).order_by("name", "urn")


def as_rule(row: Membership) -> rules.Membership:
    """A stored membership as the rules read it; its partnership must be loaded."""
    return rules.Membership(
        school_id=str(row.school_id),
        partnership_id=row.partnership.public_id,
        partnership_name=row.partnership.name,
        recognised=row.recognised,
        member_from=row.valid_from,
        member_until=row.valid_until,
    )


def tied_partnerships(viewer: Viewer) -> Q:
    """The condition “one's own partnership”, for what hangs on one."""
    return _own(viewer)


def _own(viewer: Viewer) -> Q:
    """One's own partnership: appointed to it, to its quadrant, or to a school that is a member on the viewer's day."""
    named = Q(public_id__in=viewer.tied_to("partnership"))
    in_quadrant = Q(quadrant__public_id__in=viewer.tied_to("quadrant"))
    schools = School.objects.filter(tied_to(viewer))
    member = Membership.objects.as_at(viewer.on).filter(school__in=schools).values("partnership")
    return named | in_quadrant | Q(pk__in=member)
