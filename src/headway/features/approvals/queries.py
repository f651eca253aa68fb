"""Reads of approvals: who may decide, what waits for me, and whether a subject stands approved."""

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.models import Decision, Request, State
from headway.features.approvals.rule import read_rule
from headway.rules.verdict import ALLOWED, Verdict, refuse


def may_decide(request: Request, viewer: Viewer) -> Verdict:
    """Whether this viewer may say yes or no to the request now; the same verdict disables the button."""
    rule = read_rule(request.rule)
    if request.state != State.OPEN:
        return refuse(f"This is settled already: {request.get_state_display().lower()}.")
    if not viewer.roles & set(rule.roles):
        return refuse(f"Your role may not decide this. These roles may: {_labels(viewer, rule.roles)}.")
    if rule.not_oneself and request.asked_by_id == viewer.person.pk:
        return refuse("You asked for this yourself, so somebody else decides it.")
    if Decision.objects.filter(request=request, by=viewer.person).exists():
        return refuse("You have decided this already. It still waits for somebody else.")
    return ALLOWED


def open_requests_for(viewer: Viewer, kinds: list[str]) -> list[Request]:
    """Requests of these kinds that wait for this viewer, oldest first; restricted ones are not listed.

    Two queries whatever their number. The page narrows further by what the viewer may know of.
    """
    waiting = Request.objects.filter(state=State.OPEN, kind__in=kinds, restricted=False)
    waiting = waiting.exclude(decisions__by=viewer.person).order_by("asked_at", "pk")
    return [request for request in waiting.select_related("asked_by") if may_seem_open(request, viewer)]


def may_seem_open(request: Request, viewer: Viewer) -> bool:
    """Whether rule and role let the viewer decide, with no query: for lists that left out what they decided."""
    rule = read_rule(request.rule)
    oneself = rule.not_oneself and request.asked_by_id == viewer.person.pk
    return bool(viewer.roles & set(rule.roles)) and not oneself


def requests_about(kind: str, origin_kind: str, origin_id: object) -> QuerySet[Request]:
    """Requests of this kind about one subject, newest first, with their decisions."""
    about = Request.objects.filter(kind=kind, origin_kind=origin_kind, origin_id=str(origin_id))
    return about.order_by("-asked_at", "-pk").prefetch_related("decisions__by")


def granted_request(public_id: str) -> Request | None:
    """The request of this id when it was granted, else None."""
    return Request.objects.filter(public_id=public_id, state=State.GRANTED).first() if public_id else None


def _labels(viewer: Viewer, roles: tuple[str, ...]) -> str:
    known = viewer.access.roles
    return ", ".join(known[role].label if role in known else role for role in roles)
