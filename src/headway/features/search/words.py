"""Words made plain, their trigrams, and how well what was typed fits what a thing is called. No database here."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST_TYPED = 100
MOST_WORDS = 8
# Schools share their words: pairs of words weighed once are remembered.
REMEMBERED = 50_000
# Words that half of all schools share: they tell nothing while another word is typed.
COMMON = frozenset(
    {
        "school",
        "schools",
        "primary",
        "secondary",
        "academy",
        "church",
        "england",
        "ce",
        "the",
        "of",
        "and",
        "infant",
    }
    | {"junior", "community", "catholic", "letter", "about", "for", "to", "year"}
)
SAME = {"saint": "st", "saints": "st", "ste": "st"}
APOSTROPHES = re.compile("['’‘`]")
GAPS = re.compile(r"[^0-9a-z]+")


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters without accents, apostrophes or signs: “St Mary’s, Élan” → st marys elan."""
    bare = text if text.isascii() else _without_accents(text)
    spaced = GAPS.sub(" ", APOSTROPHES.sub("", bare.casefold()).replace("&", " and "))
    return [SAME.get(word, word) for word in spaced.split()]


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def grams_of(word: str) -> set[str]:
    """The trigrams of a word with a blank before it, so that two letters find a beginning: elm → " el", "elm"."""
    padded = f" {word}"
    return {padded[at : at + 3] for at in range(max(1, len(padded) - 2))}


def all_grams(words: Iterable[str]) -> set[str]:
    """The trigrams of several words."""
    return {gram for word in words for gram in grams_of(word)}


def telling_words(typed: str) -> list[str]:
    """The typed words to look for: without common ones, unless nothing else was typed; single letters tell nothing."""
    words = [word for word in plain_words(typed[:LONGEST_TYPED]) if len(word) > 1][:MOST_WORDS]
    rare = [word for word in words if not _is_common(word)]
    return rare or words


def fit(typed: list[str], words: list[str]) -> float:
    """How well the typed words fit a thing's, 0 to 1: each typed word against its best match, the mean of all.

    A whole word counts 1, the beginning of one 0.95, alike ones by the trigrams they share.
    """
    if not typed:
        return 0.0
    return sum(max((_alike(one, other) for other in words), default=0.0) for one in typed) / len(typed)


@lru_cache(maxsize=REMEMBERED)
def _alike(typed: str, word: str) -> float:
    if word == typed:
        return 1.0
    if word.startswith(typed):
        return 0.95
    # While typing, a longer word is compared by as much of it as was typed.
    whole, so_far = _shared(typed, word), _shared(typed, word[: len(typed)])
    return max(whole, 0.9 * so_far)


def _shared(one: str, other: str) -> float:
    mine, theirs = _pairs(one), _pairs(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


@lru_cache(maxsize=REMEMBERED)
def _pairs(word: str) -> frozenset[str]:
    """Pairs of letters with both ends marked: one wrong letter harms two of them, so short words survive a slip."""
    marked = f"<{word}>"
    return frozenset(marked[at : at + 2] for at in range(len(marked) - 1))


def _is_common(word: str) -> bool:
    return word in COMMON or (len(word) > 3 and any(common.startswith(word) for common in COMMON))
