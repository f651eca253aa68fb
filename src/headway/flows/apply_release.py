"""Applying a release: decided outside, written in one short transaction, exactly as it was shown."""

from datetime import datetime

from django.db import transaction

from headway.features.releases.actions import mark_applied
from headway.features.releases.models import Release, State
from headway.features.releases.queries import applications
from headway.flows.publications.decided import Decided, hash_of
from headway.flows.read_release import decide_again, refuse_older
from headway.publicdata.recognise import FileKind
from headway.rules.verdict import Refused

MOVED = (
    "What is known has changed since this file was read, so it would now change something else than was shown. "
    "Read the file again and look at its changes."
)
ALTERED = (
    "The stored list of changes is not the one that was shown when the file was read: it was altered since. "
    "Nothing was applied. Read the file again, and tell whoever keeps the database."
)


def apply_release(
    *, release: Release, by: str, at: datetime, decided: Decided | None = None, history: bool = False
) -> Release:
    """Write what the release changes. An applied one is left alone; `history` as where it was read,
    which the release itself remembers.

    `decided` is what was just read; without it the kept file is read again. Raises Refused when the stored list was
    altered, when a newer file of its kind is applied, or when the file would now change something else than was shown.
    """
    if release.state == State.APPLIED:
        return release
    if hash_of(release.changes) != release.change_hash:
        raise Refused(ALTERED)
    history = history or release.history
    decided = decided or decide_again(release, history=history)
    with transaction.atomic():
        locked = _locked(release)
        if locked.state == State.APPLIED:
            return locked
        refuse_older(FileKind(locked.kind), locked.published_on, locked.file.name, history=history)
        if decided.change_hash != locked.change_hash or decided.applications != applications():
            raise Refused(MOVED)
        decided.apply(locked)
        mark_applied(release=locked, by=by, at=at)
    return locked


def _locked(release: Release) -> Release:
    """The release as it stands now, with every release locked: applying is one at a time, whatever the file."""
    list(Release.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    return Release.objects.get(pk=release.pk)
