"""What an action says of the recruitments it waits for (M2-17)."""

from dataclasses import dataclass

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.plans.models import Action
from headway.features.workforce.queries import KIND
from headway.features.workforce.recruited import waited_for
from headway.kit.figures import Link
from headway.rules.recruitment import WAITS


@dataclass(frozen=True, slots=True)
class Awaited:
    """A sentence while a recruitment is open, and for who sees posts where each stands."""

    sentences: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


def awaited_by(viewer: Viewer, action: Action) -> Awaited:
    """The open recruitments an action waits for; nothing where it has ended."""
    of = action.undertaking
    if of.completed_on or of.dropped_on:
        return Awaited()
    rows = list(waited_for(of, action))
    sees = viewer.may(KIND)
    links = [
        Link(f"Recruitment: {one}", reverse("recruitment", args=[one.public_id])) for one in rows if sees
    ]
    return Awaited((WAITS,) if rows else (), tuple(links))
