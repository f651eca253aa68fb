"""What the documents promise: links that lead somewhere, `make` targets that exist, terms that stand once."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)#\s]+)[^)]*\)")
MAKE = re.compile(r"(?:^ {4}|`)(?:[A-Z]+=\S+ )*make (?P<target>[a-z][a-z-]*)", re.MULTILINE)
PICTURE = re.compile(r"!\[[^\]]+\]\((pictures/[^)\s]+)\)")
TERM = re.compile(r"^\| (?P<term>[^|]+?) \| [^|]+\|", re.MULTILINE)


def find_broken_links(documents: Iterable[Path]) -> list[str]:
    """One sentence for each relative link to a file that does not exist."""
    return [
        f"{document}: the link to {target} leads nowhere"
        for document in documents
        for target in LINK.findall(document.read_text(encoding="utf-8"))
        if ":" not in target and not (document.parent / target).exists()
    ]


def find_unknown_targets(documents: Iterable[Path], targets: Collection[str]) -> list[str]:
    """One sentence for each `make` command that the Makefile does not know."""
    return [
        f"{document}: there is no `make {target}`"
        for document in documents
        for target in MAKE.findall(document.read_text(encoding="utf-8"))
        if target not in targets
    ]


def make_targets(makefile: Path) -> set[str]:
    """The targets of a Makefile."""
    return set(re.findall(r"^([a-z][a-z-]*):", makefile.read_text(encoding="utf-8"), re.MULTILINE))


def find_doubled_terms(glossary: Path) -> list[str]:
    """A term that stands twice has two meanings; several may share a row, separated by commas."""
    cells = TERM.findall(glossary.read_text(encoding="utf-8"))
    counts = Counter(term.strip().casefold() for cell in cells for term in cell.split(","))
    headings = {"word", "acronym", "never alone", "---"}
    return [
        f"{glossary}: {term} stands {n} times" for term, n in counts.items() if n > 1 and term not in headings
    ]


def find_bare_guides(folder: Path) -> list[str]:
    """Guides of a folder without a picture of their pages, pictures that are not there, and pictures no guide shows."""
    shown: set[str] = set()
    found = []
    for guide in sorted(folder.glob("*.md")):
        pictures = set(PICTURE.findall(guide.read_text(encoding="utf-8")))
        if guide.name != "README.md" and not pictures:
            found.append(f"{guide.name}: there is no picture")
        shown |= pictures
        found += [f"{guide.name}: {one} is not there" for one in pictures if not (folder / one).is_file()]
    kept = {f"pictures/{one.name}" for one in (folder / "pictures").glob("*.png")}
    return found + [f"{one}: no guide shows it" for one in sorted(kept - shown)]
