"""An authority that is renamed, given another code or merged between two registers: what happens to it, in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from headway.features.releases.actions import FaultWords
from headway.features.schools.models import Authority, School
from headway.features.schools.queries import OPEN_STATUSES, own_authority
from headway.kit.words import count_words
from headway.publicdata.gias_rows import SchoolRow
from headway.rules.authorities import GONE, OTHER, RECODED, RENAMED, SAME, TAKEN_OVER, Named, became_of
from headway.rules.verdict import Refused

COLUMN = "LA (name)"
HOLDS_NONE = (
    "The register holds no state-funded school of “{wanted}”. Give the authority's name as the register writes it, or a "
    "register that holds its schools."
)
ANOTHERS = (
    "This installation serves {held}; it takes no files for “{wanted}”. Name {held}, or use an installation of its own for "
    "another authority."
)
GONE_WORDS = (
    "The register holds nothing of “{held}” any more. Of its {number} open schools, {where}. If it was merged or renamed, "
    "give this file again for the authority that took its place; nothing was changed and no school was closed."
)
RENAMED_WORDS = (
    "The register calls the authority “{new}” now; it was “{held}”. Its code is {code} as before, so the same schools stay, "
    "and nothing is closed. Name it “{new}” from the next file on."
)
RECODED_WORDS = (
    "The register gives {held} the code {new} now; it was {code}. {moved} move with it. {left} under the old code, "
    "are kept, and are listed as the authority's no longer. Nothing is closed for that reason."
)
TAKEN_WORDS = (
    "{new} (code {code}) took the place of {held}: {moved} of its schools stand under it now, and {more} come with it. "
    "Categories, partnerships and records of ours stay with their schools. {left} elsewhere, are kept, and are listed as the "
    "authority's no longer. Nothing is closed for that reason."
)


@dataclass(frozen=True, slots=True)
class Ours:
    """Which rows of a register are the authority's, its code and name there, and what is to be told of a change."""

    rows: tuple[SchoolRow, ...]
    code: str
    name: str
    faults: tuple[FaultWords, ...] = ()


def refuse_other_authority(authority: str) -> None:
    """An installation serves one authority: files are read for it and for no other."""
    own = own_authority()
    if own and own.name.casefold() != authority.casefold():
        raise Refused(ANOTHERS.format(held=own.name, wanted=authority))


def our_rows(rows: Sequence[SchoolRow], wanted: str) -> Ours:
    """The authority's rows of a register read for `wanted`. Refused, in words, where the register has none of them, and for
    another authority's file."""
    own = own_authority()
    called = [row for row in rows if row.la_name.casefold() == wanted.casefold()]
    if own is None or not rows:
        return _by_name(called, wanted)
    held = Named(own.code, own.name)
    standing = _standing(rows, own)
    became = became_of(held, wanted, Counter(_named(row) for row in rows), standing)
    if became == OTHER:
        refuse_other_authority(wanted)
    if became == GONE:
        raise Refused(_gone(held, standing) if standing else HOLDS_NONE.format(wanted=wanted))
    if became == RENAMED:
        called = [row for row in rows if row.la_code == held.code]
    ours = _by_name(called, wanted)
    if became == SAME:
        return ours
    return Ours(
        ours.rows, ours.code, ours.name, (FaultWords(None, COLUMN, _told(became, held, ours, own), False),)
    )


def _by_name(called: Sequence[SchoolRow], wanted: str) -> Ours:
    if not called:
        raise Refused(HOLDS_NONE.format(wanted=wanted))
    counts = Counter(_named(row) for row in called)
    most = max(sorted(counts, key=lambda one: (one.code, one.name)), key=lambda one: counts[one])
    return Ours(tuple(called), most.code, most.name)


def _named(row: SchoolRow) -> Named:
    return Named(row.la_code, row.la_name)


def _standing(rows: Sequence[SchoolRow], own: Authority) -> Counter[Named]:
    """Under which authority the schools stand that we hold as our own and as open."""
    ours = School.objects.filter(authority=own, status_code__in=OPEN_STATUSES)
    urns = set(ours.values_list("urn", flat=True))
    return Counter(_named(row) for row in rows if row.urn in urns)


def _gone(held: Named, standing: Counter[Named]) -> str:
    where = " and ".join(
        f"{number} stand under “{one.name}” (code {one.code})" for one, number in standing.most_common()
    )
    return GONE_WORDS.format(held=held.name, number=sum(standing.values()), where=where)


def _told(became: str, held: Named, ours: Ours, own: Authority) -> str:
    before = set(School.objects.filter(authority=own).values_list("urn", flat=True))
    now = {row.urn for row in ours.rows if row.la_code == ours.code}
    stay = len(before - now)
    left = f"{count_words(stay, 'school')} {'stays' if stay == 1 else 'stay'}"
    if became == RENAMED:
        return RENAMED_WORDS.format(new=ours.name, held=held.name, code=held.code)
    if became == RECODED:
        moved = count_words(len(before & now), "school")
        return RECODED_WORDS.format(held=held.name, new=ours.code, code=held.code, moved=moved, left=left)
    assert became == TAKEN_OVER
    return TAKEN_WORDS.format(
        new=ours.name,
        code=ours.code,
        held=held.name,
        moved=len(before & now),
        more=count_words(len(now - before), "school"),
        left=left,
    )
