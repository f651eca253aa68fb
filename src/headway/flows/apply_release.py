"""Applying a release: decided outside, written in one short transaction, exactly as it was shown."""

from datetime import datetime

from django.db import transaction

from headway.features.releases.actions import mark_applied
from headway.features.releases.models import Release, State
from headway.flows.publications.decided import Decided, Refused
from headway.flows.read_release import decide_again


def apply_release(*, release: Release, by: str, at: datetime, decided: Decided | None = None) -> Release:
    """Write what the release changes. An applied one is left alone.

    `decided` is what was just read; without it the kept file is read again. Raises Refused when the file would now
    change something else than was shown: what is known has changed since, so it has to be looked at again.
    """
    if release.state == State.APPLIED:
        return release
    decided = decided or decide_again(release)
    if decided.change_hash != release.change_hash:
        raise Refused(
            "What is known has changed since this file was read, so it would now change something else than was shown. "
            "Read the file again and look at its changes."
        )
    with transaction.atomic():
        locked = Release.objects.select_for_update().get(pk=release.pk)
        if locked.state == State.APPLIED:
            return locked
        decided.apply(locked)
        mark_applied(release=locked, by=by, at=at)
    return locked
