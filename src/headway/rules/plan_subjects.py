"""Two priorities in one row: which action is proposed for which of them, and the reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from headway.rules.plan_reading_policy import Subject

# The title that leads and the words that make it lead; where an action stands and which title it was proposed for.
_Leading = tuple[int, tuple[str, ...]] | None
_Decided = tuple[int, int] | None
_LEAST_LETTERS = 5  # of a title's own words, where no subject of the policy is its


def propose_rows(
    titles: Sequence[str], actions: Sequence[str], subjects: Sequence[Subject]
) -> tuple[tuple[int, str], ...]:
    """For each action of a cell the place of the proposed title, from 0, and why.

    The title with most subject words in the action is proposed. Where none leads, the action goes with the one above it in
    the cell, for a cell lists its subjects one after the other; before the first that is decided, with that one.
    """
    terms = [_terms_of(title, titles, subjects) for title in titles]
    leading = [_leading(action, terms) for action in actions]
    numbered = list(enumerate(leading))
    above, below = _nearest(numbered), _nearest(reversed(numbered))[::-1]
    return tuple(_with_reason(*beside, actions, titles) for beside in zip(leading, above, below, strict=True))


def _nearest(numbered: Iterable[tuple[int, _Leading]]) -> list[_Decided]:
    """For each action in turn the last one met that its own words decide."""
    known: _Decided = None
    met = []
    for place, leading in numbered:
        known = known if leading is None else (place, leading[0])
        met.append(known)
    return met


def _terms_of(title: str, titles: Sequence[str], subjects: Sequence[Subject]) -> tuple[str, ...]:
    """The words that speak for a title: its subjects', else its own longer words that no other title has."""
    found = [
        term
        for subject in subjects
        if any(_holds(title, word) for word in subject.titles)
        for term in subject.words
    ]
    if found:
        return tuple(dict.fromkeys(found))
    others = " ".join(other for other in titles if other != title)
    own = re.findall(r"\w+", title)
    return tuple(word for word in own if len(word) >= _LEAST_LETTERS and not _holds(others, word))


def _leading(action: str, terms: Sequence[Sequence[str]]) -> _Leading:
    """The title that leads with the words that make it lead; None at a tie."""
    hits = [tuple(found.group() for term in one if (found := _pattern(term).search(action))) for one in terms]
    most = max(len(hit) for hit in hits)
    best = [place for place, hit in enumerate(hits) if len(hit) == most]
    return (best[0], hits[best[0]]) if most and len(best) == 1 else None


def _with_reason(
    leading: _Leading, above: _Decided, below: _Decided, actions: Sequence[str], titles: Sequence[str]
) -> tuple[int, str]:
    if leading is not None:
        return leading[0], f"by its words {', '.join(f'“{word}”' for word in leading[1])}"
    beside = above or below
    if beside is None:
        return 0, f"because no word decides in the whole cell and “{titles[0]}” stands first"
    side = "after" if above else "before"
    return beside[1], f"by its place {side} “{actions[beside[0]]}”, because none of its own words decides"


def _holds(text: str, term: str) -> bool:
    return _pattern(term).search(text) is not None


@lru_cache(maxsize=1024)
def _pattern(term: str) -> re.Pattern[str]:
    """A term as a whole word or phrase without regard to case; * stands for any ending."""
    words = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in term.split())
    return re.compile(rf"\b{words}(?!\w)", re.IGNORECASE)
