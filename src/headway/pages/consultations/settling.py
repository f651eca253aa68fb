"""Views that move a consultation on: opened, closed, published."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.decisions.actions import consulting as deeds
from headway.flows.consultation_days import days_in_term
from headway.pages.answering import press
from headway.pages.consultations.finding import consultation_href, found_consultation


def open_it(request: HttpRequest, key: str) -> HttpResponse:
    """Open it."""
    found = found_consultation(request, key, "change")
    within = days_in_term(found.audiences, found.ends_on, found.publish_by)

    def act() -> None:
        deeds.open_consultation(consultation=found, in_term=within, by=request.viewer, at=timezone.now())

    return press(request, act, "The consultation is open.", consultation_href(found))


def close(request: HttpRequest, key: str) -> HttpResponse:
    """Close it."""
    found = found_consultation(request, key, "change")

    def act() -> None:
        deeds.close_consultation(consultation=found, by=request.viewer, at=timezone.now())

    return press(request, act, "The consultation is closed.", consultation_href(found))


def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Publish what was said and what was made of it."""
    found = found_consultation(request, key, "approve")

    def act() -> None:
        deeds.publish_consultation(consultation=found, by=request.viewer, at=timezone.now())

    return press(request, act, "The result is published.", consultation_href(found))
