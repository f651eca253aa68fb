"""Reads of arrangements: one's own, and what colleagues share."""

from django.db.models import Q

from headway.features.appointments.viewer import Viewer
from headway.features.arrangements.models import Arrangement


def arrangements_for(viewer: Viewer, list_name: str) -> list[Arrangement]:
    """The viewer's own arrangements of a list, and for staff the views that colleagues share; one query.

    A view tells no more than its name and its filters; what it shows is what the one who opens it may see.
    """
    seen = Q(person=viewer.person) | (Q(shared=True) if viewer.is_staff else Q())
    rows = Arrangement.objects.filter(seen, list_name=list_name).select_related("person")
    return sorted(rows, key=lambda row: (row.person_id != viewer.person.pk, row.name.casefold(), row.pk))


def own_view(viewer: Viewer, public_id: str) -> Arrangement | None:
    """A view of one's own, or None."""
    return Arrangement.objects.exclude(name="").filter(person=viewer.person, public_id=public_id).first()
