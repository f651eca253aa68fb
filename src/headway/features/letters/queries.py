"""Reads of letters, viewer first; what is missing, what waits, what was not answered."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.letters.models import Letter, Outgoing, State
from headway.features.letters.outbox import TRIES
from headway.features.schools.queries import schools_visible_to
from headway.rules.permissions import opens_restricted

# What a letter can tell: those of a school's category say why, those of a year plan its days and their rules, those of a
# visit what was found.
KINDS = ("letters", "categories", "entitlement", "visits")


def letters_visible_to(viewer: Viewer) -> QuerySet[Letter]:
    """Letters the viewer may see, newest first, with their schools.

    Who may see letters at all sees those of each kind they may see: a letter tells no more than its kind opens. Staff
    see prepared ones as well, schools only what was released. Restricted ones: the author and the roles the policy lets
    open them.
    """
    if viewer.reach("letters") == "none":
        return Letter.objects.none()
    letters = Letter.objects.filter(reduce(or_, (_within_reach(viewer, kind) for kind in KINDS)))
    if not viewer.is_staff:
        letters = letters.filter(state=State.RELEASED)
    return letters.select_related("school", "frozen").order_by("-prepared_at", "-pk")


def letter_for(viewer: Viewer, public_id: str) -> Letter | None:
    """One letter the viewer may see, or None."""
    return letters_visible_to(viewer).filter(public_id=public_id).first()


def letters_of_batch(viewer: Viewer, batch: str) -> QuerySet[Letter]:
    """The letters of one batch the viewer may see, by school."""
    return letters_visible_to(viewer).filter(batch=batch).order_by("school__name", "pk")


def sees_whole_batch(viewer: Viewer, batch: str) -> bool:
    """Whether no letter of the batch is closed to the viewer; an archive holds all of them."""
    seen = letters_visible_to(viewer).order_by().values("pk")
    return bool(batch) and not Letter.objects.filter(batch=batch).exclude(pk__in=seen).exists()


def schools_without_letter(batch: str, urns: Iterable[int]) -> list[int]:
    """The URNs among these that no letter of the batch goes to; empty when none is missing."""
    named = set(Letter.objects.filter(batch=batch).values_list("school", flat=True))
    return sorted(set(urns) - named)


def replies_due(viewer: Viewer, on: date) -> QuerySet[Letter]:
    """Released letters whose reply was due by that day and has not come, the longest waiting first."""
    due = letters_visible_to(viewer).filter(state=State.RELEASED, reply_due__lte=on, replies=None)
    return due.order_by("reply_due", "pk")


def mails_set_aside() -> QuerySet[Outgoing]:
    """Mails that were tried often enough without success, with the fault of the last try."""
    return Outgoing.objects.filter(sent_at=None, attempts__gte=TRIES).select_related("letter").order_by("pk")


def _within_reach(viewer: Viewer, kind: str) -> Q:
    reach = viewer.reach(kind)
    if reach == "none":
        return Q(pk=None)
    found = Q(kind=kind)
    if reach == "own":
        found &= Q(school__in=schools_visible_to(viewer, kind))
    if not opens_restricted(viewer.access, roles=viewer.roles, kind=kind):
        found &= Q(restricted=False) | Q(prepared_by=viewer.person)
    return found
