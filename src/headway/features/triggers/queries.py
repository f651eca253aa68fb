"""Reads of ticked triggers. They are part of how a category comes about, and open to who may see it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to, schools_visible_to
from headway.features.triggers.models import Trigger
from headway.rules.triggers import Tick
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

KIND = "categories"


def may_tick_at(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may tick and end triggers of this school: an officer who may judge its category."""
    staff = ALLOWED if viewer.is_staff else refuse("Officers of the authority tick triggers.")
    return first_refusal(viewer.may(KIND, "change", relations_to(viewer, school)), staff)


def triggers_of(viewer: Viewer, school: School) -> QuerySet[Trigger]:
    """The triggers ever ticked at a school, the latest end first; none for people outside the authority."""
    rows = Trigger.objects.filter(school=school, school__in=schools_visible_to(viewer, KIND))
    rows = rows if viewer.is_staff else rows.none()
    return rows.select_related("school", "ticked_by", "ended_by").order_by("-valid_until", "-pk")


def ticks_of_schools(urns: Iterable[int]) -> dict[int, dict[str, tuple[Tick, ...]]]:
    """URN to trigger to its ticks; one query."""
    found: dict[int, dict[str, tuple[Tick, ...]]] = {}
    for row in Trigger.objects.filter(school__in=urns).order_by("valid_from", "pk"):
        held = found.setdefault(row.school_id, {})
        held[row.key] = (*held.get(row.key, ()), as_tick(row))
    return found


def as_tick(row: Trigger) -> Tick:
    """A stored trigger as the rules read it."""
    assert row.valid_until is not None
    return Tick(row.valid_from, row.valid_until, row.evidence, row.link)
