"""No real school in the repository: a file that holds both number and name of one school is a fault."""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

REGISTER = '"URN","LA (code)"'
NUMBER = re.compile(r"(?<!\d)1[0-9]{5}(?!\d)")


def names_by_urn(published: Path) -> dict[str, str]:
    """URN to name of every school in the registers under a folder of published files."""
    return {
        row["URN"]: row["EstablishmentName"].casefold()
        for path in sorted(published.rglob("*.csv"))
        if _first_line(path).startswith(REGISTER)
        for row in csv.DictReader(path.open(encoding="cp1252", newline=""))
    }


def find_real_schools(paths: Iterable[Path], names: Mapping[str, str]) -> list[str]:
    """One sentence for each file and school whose number and name both stand in it."""
    faults = []
    for path in paths:
        text = path.read_bytes().decode("utf-8", errors="replace").casefold()
        numbers = sorted(set(NUMBER.findall(text)) & names.keys())
        faults += [f"{path}: holds the real school {number}" for number in numbers if names[number] in text]
    return faults


def _first_line(path: Path) -> str:
    with path.open(encoding="cp1252", errors="replace") as file:
        return file.readline()
