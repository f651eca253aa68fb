"""Telling what was done, with a button that takes it back."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from headway.features.undoing.actions import offer_undo

TAG = "undo"


def offer(request: HttpRequest, kind: str, facts: dict, back: str, words: str, at: datetime) -> None:
    """Say what was done; where it can be taken back, the message carries the button and its seconds."""
    deed = offer_undo(kind=kind, facts=facts, back_to=back, by=request.viewer, at=at)
    seconds = request.viewer.access.undo_seconds
    tags = f"{TAG} {reverse('undo')} {deed.public_id} {seconds}" if deed else ""
    messages.success(request, words, extra_tags=tags)
