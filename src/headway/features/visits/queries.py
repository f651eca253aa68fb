"""Reads of visits, viewer first."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.models import Partnership
from headway.features.partnerships.queries import own_partnerships
from headway.features.people.models import Role
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools, schools_visible_to, tied_to
from headway.features.visits.models import InspectionNotice, Visit, VisitPerson
from headway.rules.verdict import Verdict
from headway.rules.visits import GOVERNANCE, LEAD

KIND = "visits"
NAMED, PART = frozenset({"named"}), frozenset({"part"})


def visits_of(
    viewer: Viewer, act: str = "see", *, school: School | None = None, partnership: Partnership | None = None,
    since: date | None = None, until: date | None = None,
) -> QuerySet[Visit]:  # fmt: skip
    """The visits for which the viewer may do the act, by day, with their people; of one school or partnership, and of
    [since, until) where asked."""
    rows = Visit.objects.filter(_open_to(viewer, act))
    if school is not None:
        rows = rows.filter(school=school)
    if partnership is not None:
        rows = rows.filter(partnership=partnership)
    if since is not None:
        rows = rows.filter(on__gte=since)
    if until is not None:
        rows = rows.filter(on__lt=until)
    going = VisitPerson.objects.select_related("person").order_by("role", "pk")
    return rows.select_related("school", "partnership").prefetch_related(Prefetch("people", going))


def visit_for(viewer: Viewer, public_id: str, act: str = "see") -> Visit | None:
    """One visit for which the viewer may do the act."""
    rows = visits_of(viewer, act).select_related("school__authority", "booked_by", "approved_by")
    return rows.filter(public_id=public_id).first()


def lead_of(visit: Visit) -> VisitPerson | None:
    """Who leads the visit."""
    return next((one for one in visit.people.all() if one.role == LEAD), None)


def relations_to_visit(viewer: Viewer, visit: Visit, act: str = "see") -> frozenset[str]:
    """The viewer's ties to a visit: its school or partnership is one's own, one is named on it, its part is open."""
    ties = relations_to_place(viewer, visit.place, act)
    if visit.people.filter(person=viewer.person).exists():
        ties |= NAMED
    return ties | PART if act == "see" and visit.kind == GOVERNANCE else ties


def relations_to_place(viewer: Viewer, place: School | Partnership, act: str = "see") -> frozenset[str]:
    """The viewer's ties to where a visit goes. The dates of visits are the part staff may change; schools may not."""
    if isinstance(place, Partnership):
        own = own_partnerships(viewer).filter(pk=place.pk).exists()
    else:
        own = School.objects.filter(tied_to(viewer), urn=place.urn).exists()
    dates = act == "change" and viewer.is_staff
    return frozenset({"own"} if own else ()) | (PART if dates else frozenset())


def may_book(viewer: Viewer, place: School | Partnership) -> Verdict:
    """Whether the viewer may book a visit there."""
    return viewer.may(KIND, "change", relations_to_place(viewer, place, "change"))


def may_change(viewer: Viewer, visit: Visit) -> Verdict:
    """Whether the viewer may move and cancel the visit and say who comes along."""
    return viewer.may(KIND, "change", relations_to_visit(viewer, visit, "change"))


def may_say_held(viewer: Viewer, visit: Visit) -> Verdict:
    """Whether the viewer may say that the visit was held: who goes, not who keeps the dates."""
    return viewer.may(KIND, "change", relations_to_visit(viewer, visit, "change") - PART)


def _open_to(viewer: Viewer, act: str) -> Q:
    reach = viewer.reach(KIND, act)
    if reach == "all" or (act == "change" and _keeps_dates(viewer)):
        return Q()
    found = Q(pk__in=())
    if reach == "own":
        found |= Q(school__in=School.objects.filter(tied_to(viewer)))
        found |= Q(partnership__in=own_partnerships(viewer))
    if viewer.may(KIND, act, NAMED):
        mine = VisitPerson.objects.filter(person=viewer.person)
        found |= Q(pk__in=mine.values("visit"))
    if act == "see" and viewer.may(KIND, act, PART):
        found |= Q(kind=GOVERNANCE)
    return found


def schools_to_book(viewer: Viewer) -> QuerySet[School]:
    """Open schools at which the viewer may book a visit, by name."""
    own = School.objects.filter(tied_to(viewer)) if not _keeps_dates(viewer) else School.objects.all()
    may = viewer.may_ever(KIND, "change") and viewer.is_staff
    rows = open_schools().filter(pk__in=own.values("pk")).order_by("name", "pk")
    return rows if may else rows.none()


def partnerships_to_book(viewer: Viewer) -> QuerySet[Partnership]:
    """Partnerships at which the viewer may book a visit, by name."""
    rows = Partnership.objects.all() if _keeps_dates(viewer) else own_partnerships(viewer)
    may = viewer.may_ever(KIND, "change") and viewer.is_staff
    return rows.filter(ended_on=None).order_by("name", "pk") if may else rows.none()


def roles_going(visit: Visit) -> frozenset[str]:
    """The roles that the people of the visit hold on its day."""
    held = Role.objects.as_at(visit.on).filter(person__in=visit.people.values("person"))
    return frozenset(held.values_list("role", flat=True))


def notices_of(viewer: Viewer, act: str = "see") -> QuerySet[InspectionNotice]:
    """Notices of inspection of schools whose readiness the viewer may see or change, the soonest due first."""
    rows = InspectionNotice.objects.filter(school__in=schools_visible_to(viewer, "readiness", act))
    return rows.select_related("school", "owner").order_by("due_on", "pk")


def _keeps_dates(viewer: Viewer) -> bool:
    return bool(viewer.is_staff and viewer.may(KIND, "change", PART))
