"""Whether enough of a structure can intervene in schools of concern, by background (M2-16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from headway.rules.structures import NO_POST, Post, fte_of
from headway.rules.workforce_policy import Background

UNPLACED = ""  # whoever can intervene and has no background that the policy knows


@dataclass(frozen=True, slots=True)
class Capacity:
    """The full-time equivalent of one background that can intervene, and the least there must be."""

    slug: str
    label: str
    can_fte: Decimal
    least_fte: Decimal

    @property
    def warning(self) -> str:
        """What is short, with its numbers; empty: enough."""
        if self.can_fte >= self.least_fte:
            return ""
        can, least = number_words(self.can_fte), number_words(self.least_fte)
        short = number_words(self.least_fte - self.can_fte)
        return f"{self.label}: {can} full-time equivalent can intervene, {short} fewer than the least of {least}."


def capacity_of(
    posts: Sequence[Post], seconded: Mapping[str, Decimal], backgrounds: Mapping[str, Background]
) -> list[Capacity]:
    """Who can intervene by background, in the order of the policy. `seconded`: background to full-time equivalent."""
    return [
        Capacity(slug, one.label, _fte(posts, slug) + seconded.get(slug, NO_POST), one.least_fte)
        for slug, one in backgrounds.items()
    ]


def capacity_warnings(
    posts: Sequence[Post], seconded: Mapping[str, Decimal], backgrounds: Mapping[str, Background]
) -> list[str]:
    """A sentence for each background of which too few can intervene, and one for those who count for none."""
    found = [one.warning for one in capacity_of(posts, seconded, backgrounds) if one.warning]
    if unplaced := unplaced_fte(posts, seconded, backgrounds):
        words = f"{number_words(unplaced)} full-time equivalent can intervene without a background set"
        found.append(f"{words}, so it counts towards no minimum.")
    return found


def unplaced_fte(
    posts: Sequence[Post], seconded: Mapping[str, Decimal], backgrounds: Mapping[str, Background]
) -> Decimal:
    """The full-time equivalent that can intervene and counts for no background."""
    lent = sum((fte for slug, fte in seconded.items() if slug not in backgrounds), NO_POST)
    return lent + fte_of([one for one in posts if one.intervenes and one.background not in backgrounds])


def number_words(fte: Decimal) -> str:
    """A full-time equivalent without needless noughts."""
    return f"{fte.normalize():f}"


def _fte(posts: Sequence[Post], background: str) -> Decimal:
    return fte_of([one for one in posts if one.intervenes and one.background == background])
