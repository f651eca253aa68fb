"""docs/requirements.md as rows, and whether what they name exists."""

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.checks.tree import functions, parse

# How many requirements each area of the source has, M1 to M16; together 219.
SIZES = (12, 18, 14, 13, 15, 13, 11, 8, 22, 26, 12, 13, 6, 18, 9, 9)
ALL_IDS = tuple(f"M{area}-{n:02}" for area, size in enumerate(SIZES, start=1) for n in range(1, size + 1))
NOT_YET = "not yet"
ROW = re.compile(r"^\| (?P<id>M\d+-\d+) \| (?P<what>[^|]+) \| (?P<where>[^|]+) \| (?P<test>[^|]+) \|$")
SEE = re.compile(r"^see (M\d+-\d\d)$")


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: its ID, our words for it, the cells that name its places and its tests."""

    id: str
    what: str
    where: str
    test: str


def read_rows(path: Path) -> list[Row]:
    """The rows of the table; ValueError with its number for a line that starts like a row and is none."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not re.match(r"^\|\s*M\d", line):
            continue
        found = ROW.match(line)
        if not found:
            raise ValueError(f"{path}:{number}: not a row of four cells: {line}")
        rows.append(Row(**{key: value.strip() for key, value in found.groupdict().items()}))
    return rows


def named_in(cell: str) -> list[str]:
    """What a cell names, each in backticks and separated by commas; nothing for `not yet` and `see ID`."""
    if cell == NOT_YET or SEE.match(cell):
        return []
    parts = [part.strip() for part in cell.split(",")]
    if not all(len(part) > 2 and part[0] == part[-1] == "`" for part in parts):
        raise ValueError(f"{cell!r}: write 'not yet', 'see ID', or names in backticks separated by commas")
    return [part.strip("`") for part in parts]


def find_id_faults(rows: Iterable[Row]) -> list[str]:
    """Every ID of the source once, no other."""
    counts = Counter(row.id for row in rows)
    missing = [f"{id}: missing" for id in ALL_IDS if id not in counts]
    doubled = [f"{id}: {count} rows" for id, count in counts.items() if count > 1]
    return missing + doubled + [f"{id}: not an ID of the source" for id in counts if id not in ALL_IDS]


def find_reference_faults(rows: Iterable[Row]) -> list[str]:
    """`see ID` names a row that exists and is no reference itself."""
    kept = list(rows)
    proper = {row.id for row in kept if not SEE.match(row.where)}
    found = ((row.id, SEE.match(cell)) for row in kept for cell in (row.where, row.test))
    return [
        f"{id}: {see.group(0)}, which is no row of its own"
        for id, see in found
        if see and see.group(1) not in proper
    ]


def find_test_faults(rows: Iterable[Row], root: Path) -> list[str]:
    """Every named test exists, and names the requirement in its own name or docstring."""
    return [
        f"{row.id}: {fault}"
        for row in rows
        for test in named_in(row.test)
        if (fault := _test_fault(row.id, test, root))
    ]


def _test_fault(id: str, test: str, root: Path) -> str:
    file, _, name = test.partition("::")
    if not (root / file).is_file():
        return f"{file} does not exist"
    found = next(
        (node for node in functions(parse(root / file)) if node.name == name.rpartition("::")[2]), None
    )
    if found is None:
        return f"{file} has no function {name!r}"
    return "" if _names(found, id) else f"{test} does not name {id}"


def _names(function: ast.FunctionDef | ast.AsyncFunctionDef, id: str) -> bool:
    in_name = id.lower().replace("-", "_") + "_" in function.name + "_"
    return in_name or id in (ast.get_docstring(function) or "")


def find_place_faults(rows: Iterable[Row], commands: Collection[str], routes: Collection[str]) -> list[str]:
    """Every named command and page exists, by its file and by the registry of routes."""
    known = {"command": commands, "page": routes}
    faults = []
    for row in rows:
        for place in named_in(row.where):
            kind, _, name = place.partition(" ")
            if kind not in known:
                faults.append(f"{row.id}: {place!r} is neither 'page <route>' nor 'command <name>'")
            elif name not in known[kind]:
                faults.append(f"{row.id}: there is no {kind} {name!r}")
    return faults
