"""Loading a folder of published files: the newest of each kind, in the order they need each other."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from headway.features.releases.models import Release, State
from headway.flows.apply_release import apply_release
from headway.flows.publications.decided import HoldsNone
from headway.flows.publications.kinds import DECIDERS, HAVE_HISTORY
from headway.flows.read_release import read_release
from headway.kit.words import day_words
from headway.publicdata.faults import Unreadable
from headway.publicdata.recognise import NOT_TAKEN, FileKind, Found, scan
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
    history: bool = False,
) -> list[Loaded]:
    """Read and apply every kind found, each release in a transaction of its own; the others are listed with why not.

    Where the newest file of a kind is about other authorities, the next is tried. `history`: older files are read too,
    and only the years of which nothing is held are taken from them.

    A file without a day in its name counts as published on the day it was last written, and its words say so. Raises
    Refused when a needed kind is not there or cannot be used; Unreadable when there is no such folder.
    """
    found = scan(folder)
    loaded = [_passed_over(item) for item in found if item.kind not in DECIDERS]
    for kind in DECIDERS:
        served = False
        for item in (one for one in found if one.kind == kind):
            if served and not (history and kind in HAVE_HISTORY):
                loaded.append(_passed_over(item))
                continue
            tell(f"reading {item.path.name}")
            outcome, of_others = _load(item, authority=authority, by=by, at=at, history=history)
            loaded.append(outcome)
            served = served or not of_others
    for kind in needed:
        _refuse_without(kind, loaded, folder)
    return loaded


def _load(item: Found, *, authority: str, by: str, at: datetime, history: bool) -> tuple[Loaded, bool]:
    """What became of a file, and whether it is about other authorities."""
    kind = str(item.kind)
    day = item.published_on or datetime.fromtimestamp(item.path.stat().st_mtime, tz=UTC).date()
    taken = (
        ""
        if item.published_on
        else f"; no day in its name, so taken as published on {day_words(day)}, when it was written"
    )
    try:
        release, decided = read_release(
            path=item.path,
            name=item.path.name,
            authority=authority,
            published_on=day,
            by=by,
            at=at,
            history=history,
        )
        if release.state == State.APPLIED:
            return Loaded(item.path, kind, release, f"applied before, nothing to change{taken}"), False
        applied = apply_release(release=release, by=by, at=at, decided=decided, history=history)
        return Loaded(item.path, kind, applied, f"applied: {counts_words(applied.counts)}{taken}"), False
    except (Refused, Unreadable) as fault:
        return Loaded(item.path, kind, None, str(fault)), isinstance(fault, HoldsNone)


def counts_words(counts: dict[str, int]) -> str:
    """The counts of a release in one line, those of nothing left out."""
    return ", ".join(f"{number:,} {word}" for word, number in counts.items() if number) or "nothing changed"


def _passed_over(item: Found) -> Loaded:
    not_taken = NOT_TAKEN.get(item.kind, "") if item.kind else ""
    return Loaded(item.path, str(item.kind or ""), None, not_taken or item.words)


def _refuse_without(kind: FileKind, loaded: list[Loaded], folder: Path) -> None:
    of_kind = [item for item in loaded if item.kind == kind.value]
    if any(item.release for item in of_kind):
        return
    unknown = [item for item in loaded if not item.kind]
    why = " ".join(item.words for item in of_kind) or " ".join(
        [f"There is none in {folder}.", *(f"{item.path.name}: {item.words}" for item in unknown[:MOST_NAMED])]
    )
    raise Refused(f"A file of the kind {kind.value.replace('_', ' ')} is needed. {why}")
