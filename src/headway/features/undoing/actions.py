"""Writes of deeds: offered when done, marked when taken back."""

from datetime import datetime, timedelta

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.undoing.models import Deed
from headway.rules.verdict import Refused


@transaction.atomic
def offer_undo(*, kind: str, facts: dict, back_to: str, by: Viewer, at: datetime) -> Deed | None:
    """Let what was just done be taken back for the seconds of the access policy; None where it has none.

    Everybody's deeds whose time is over by a day are dropped on the way: what they hold may be personal.
    """
    seconds = by.access.undo_seconds
    if not seconds:
        return None
    Deed.objects.filter(until__lt=at - timedelta(days=1)).delete()
    return Deed.objects.create(
        person=by.person,
        kind=kind,
        facts=facts,
        back_to=back_to,
        done_at=at,
        until=at + timedelta(seconds=seconds),
    )


@transaction.atomic
def take_back(*, deed: Deed, by: Viewer, at: datetime) -> Deed:
    """Mark a deed as taken back, once, in the transaction that takes it back; Refused when it is too late."""
    held = Deed.objects.select_for_update().get(pk=deed.pk, person=by.person)
    if held.undone_at:
        raise Refused("This was taken back already.")
    if at > held.until:
        seconds = round((held.until - held.done_at).total_seconds())
        raise Refused(
            f"The {seconds} seconds in which this could be taken back are over. Change it back by hand."
        )
    held.undone_at = at
    held.save(update_fields=["undone_at"])
    record(action=f"undo_{held.kind}", subject_kind="deed", subject_id=held.public_id, at=at, by=by.id)
    return held
