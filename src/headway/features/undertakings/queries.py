"""Reads of undertakings."""

from django.db.models import Prefetch, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.schools.queries import relations_to
from headway.features.undertakings.models import Redating, RedatingState, Undertaking
from headway.rules.verdict import ALLOWED, Verdict

KIND = "undertakings"


def with_history(rows: QuerySet[Undertaking]) -> QuerySet[Undertaking]:
    """The same undertakings with owner, new dates, reports and criteria: four queries however many there are."""
    dates = Prefetch("redatings", Redating.objects.select_related("decided_by", "asked_by"))
    return rows.select_related("owner", "override_by").prefetch_related(dates, "reports__by", "criteria")


def dates_waiting(rows: QuerySet[Undertaking]) -> QuerySet[Redating]:
    """New dates asked for of these undertakings that nobody has decided."""
    waiting = Redating.objects.filter(undertaking__in=rows, state=RedatingState.WAITING)
    return waiting.select_related("undertaking", "asked_by").order_by("asked_at", "pk")


def may_act_on(viewer: Viewer, row: Undertaking, through: Verdict) -> Verdict:
    """Whether the viewer may report on it: as its owner, by a tie to its school, or `through` what it belongs to."""
    if through:
        return ALLOWED
    own = row.owner_id == viewer.person.pk
    relations = frozenset({"own"}) if own else frozenset()
    if row.school and not own:
        relations = relations_to(viewer, row.school)
    return viewer.may(KIND, "change", relations)
