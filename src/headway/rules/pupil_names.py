"""What in a text reads like a pupil's name: by patterns, on this machine alone. It warns; it cannot be sure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = r"[A-Z][a-z'\u2019-]+"
_NOT_NAMES = (
    "The", "This", "They", "In", "At", "On", "And", "Premium", "Progress", "Voice", "Year", "Key", "Reception",
    "Council", "Parliament", "Governors", "Services", "Survey", "Numbers", "Centre", "English", "Maths", "Wellbeing",
    "Pupil", "Pupils", "Children", "Boys", "Girls", "Mathematics", "Science", "Reading", "Writing", "Phonics",
    "Attainment", "Attendance", "Leaders", "Teachers", "Teaching", "Books", "Work", "Outcomes", "Results", "From",
)  # fmt: skip
_PERSON = r"(?:[Pp]upil|[Cc]hild|[Bb]oy|[Gg]irl|[Ss]tudent|[Ll]earner|[Ss]on|[Dd]aughter|[Ss]ibling|[Bb]rother|[Ss]ister)"
_PATTERNS = (
    # A unique pupil number: a letter and twelve characters.
    re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[0-9A-Z]\b"),
    # "pupil Ann", "a boy called Ben Blue", "the mother of Cara".
    re.compile(rf"\b{_PERSON} (?:called |named |known as |, )?({_NAME}(?: {_NAME})?)"),
    re.compile(rf"\b(?:mother|father|parents?|carers?|family) of ({_NAME}(?: {_NAME})?)"),
    # "Ann (Year 5)", "Ben Blue, Y6", "Cara in Year 2", "Dan, aged 7".
    re.compile(rf"\b({_NAME}(?: {_NAME})?)(?:,? (?:in|from|of))?,? \(?(?:Year|Y|Yr) ?\d{{1,2}}\b"),
    re.compile(rf"\b({_NAME}(?: {_NAME})?),? \(?aged? \d{{1,2}}\b"),
    # A date of birth.
    re.compile(r"\b(?:DOB|D\.O\.B\.|[Dd]ate of birth|[Bb]orn on):? ?\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}"),
)
MOST = 5


def names_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The first few places that read like a pupil's name, in the order they stand; each once."""
    found: dict[str, None] = {}
    for text in texts:
        hits = [hit for pattern in _PATTERNS for hit in pattern.finditer(text)]
        for hit in sorted(hits, key=lambda one: one.start()):
            if not _is_plain(hit):
                found[hit.group(0).strip()] = None
    return tuple(found)[:MOST]


def _is_plain(hit: re.Match[str]) -> bool:
    """Whether what looks like a name is a word that schools write with a capital."""
    return bool(hit.groups()) and any(word in _NOT_NAMES for word in hit.group(1).split())
