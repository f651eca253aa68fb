"""Reading a published file: what it is, what it would change and every fault, kept to be looked at first."""

import mimetypes
from datetime import date, datetime
from pathlib import Path

from headway.features.files.actions import keep, path_of
from headway.features.policies.queries import typed
from headway.features.releases.actions import ReadRelease, keep_release
from headway.features.releases.models import Release
from headway.features.releases.queries import latest_applied
from headway.features.schools.models import Authority, Neighbour, School
from headway.flows.publications.decided import Decided, Refused, Scope
from headway.flows.publications.kinds import DECIDERS
from headway.publicdata.recognise import KIND_FACTS, FileKind, recognise


def read_release(
    *, path: Path, name: str, authority: str, published_on: date, by: str, at: datetime
) -> tuple[Release, Decided]:
    """Read one file and store it with what it would change; nothing else is written.

    The kind is told by the header. Raises Refused or Unreadable, in words, with nothing kept.
    """
    kind = recognise(path)
    if kind not in DECIDERS:
        raise Refused(
            f"“{name}” is not one of the published files that are applied: "
            f"{', '.join(KIND_FACTS[k].title for k in DECIDERS)}."
        )
    refuse_older(kind, published_on, name)
    decided = DECIDERS[kind](path, scope_of(authority))
    facts = KIND_FACTS[kind]
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = keep(content=path.read_bytes(), name=name, content_type=content_type, at=at)
    read = ReadRelease(
        kind=kind.value,
        title=facts.title,
        source=f"{facts.publisher}, {name}",
        licence=facts.licence,
        published_on=published_on,
        rows_read=decided.rows_read,
        rows_taken=decided.rows_taken,
        counts=decided.counts,
        changes=decided.changes,
        change_hash=decided.change_hash,
        faults=decided.faults,
    )
    return keep_release(read=read, file=file, by=by, at=at), decided


def decide_again(release: Release) -> Decided:
    """What a kept file would change now, read from the kept bytes."""
    own = Authority.objects.filter(own=True).first()
    authority = own.name if own else ""
    return DECIDERS[FileKind(release.kind)](path_of(release.file.sha256), scope_of(authority))


def refuse_older(kind: FileKind, published_on: date, name: str) -> None:
    """The newest file of a kind wins: an older one than the applied is refused."""
    newest = latest_applied(kind.value)
    if newest and newest.published_on > published_on:
        raise Refused(
            f"“{name}” is of {published_on:%d.%m.%Y}, and a newer file of {newest.published_on:%d.%m.%Y} is applied "
            "already. The newest wins; nothing was changed."
        )


def scope_of(authority: str) -> Scope:
    """Whose data are wanted, from what is known so far: before the first register, the authority's name only."""
    own = Authority.objects.filter(name__iexact=authority).first()
    code = own.code if own else ""
    urns = School.objects.filter(authority_id=code).values_list("urn", flat=True) if code else []
    neighbours = Neighbour.objects.filter(authority_code=code).order_by("rank")
    return Scope(
        authority=authority,
        code=code,
        urns=frozenset(urns),
        neighbours=tuple(neighbours.values_list("neighbour_code", flat=True)),
        series={m.area_series: m.key for m in typed("measures").measures if m.area_series},
    )
