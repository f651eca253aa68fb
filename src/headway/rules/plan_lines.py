"""The lines of a cell to its actions: what begins one, what only goes on with the line above, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from headway.rules.plan_reading_policy import PlanReadingPolicy

# A private character stands for the bullet of Word's symbol fonts.
BULLETS = "•·▪▫◦●○■□‣⁃∙➢➤✓\uf0b7*–—-"
# Bullets, dashes, 1. 1) (1) a. a) (a) iv. iv) in front of a blank; `o` with a tab is Word's bullet of a second level.
_MARK = re.compile(
    rf"\s*(?:[{BULLETS}]|o(?=\t)|"
    r"(?P<mark>[0-9]{1,3}[.)]|\([0-9]{1,3}\)|[A-Za-z][.)]|\([A-Za-z]\)|[ivx]{1,5}[.)]|\([ivx]{1,5}\)))(?=\s|$)\s*"
)
_UNFINISHED_SIGNS = ("/", ",", "&", "-", "–", "—", "(", "+")
_GOING_ON_SIGNS = ("/", ",", "&", ")", "(", ";", "+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell, blanks at its ends kept. `is_listed`: the document itself makes it an item of a list."""

    number: int
    words: str
    after_blank: bool = True
    is_listed: bool = False


@dataclass(slots=True)
class Item:
    """One action's words as gathered: its mark, the line it begins on, and why lines were joined to it."""

    line: int
    mark: str
    words: str
    is_listed: bool
    joined: list[str] = field(default_factory=list)


def split_actions(lines: Iterable[Line], policy: PlanReadingPolicy) -> tuple[Item, ...]:
    """The actions of a cell in order, each on one line. No word is left out: marks of lists are kept beside the words,
    only signs that are no letter or figure go.
    """
    items: list[Item] = []
    previous: Line | None = None
    for line in lines:
        if not line.words.strip():
            continue
        mark, words, is_listed = _without_mark(line)
        why = ""
        if items and previous is not None and not is_listed:
            why = _why_joined(items[-1], previous, line, policy)
        if why:
            items[-1].joined.append(f"line {line.number} ({words}) goes on with it, because {why}")
            # “outreach/” and “reintegration” are one term; elsewhere a line's end is a blank
            between = "" if items[-1].words.endswith("/") else " "
            items[-1].words = f"{items[-1].words}{between}{words}".strip()
        else:
            items.append(Item(line.number, mark, words, is_listed))
        previous = line
    return tuple(settled for item in items if (settled := _settled(item)))


def _without_mark(line: Line) -> tuple[str, str, bool]:
    """The mark when it is a letter or figure, the words after it, and whether any mark stood there."""
    found = _MARK.match(line.words)
    if not found:
        return "", " ".join(line.words.split()), line.is_listed
    return found["mark"] or "", " ".join(line.words[found.end() :].split()), True


def _settled(item: Item) -> Item | None:
    """A mark alone is its own words; a bullet alone is nothing."""
    if not item.words and item.mark:
        return Item(item.line, "", item.mark, item.is_listed, item.joined)
    return item if item.words else None


def _why_joined(item: Item, previous: Line, line: Line, policy: PlanReadingPolicy) -> str:
    """Why the line goes on with the item above; empty when it begins an action of its own."""
    if not item.words:
        return "the line above is only a mark"
    words = line.words.split()
    before = previous.words.split()
    if words[0][:1].islower() and words[0].split("-")[0].islower():
        return "it begins in lower case"
    if words[0].startswith(_GOING_ON_SIGNS):
        return f"it begins with “{words[0][0]}”"
    if before[-1].endswith(_UNFINISHED_SIGNS):
        return f"the line above ends with “{before[-1][-1]}”"
    if before[-1].casefold() in policy.unfinished_endings:
        return f"the line above ends with “{before[-1]}”"
    if item.is_listed and not line.after_blank:
        return "no new mark stands before it"
    return _why_weakly(item, previous, words, policy)


def _why_weakly(item: Item, previous: Line, words: list[str], policy: PlanReadingPolicy) -> str:
    """Signs of a line broken off by hand; they count only where the next line does not begin as an action does."""
    if words[0].casefold().strip(",.;:") in policy.action_beginnings:
        return ""
    # A tab or blank left over at the end of a short line: somebody pressed Enter to fit a narrow column.
    is_short = len(previous.words.split()) <= policy.short_line_words
    if is_short and previous.words[-1:].isspace():
        return "the short line above was broken off"
    if item.joined and len(words) <= policy.rest_words:
        return "it is the short rest of a line broken off above"
    return ""
