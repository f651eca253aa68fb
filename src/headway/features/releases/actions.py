"""Writes of releases: keep what was read of a published file, and mark it applied."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.files.models import StoredFile
from headway.features.releases.findable import findable_release
from headway.features.releases.models import ChangeList, Fault, Release, State
from headway.features.search.actions import make_findable
from headway.features.search.models import Kind


@dataclass(frozen=True, slots=True)
class FaultWords:
    """A fault as it is stored: row and column may be unknown; `urn` names a school that an officer has to settle."""

    row: int | None
    column: str
    words: str
    serious: bool
    urn: int | None = None


@dataclass(frozen=True, slots=True)
class ReadRelease:
    """What reading a published file gave: counts {word: number}, changes as plain values and their hash."""

    kind: str
    authority_name: str
    title: str
    source: str
    licence: str
    published_on: date
    rows_read: int
    rows_taken: int
    counts: dict[str, int]
    changes: list[Any]
    change_hash: str
    history: bool = False
    faults: tuple[FaultWords, ...] = field(default=())


@transaction.atomic
def keep_release(*, read: ReadRelease, file: StoredFile, by: str, at: datetime) -> Release:
    """Store what was read. The same file again renews its release; an applied one only when it would now change more."""
    known = Release.objects.select_for_update().filter(kind=read.kind, file=file).first()
    if known and known.state == State.APPLIED and not read.changes:
        return known
    values = {
        "title": read.title,
        "authority_name": read.authority_name,
        "source": read.source,
        "licence": read.licence,
        "published_on": read.published_on,
        "history": read.history,
        "rows_read": read.rows_read,
        "rows_taken": read.rows_taken,
        "counts": read.counts,
        "change_hash": read.change_hash,
        "read_at": at,
        "read_by": by,
        "state": State.READ,
    }
    release, _ = Release.objects.update_or_create(kind=read.kind, file=file, defaults=values)
    make_findable(Kind.RELEASE, [findable_release(release)])
    ChangeList.objects.update_or_create(release=release, defaults={"lines": read.changes})
    release.faults.all().delete()
    Fault.objects.bulk_create(
        Fault(
            release=release,
            row=f.row,
            urn=f.urn,
            column=f.column[:120],
            words=f.words[:500],
            serious=f.serious,
        )
        for f in read.faults
    )
    _record("read_release", release, by=by, at=at)
    return release


@transaction.atomic
def mark_applied(*, release: Release, by: str, at: datetime) -> None:
    """Mark a release as applied; its event tells the counts and the hash of its changes."""
    release.state, release.applied_at, release.applied_by = State.APPLIED, at, by
    release.version += 1
    release.save()
    _record("apply_release", release, by=by, at=at)


def settle_faults(*, urn: int, column: str, words: str) -> int:
    """Mark what stands open about a school in this column as settled, in every release; the number settled.

    The flow that settles the matter holds the transaction and records the event.
    """
    return Fault.objects.filter(urn=urn, column=column, settled="").update(settled=words[:300])


def _record(action: str, release: Release, *, by: str, at: datetime) -> None:
    after = {
        "kind": release.kind,
        "file": release.file.sha256,
        "counts": release.counts,
        "change_hash": release.change_hash,
    } | ({"history": True} if release.history else {})
    record(action=action, subject_kind="release", subject_id=release.public_id, at=at, by=by, after=after)
