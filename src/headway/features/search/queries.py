"""Reads of what can be found. The caller says which things of each kind the viewer may see."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from headway.features.search.models import Entry, Gram, Kind
from headway.features.search.words import all_grams, fit, plain_words, telling_words

# Candidates weighed for one search; what fits less than this is not shown.
CANDIDATES = 150
LEAST_FIT = 0.55
LEAST_SHARE = 0.34
EVERYTHING = None
# Whoever types the name of a school wants the school first.
NAMED_AFTER_A_SCHOOL = frozenset({Kind.BOARD, Kind.NOTE, Kind.YEARLY, Kind.AGREEMENT})
COLUMNS = ("kind", "key", "title", "detail", "words")

Row = tuple[str, str, str, str, str]

# Kind to what gives the keys the viewer may see, as a query of one column; EVERYTHING: all of the kind. A kind left out:
# none.
Scope = Mapping[Kind, Callable[[], QuerySet] | None]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, and how well it fits, 0 to 1."""

    kind: Kind
    key: str
    title: str
    detail: str
    fit: float


def things_called(typed: str, scope: Scope, *, first: frozenset[str] = frozenset()) -> list[Hit]:
    """What the viewer may see that is called like this, best first; `first`: keys to prefer among equals.

    Two queries. Nothing is found by fewer than two letters or figures.
    """
    telling = telling_words(typed)
    grams = all_grams(telling)
    if not telling or not scope:
        return []
    all_words = [word for word in plain_words(typed) if len(word) > 1]
    hits = [_hit(row, telling, all_words) for row in _candidates(grams, scope)]
    found = [hit for hit in hits if hit.fit >= LEAST_FIT]
    return sorted(
        found,
        key=lambda hit: (
            -round(hit.fit, 2),
            hit.kind in NAMED_AFTER_A_SCHOOL,
            hit.key not in first,
            hit.title,
            hit.key,
        ),
    )


def _candidates(grams: set[str], scope: Scope) -> list[Row]:
    least = max(1, round(len(grams) * LEAST_SHARE))
    kinds = _kinds_with(grams, least, scope)
    found = {kind: keys for kind, keys in scope.items() if kind in kinds}
    if not found:
        return []
    shared = _sharing(grams, least, _within(found)).order_by("-shared", "entry").values("entry")[:CANDIDATES]
    return list(Entry.objects.filter(pk__in=shared).values_list(*COLUMNS))


def _kinds_with(grams: set[str], least: int, scope: Scope) -> frozenset[str]:
    """Kinds of which anything shares enough: only these are narrowed to what the viewer may see, which costs most."""
    rows = _sharing(grams, least, Q(kind__in=list(scope))).order_by()
    return frozenset(rows.values_list("kind", flat=True).distinct())


def _sharing(grams: set[str], least: int, within: Q) -> QuerySet:
    rows = Gram.objects.filter(within, gram__in=grams).values("entry", "kind")
    return rows.annotate(shared=Count("gram")).filter(shared__gte=least)


def _within(scope: Scope) -> Q:
    wide = [kind for kind, keys in scope.items() if keys is EVERYTHING]
    within = Q(kind__in=wide)
    for kind, keys in scope.items():
        if keys is not EVERYTHING:
            within |= Q(kind=kind, entry__in=Entry.objects.filter(kind=kind, key__in=keys()).values("pk"))
    return within


def _hit(row: Row, telling: list[str], typed: list[str]) -> Hit:
    kind, key, title, detail, found_by = row
    words = found_by.split()
    # Common words are weighed a little, so that “Elm Primary” stands before “Elm Junior”.
    weighed = 0.9 * fit(telling, words) + 0.1 * fit(typed, words)
    return Hit(Kind(kind), key, title, detail, weighed)
