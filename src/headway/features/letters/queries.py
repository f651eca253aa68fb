"""Reads of letters, viewer first; what is missing, what waits, what was not answered."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.letters.models import Letter, Outgoing, State
from headway.features.letters.outbox import TRIES
from headway.features.schools.queries import schools_visible_to
from headway.rules.permissions import opens_restricted


def letters_visible_to(viewer: Viewer, kind: str = "letters") -> QuerySet[Letter]:
    """Letters of this kind the viewer may see, newest first, with their schools.

    Staff see prepared ones as well, schools only what was released. Restricted ones: the author and the roles the
    policy lets open them.
    """
    reach = viewer.reach(kind)
    if reach == "none":
        return Letter.objects.none()
    letters = Letter.objects.filter(kind=kind)
    if reach == "own":
        letters = letters.filter(school__in=schools_visible_to(viewer, kind))
    if not viewer.is_staff:
        letters = letters.filter(state=State.RELEASED)
    if not opens_restricted(viewer.access, roles=viewer.roles, kind=kind):
        letters = letters.filter(Q(restricted=False) | Q(prepared_by=viewer.person))
    return letters.select_related("school", "frozen").order_by("-prepared_at", "-pk")


def letter_for(viewer: Viewer, public_id: str, kind: str = "letters") -> Letter | None:
    """One letter the viewer may see, or None."""
    return letters_visible_to(viewer, kind).filter(public_id=public_id).first()


def letters_of_batch(viewer: Viewer, batch: str, kind: str = "letters") -> QuerySet[Letter]:
    """The letters of one batch the viewer may see, by school."""
    return letters_visible_to(viewer, kind).filter(batch=batch).order_by("school__name", "pk")


def schools_without_letter(batch: str, urns: Iterable[int]) -> list[int]:
    """The URNs among these that no letter of the batch goes to; empty when none is missing."""
    named = set(Letter.objects.filter(batch=batch).values_list("school", flat=True))
    return sorted(set(urns) - named)


def replies_due(viewer: Viewer, on: date, kind: str = "letters") -> QuerySet[Letter]:
    """Released letters whose reply was due by that day and has not come, the longest waiting first."""
    due = letters_visible_to(viewer, kind).filter(state=State.RELEASED, reply_due__lte=on, replies=None)
    return due.order_by("reply_due", "pk")


def mails_set_aside() -> QuerySet[Outgoing]:
    """Mails that were tried often enough without success, with the fault of the last try."""
    return Outgoing.objects.filter(sent_at=None, attempts__gte=TRIES).select_related("letter").order_by("pk")
