"""Words that never stand in a committed file. Each is written in two halves so that this file passes."""

import re
from collections.abc import Iterable
from pathlib import Path

# Places of one machine, hosts of package registries, makers of text: none of them belongs to the product.
FORBIDDEN = tuple(
    first + second
    for first, second in (
        ("/wo", "rk/"),
        ("/tmp/tr", "ees"),
        ("/tmp/br", "iefs"),
        ("/home/", "user"),
        ("/ro", "ot/"),
        ("pypi", ".org"),
        ("python", "hosted"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("deb.", "debian.org"),
        ("prox", "y.golang"),
        ("anth", "ropic"),
        ("clau", "de"),
        ("chat", "gpt"),
        ("open", "ai"),
        ("co-auth", "ored-by"),
    )
)
# A path is forbidden where it starts, not inside a longer one ("field/work/…").
PATTERN = re.compile(
    "|".join((r"(?<![\w.\-])" if word[0] == "/" else "") + re.escape(word) for word in FORBIDDEN),
    re.IGNORECASE,
)
# Two meanings each (domain glossary): never as a word of its own in the product.
AMBIGUOUS = re.compile(r"\b(" + "|".join(("S" + "PP", "S" + "IP", "T" + "AS")) + r")s?\b")


def find_forbidden_words(paths: Iterable[Path]) -> list[str]:
    """One sentence for each line that holds a forbidden word. Files that are no text are passed over."""
    return _find(paths, PATTERN, "does not belong in the repository")


def find_ambiguous_acronyms(paths: Iterable[Path]) -> list[str]:
    """One sentence for each line with an acronym that the field uses for two things."""
    return _find(paths, AMBIGUOUS, "means two things in this field; spell it out")


def find_addresses_in_locks(paths: Iterable[Path]) -> list[str]:
    """Lock files hold names, versions and hashes; an index address would tie them to one network."""
    return _find(paths, re.compile("ht" + "tp", re.IGNORECASE), "an address in a lock file")


def is_lock(path: Path) -> bool:
    """Requirement locks and the front end's lock."""
    return path.suffix == ".lock" or path.name == "package-lock.json"


def _find(paths: Iterable[Path], pattern: re.Pattern[str], words: str) -> list[str]:
    faults = []
    for path in paths:
        for number, line in enumerate(_text(path).splitlines(), start=1):
            if found := pattern.search(line):
                faults.append(f"{path}:{number}: {found.group(0)!r} {words}")
    return faults


def _text(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")
