"""The words of the product with their meanings, read once from GLOSSARY.md: help says them as the glossary does."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

FILE = Path(__file__).resolve().parents[3] / "GLOSSARY.md"
ROW = re.compile(r"^\| (?P<words>[^|]+?) \| (?P<meaning>[^|]+?) \|$")
HEADINGS = ("Word", "Acronym", "---")
EMPHASIS = re.compile(r"\*([^*]+)\*")
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the product; `meaning` is one or more sentences, safe to show; `plain` the same without marks."""

    words: str
    slug: str
    meaning: SafeString
    plain: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The terms of one part of the field."""

    heading: str
    terms: tuple[Term, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """The glossary, chapter by chapter; those that explain acronyms to writers are left out."""
    return tuple(_chapters(FILE.read_text(encoding="utf-8")))


def term(words: str) -> Term:
    """The term of these words; KeyError where the glossary has none: that is a fault in a page."""
    return _by_words()[words.casefold()]


@cache
def _by_words() -> dict[str, Term]:
    return {one.words.casefold(): one for chapter in chapters() for one in chapter.terms}


def _chapters(text: str) -> list[Chapter]:
    found = []
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        heading, _, body = part.partition("\n")
        rows = [match for line in body.splitlines() if (match := ROW.match(line))]
        terms = tuple(_term(row) for row in rows if row["words"] not in HEADINGS)
        if terms and not heading.startswith(("Acronyms", "Other acronyms")):
            found.append(Chapter(heading.strip(), terms))
    return found


def _term(row: re.Match[str]) -> Term:
    words = row["words"].replace("`", "")
    plain = CODE.sub(r"\1", EMPHASIS.sub(r"\1", row["meaning"]))
    shown = EMPHASIS.sub(r"<em>\1</em>", CODE.sub(r"\1", escape(row["meaning"])))
    return Term(words, slugify(words), mark_safe(shown), plain)
