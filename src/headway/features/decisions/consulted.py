"""Reads of consultations, the viewer first, and as the rules know them."""

from django.db.models import Count, Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.decisions.models import Consultation, Response
from headway.features.decisions.queries import ALL
from headway.rules import consultations as rule
from headway.rules.permissions import reach

KIND, ANSWERS = "consultations", "consultation-answers"


def consultations_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Consultation]:
    """The consultations the viewer may do the act to: all, or those that were opened; the newest first."""
    rows = Consultation.objects.select_related("made_by", "appraisal").annotate(
        answered=Count("responses"), unthemed=Count("responses", filter=Q(responses__theme=None))
    )
    rows = rows.order_by("-starts_on", "-pk")
    ways = reach(viewer.access, roles=viewer.roles, act=act, kind=KIND)
    if ALL in ways:
        return rows
    return rows.filter(state__in=rule.SEEN) if ways else rows.none()


def open_to(viewer: Viewer) -> QuerySet[Consultation]:
    """The consultations the viewer can answer themselves, for who may."""
    rows = Consultation.objects.filter(state__in=rule.SEEN).order_by("-starts_on", "-pk")
    ways = reach(viewer.access, roles=viewer.roles, act="change", kind=ANSWERS)
    return rows if ways else rows.none()


def responses_visible_to(viewer: Viewer, consultation: Consultation) -> QuerySet[Response]:
    """What was said: all of it, or one's own."""
    rows = consultation.responses.select_related("theme", "body", "quadrant").order_by("given_on", "pk")
    ways = reach(viewer.access, roles=viewer.roles, act="see", kind=ANSWERS)
    if ALL in ways:
        return rows
    return rows.filter(person=viewer.person) if ways else rows.none()


def dates_of(consultation: Consultation) -> rule.Dates:
    """Its dates as the rules know them."""
    return rule.Dates(consultation.starts_on, consultation.ends_on, consultation.publish_by)


def themes_of(consultation: Consultation) -> list[rule.Theme]:
    """Its themes as the rules know them."""
    return [rule.Theme(one.label, one.decision, one.change) for one in consultation.themes.all()]
