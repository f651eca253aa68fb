"""How a record of visit is laid out as a document: the words an officer may change, and the fields they may name.

A field is filled in and nothing else: no calls, no attributes, no formats; what is filled in is never read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from headway.rules.policyfile import Header, Section, open_policy

FIELDS = ("authority", "service", "place", "day", "number", "author", "people")
CARRIED, BEFORE, ITEMS, SECTIONS, PROGRESS, CATEGORY, AGREED, PHOTOGRAPHS, HEAD, SEAL = PARTS = (
    "carried",
    "before",
    "items",
    "sections",
    "progress",
    "category",
    "agreed",
    "photographs",
    "head",
    "seal",
)
# These carry headings of their own; the others need a title.
WITH_HEADINGS = (BEFORE, ITEMS, SECTIONS)
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class RecordLayout:
    """The document's words with their fields, and its parts with their titles in the order they are printed."""

    header: Header
    letterhead: str
    title: str
    opening: str
    closing: str
    parts: Mapping[str, str]


def filled_in(words: str, known: Mapping[str, str]) -> str:
    """The words with each field filled in, once; what is filled in stays as it is, whatever it holds."""
    return _FIELD.sub(lambda found: known[found[1]], words)


def read_record_layout(table: object) -> RecordLayout:
    """The layout from its file's tables. Raises PolicyFault naming the field or part and where."""
    header, section = open_policy(table, kind="record_document")
    layout = RecordLayout(
        header=header,
        letterhead=_words(section, "letterhead", ("authority",)),
        title=_words(section, "title", ("place", "day")),
        opening=_words(section, "opening", ("number", "author")),
        closing=_words(section, "closing", ()),
        parts=_parts(section),
    )
    section.close()
    return layout


def _words(section: Section, key: str, needed: tuple[str, ...]) -> str:
    """A text whose fields are all known, with those it cannot do without."""
    words = section.text(key)
    named = _FIELD.findall(words)
    for name in named:
        if name not in FIELDS:
            raise section.fault(
                key, f"It names the field “{name}”, which there is not. The fields are: {', '.join(FIELDS)}."
            )
    if set("{}") & set(_FIELD.sub("", words)):
        raise section.fault(key, "A brace stands alone. Write a field like {place}, and no other braces.")
    for name in needed:
        if name not in named:
            raise section.fault(
                key, f"The field “{name}” is missing. Write {{{name}}} where it should stand."
            )
    return words


def _parts(section: Section) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in section.rows("parts"):
        part = row.text("part", among=PARTS)
        if part in found:
            raise row.fault("part", f"The part “{part}” stands twice; name each part once.")
        title = row.text("title", default="") if part in WITH_HEADINGS else row.text("title")
        if set("{}") & set(title):
            raise row.fault("title", "A title takes no field. Write it without braces.")
        found[part] = title
        row.close()
    missing = [part for part in PARTS if part not in found]
    if missing:
        raise section.fault(
            "parts", f"The part “{missing[0]}” is missing. Name each part once: {', '.join(PARTS)}."
        )
    return found
