"""Many documents in one zip file, written as they come."""

import zipfile
from collections.abc import Iterable
from pathlib import Path

from headway.gateways.documents.characters import FIXED_MOMENT, safe_name

_PLAIN_FILE = 0o600 << 16


def write_archive(place: Path, documents: Iterable[tuple[str, bytes]]) -> int:
    """Write a zip file of (name, content) pairs to `place`; returns how many it holds.

    One document at a time is held in memory. Names are made safe and unique without regard to case: a second
    “letter.docx” becomes “letter (2).docx”. The same pairs give the same bytes.
    """
    taken: set[str] = set()
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in documents:
            entry = zipfile.ZipInfo(_unique(safe_name(name), taken), FIXED_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, content)
    return len(taken)


def _unique(name: str, taken: set[str]) -> str:
    """The name, or with the first free number; `taken` learns it."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem:
        stem, dot, ending = name, "", ""
    free, number = name, 1
    while free.lower() in taken:
        number += 1
        free = f"{stem} ({number}){dot}{ending}"
    taken.add(free.lower())
    return free
