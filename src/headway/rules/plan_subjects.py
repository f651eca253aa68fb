"""Two priorities in one row: which action is proposed for which of them, and the reason in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from headway.rules.plan_reading_policy import Subject

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
    return tuple(_with_reason(place, leading, actions, titles) for place in range(len(actions)))


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


def _leading(action: str, terms: Sequence[Sequence[str]]) -> tuple[int, tuple[str, ...]] | None:
    """The title that leads with the words that make it lead; None at a tie."""
    hits = [tuple(found.group() for term in one if (found := _pattern(term).search(action))) for one in terms]
    most = max(len(hit) for hit in hits)
    best = [place for place, hit in enumerate(hits) if len(hit) == most]
    return (best[0], hits[best[0]]) if most and len(best) == 1 else None


def _with_reason(
    place: int,
    leading: Sequence[tuple[int, tuple[str, ...]] | None],
    actions: Sequence[str],
    titles: Sequence[str],
) -> tuple[int, str]:
    decided = leading[place]
    if decided is not None:
        words = ", ".join(f"“{word}”" for word in decided[1])
        return decided[0], f"by its words {words}"
    above = next((at for at in range(place - 1, -1, -1) if leading[at] is not None), None)
    below = next((at for at in range(place + 1, len(leading)) if leading[at] is not None), None)
    beside = above if above is not None else below
    if beside is None:
        return 0, f"because no word decides in the whole cell and “{titles[0]}” stands first"
    side = "after" if beside == above else "before"
    settled = leading[beside]
    assert settled is not None
    return settled[0], f"by its place {side} “{actions[beside]}”, because none of its own words decides"


def _holds(text: str, term: str) -> bool:
    return _pattern(term).search(text) is not None


@lru_cache(maxsize=1024)
def _pattern(term: str) -> re.Pattern[str]:
    """A term as a whole word or phrase without regard to case; * stands for any ending."""
    words = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in term.split())
    return re.compile(rf"\b{words}(?!\w)", re.IGNORECASE)
