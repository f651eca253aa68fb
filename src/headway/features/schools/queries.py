"""Reads of the register, viewer first."""

from django.db.models import Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import Authority, Placement, School


def own_authority() -> Authority | None:
    """The authority this installation serves; None until a register was loaded."""
    return Authority.objects.filter(own=True).first()


def own_schools() -> QuerySet[School]:
    """Every school of the authority, open or closed."""
    return School.objects.filter(authority__own=True)


def open_schools() -> QuerySet[School]:
    """Schools of the authority that are open, those that propose to close among them."""
    return own_schools().filter(status__startswith="Open")


def schools_visible_to(viewer: Viewer, kind: str = "register", act: str = "see") -> QuerySet[School]:
    """The authority's schools for which the viewer may do the act to things of this kind."""
    reach = viewer.reach(kind, act)
    if reach == "all":
        return own_schools()
    return own_schools().filter(tied_to(viewer)) if reach == "own" else School.objects.none()


def tied_to(viewer: Viewer) -> Q:
    """The condition “one's own school”: appointed to it, to its board or to its quadrant on the viewer's day."""
    urns = viewer.tied_to("school") | viewer.tied_to("board")
    districts = (
        Placement.objects.as_at(viewer.on)
        .filter(quadrant__public_id__in=viewer.tied_to("quadrant"))
        .values_list("district_id", flat=True)
    )
    return Q(urn__in=[int(urn) for urn in urns]) | Q(district_id__in=districts)
