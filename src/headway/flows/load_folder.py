"""Loading a folder of published files: the newest of each kind, in the order they need each other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from headway.features.releases.models import Release, State
from headway.flows.apply_release import apply_release
from headway.flows.publications.kinds import DECIDERS
from headway.flows.read_release import read_release
from headway.kit.words import day_words
from headway.publicdata.faults import Unreadable
from headway.publicdata.recognise import FileKind, Found, scan
from headway.rules.verdict import Refused

MOST_NAMED = 3  # files not recognised that a refusal names, since one of them may be the one that is needed


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file of the folder: the release it became, or the words that say why not."""

    path: Path
    kind: str
    release: Release | None
    words: str


def load_folder(
    *,
    folder: Path,
    authority: str,
    by: str,
    at: datetime,
    needed: tuple[FileKind, ...] = (FileKind.GIAS_REGISTER,),
    tell: Callable[[str], None] = lambda words: None,
) -> list[Loaded]:
    """Read and apply every kind found, each release in a transaction of its own; the others are listed with why not.

    A file without a day in its name counts as published on the day it was last written, and its words say so. Raises
    Refused when a needed kind is not there or cannot be used; Unreadable when there is no such folder.
    """
    found = scan(folder)
    loaded = [_passed_over(item) for item in found if item.kind not in DECIDERS or not item.is_newest]
    for kind in DECIDERS:
        item = next((f for f in found if f.kind == kind and f.is_newest), None)
        if item is None:
            continue
        tell(f"reading {item.path.name}")
        loaded.append(_load(item, authority=authority, by=by, at=at))
    for kind in needed:
        _refuse_without(kind, loaded, folder)
    return loaded


def _load(item: Found, *, authority: str, by: str, at: datetime) -> Loaded:
    kind = str(item.kind)
    day = item.published_on or datetime.fromtimestamp(item.path.stat().st_mtime, tz=UTC).date()
    taken = (
        ""
        if item.published_on
        else f"; no day in its name, so taken as published on {day_words(day)}, when it was written"
    )
    try:
        release, decided = read_release(
            path=item.path, name=item.path.name, authority=authority, published_on=day, by=by, at=at
        )
        if release.state == State.APPLIED:
            return Loaded(item.path, kind, release, f"applied before, nothing to change{taken}")
        applied = apply_release(release=release, by=by, at=at, decided=decided)
        return Loaded(item.path, kind, applied, f"applied: {counts_words(applied.counts)}{taken}")
    except (Refused, Unreadable) as fault:
        return Loaded(item.path, kind, None, str(fault))


def counts_words(counts: dict[str, int]) -> str:
    """The counts of a release in one line, those of nothing left out."""
    return ", ".join(f"{number:,} {word}" for word, number in counts.items() if number) or "nothing changed"


def _passed_over(item: Found) -> Loaded:
    words = item.words or "Recognised, and not used yet."
    return Loaded(item.path, str(item.kind or ""), None, words)


def _refuse_without(kind: FileKind, loaded: list[Loaded], folder: Path) -> None:
    of_kind = [item for item in loaded if item.kind == kind.value]
    if any(item.release for item in of_kind):
        return
    unknown = [item for item in loaded if not item.kind]
    why = " ".join(item.words for item in of_kind) or " ".join(
        [f"There is none in {folder}.", *(f"{item.path.name}: {item.words}" for item in unknown[:MOST_NAMED])]
    )
    raise Refused(f"A file of the kind {kind.value.replace('_', ' ')} is needed. {why}")
