"""What the views of consultations share: finding one, its policy, and the way back to it."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from headway.features.decisions.consulted import consultations_visible_to
from headway.features.decisions.models import Consultation
from headway.features.policies.queries import typed
from headway.kit.figures import Link
from headway.rules.consultation_policy import ConsultationPolicy

CRUMB = Link("Consultations", "/consultations/")


def policy_of(request: HttpRequest) -> ConsultationPolicy:
    """The policy of consultations on the viewer's day."""
    return typed("consultations", request.viewer.on)


def found_consultation(request: HttpRequest, key: str, act: str = "see") -> Consultation:
    """The consultation, or 404 where the viewer may not do the act to it."""
    row = consultations_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def consultation_href(consultation: Consultation, name: str = "consultation", *more: str) -> str:
    """Where a page of the consultation is."""
    return reverse(name, args=[consultation.public_id, *more])


def crumbs_of(consultation: Consultation) -> tuple[Link, ...]:
    """The way back to the consultation."""
    return (CRUMB, Link(consultation.title, consultation_href(consultation)))
