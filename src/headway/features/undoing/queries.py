"""Reads of deeds: one's own only."""

from headway.features.appointments.viewer import Viewer
from headway.features.undoing.models import Deed


def own_deed(viewer: Viewer, public_id: str) -> Deed | None:
    """A deed of one's own, or None."""
    return Deed.objects.filter(person=viewer.person, public_id=public_id).first()
