"""Reads of audit: the history of one subject, and the check of the whole chain."""

from dataclasses import dataclass

from django.db.models import QuerySet

from headway.features.audit.chain import link_hash
from headway.features.audit.models import ChainHead, Event

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: the event's number and what is wrong there."""

    number: int
    words: str


def events_of(subject_kind: str, subject_id: object) -> QuerySet[Event]:
    """Events of one subject, newest first."""
    return Event.objects.filter(subject_kind=subject_kind, subject_id=str(subject_id)).order_by("-number")


def count_events() -> int:
    """How many events the audit holds."""
    return Event.objects.count()


def breaks_in_the_chain() -> list[Break]:
    """Every edit, deletion, insertion or swap, with the number where it shows; empty when the chain holds."""
    found: list[Break] = []
    previous, number = START, 0
    for event in Event.objects.order_by("number").iterator():
        if event.number != number + 1:
            found.append(Break(number + 1, f"events {number + 1} to {event.number - 1} are missing"))
        elif event.previous_hash != previous:
            found.append(Break(event.number, "does not follow the event before it"))
        if link_hash(event) != event.hash:
            found.append(Break(event.number, "was changed after it was written"))
        previous, number = event.hash, event.number
    head = ChainHead.objects.filter(pk=1).first()
    if head is None and number:
        found.append(Break(number, "the head of the chain is missing"))
    if head is not None and head.number > number:
        found.append(Break(number + 1, f"events {number + 1} to {head.number} are missing at the end"))
    elif head is not None and head.hash != previous:
        found.append(Break(number, "is not the event the head of the chain points to"))
    return found
