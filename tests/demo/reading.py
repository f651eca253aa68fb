"""Reads the written files with Python's own csv only, so that no reader of the product vouches for its twin."""

import csv
from pathlib import Path

ENCODINGS = {"gias/edubase": "cp1252", "gias/links": "cp1252", "ofsted/": "cp1252"}


def find(folder: Path, start: str) -> Path:
    """The one file whose path below the folder begins with `start`."""
    (found,) = [path for path in folder.rglob("*") if path.relative_to(folder).as_posix().startswith(start)]
    return found


def read(folder: Path, start: str) -> list[dict[str, str]]:
    """Its rows."""
    encoding = ENCODINGS.get(start, "utf-8")
    with find(folder, start).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, strict=True))


def header(folder: Path, start: str) -> tuple[str, ...]:
    """Its column names."""
    with find(folder, start).open(encoding=ENCODINGS.get(start, "utf-8"), newline="") as file:
        return tuple(next(csv.reader(file)))
