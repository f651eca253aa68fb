"""Writes of what can be found. Features call these in the transaction that changes the thing itself and is audited."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from headway.features.search.models import Entry, Gram, Kind
from headway.features.search.words import all_grams, plain_words

BATCH = 1000
LONGEST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Findable:
    """A thing by its key: the words shown, a second line, and more words it is found by but which are not shown."""

    key: str
    title: str
    detail: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the things of a kind come from: all rows that can be found, and how one of them is told."""

    kind: Kind
    rows: Callable[[], QuerySet[Any]]
    told: Callable[[Any], Findable]

    def things(self) -> list[Findable]:
        """Every thing once; where two rows tell of the same thing, the later one."""
        return list({thing.key: thing for thing in map(self.told, self.rows())}.values())


def find_again(source: Source, *rows: Model) -> None:
    """Let these rows be found by what is stored of them now, whatever the caller holds in hand."""
    stored = source.rows().filter(pk__in=[row.pk for row in rows])
    make_findable(source.kind, map(source.told, stored))


def make_findable(kind: Kind, things: Iterable[Findable]) -> None:
    """Let these things of a kind be found by their present words; what they were found by before is dropped."""
    wanted = {thing.key: _entry(kind, thing) for thing in things}
    known = {entry.key: entry for entry in _of(kind, wanted)}
    changed = [entry for key, entry in wanted.items() if key not in known or not _same(entry, known[key])]
    Entry.objects.filter(pk__in=[known[e.key].pk for e in changed if e.key in known]).delete()
    made = Entry.objects.bulk_create(changed, batch_size=BATCH)
    rows = [Gram(gram=gram, kind=kind, entry=entry) for entry in made for gram in _grams(entry)]
    Gram.objects.bulk_create(rows, batch_size=BATCH * 5)


def forget_findable(kind: Kind, keys: Iterable[str]) -> None:
    """Let these things be found no longer."""
    for part in _parts(list(keys)):
        Entry.objects.filter(kind=kind, key__in=part).delete()


def replace_findable(kind: Kind, things: Iterable[Findable]) -> None:
    """Let exactly these things of a kind be found."""
    wanted = list(things)
    known = set(Entry.objects.filter(kind=kind).values_list("key", flat=True))
    forget_findable(kind, known - {thing.key for thing in wanted})
    make_findable(kind, wanted)


def _of(kind: Kind, wanted: dict[str, Entry]) -> list[Entry]:
    found: list[Entry] = []
    for part in _parts(list(wanted)):
        found.extend(Entry.objects.filter(kind=kind, key__in=part))
    return found


def _parts(keys: list[str]) -> list[list[str]]:
    return [keys[at : at + BATCH] for at in range(0, len(keys), BATCH)]


def _entry(kind: Kind, thing: Findable) -> Entry:
    words = " ".join(dict.fromkeys(plain_words(f"{thing.title} {thing.also}")))
    return Entry(
        kind=kind,
        key=thing.key,
        title=thing.title[:200],
        detail=thing.detail[:200],
        words=words[:LONGEST_WORDS],
    )


def _same(one: Entry, other: Entry) -> bool:
    return (one.title, one.detail, one.words) == (other.title, other.detail, other.words)


def _grams(entry: Entry) -> set[str]:
    return all_grams(entry.words.split())
