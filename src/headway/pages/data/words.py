"""Counts and stored lines of a release in an officer's words."""

import re
from collections.abc import Mapping
from datetime import date

from headway.features.releases.models import Release, State
from headway.features.schools.queries import Named
from headway.kit.words import count_words, day_words

# What a count is called before a release is applied, and after.
COUNT_WORDS = {
    "opened": ("would open", "opened"),
    "noted": ("would be noted, not open", "noted, not open"),
    "closed": ("would close", "closed"),
    "merged": ("would merge", "merged"),
    "changed": ("would change", "changed"),
    "missing": ("missing, would be reported", "missing, reported"),
    "still missing": ("still missing", "still missing"),
    "returned": ("would be back", "back in the register"),
    "unchanged": ("unchanged", "unchanged"),
    "new": ("would be new", "new"),
    "gone": ("would go", "gone"),
    "not state-funded": ("not state-funded, left out", "not state-funded, left out"),
}
# A line says what happens to one school; a count, to how many.
LINE_WORDS = {
    "opened": ("would open", "opened"),
    "missing": ("missing", "missing"),
    "returned": ("would be back", "back"),
}
SCHOOL_KINDS = ("gias_register", "gias_links", "gias_groups", "ofsted_latest", "ks2_schools", "ks4_schools")
DETAILS = {
    "opened": "An open school that was not held before.",
    "noted": "Not open: held for the history of other schools.",
    "missing": "The register no longer holds it. It is reported, never closed.",
    "returned": "The register holds it again.",
}
VALUES_SHOWN = 6
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
Line = list


def change_word(kind: str, release: Release) -> str:
    """What a kind of change is called on a line of this release."""
    return LINE_WORDS.get(kind, COUNT_WORDS.get(kind, (kind, kind)))[
        release.state == State.APPLIED
    ].capitalize()


def count_label(kind: str, release: Release) -> str:
    """What a count of this release is called."""
    return COUNT_WORDS.get(kind, (kind, kind))[release.state == State.APPLIED].capitalize()


def urn_of(line: Line, release: Release) -> int | None:
    """The URN a stored line is about, where it is about a school."""
    return int(line[1]) if release.kind in SCHOOL_KINDS and str(line[1]).isdigit() else None


def subject_words(line: Line, names: Mapping[int, Named], release: Release) -> tuple[str, str]:
    """What a line is about, and the small words under it: a school's name and its URN, else the key as it stands."""
    urn = urn_of(line, release)
    if urn is None:
        return _days_in_words(str(line[1])), ""
    known = names.get(urn)
    name = known.name if known else (_name_in(line) if line[0] in ("opened", "noted", "returned") else "")
    return (name, f"URN {urn}") if name else (f"URN {urn}", "")


def difference_words(line: Line) -> str:
    """What differs: fields with before and after, or the rest of the key with both values."""
    if len(line) == 3 and isinstance(line[2], list):
        return DETAILS.get(line[0], "") or _fields(line[2])
    *key, before, after = line[2:]
    words = " · ".join(str(part) for part in key if part)
    said = f"{before or 'nothing'} → {after or 'nothing'}"
    return _days_in_words(f"{words}: {said}" if words else said)


def _name_in(line: Line) -> str:
    return str(line[2][0]) if line[2] else ""


def _fields(detail: list) -> str:
    changes = [part for part in detail if isinstance(part, list)]
    named = {field for field, _, _ in changes}
    # A code beside its name says nothing more to a reader.
    shown = [part for part in changes if not _is_code_of_a_name(part[0], named)]
    said = [f"{field_words(f)}: {before or 'nothing'} → {after or 'nothing'}" for f, before, after in shown]
    more = len(said) - VALUES_SHOWN
    words = "; ".join(said[:VALUES_SHOWN])
    return _days_in_words(f"{words}; and {count_words(more, 'more field')}" if more > 0 else words)


def _is_code_of_a_name(field: str, named: set[str]) -> bool:
    stem, _, end = field.rpartition("_")
    return end in ("code", "uid") and f"{stem}_name" in named


def field_words(field: str) -> str:
    """A fact of the register as an officer says it."""
    plain = field.removesuffix("_name").removesuffix("_on").replace("_", " ")
    return {"la": "authority", "fsm percent": "free school meals, %", "la code": "authority"}.get(
        plain, plain
    )


def _days_in_words(text: str) -> str:
    return ISO_DAY.sub(lambda found: day_words(date(*map(int, found.groups()))), text)
