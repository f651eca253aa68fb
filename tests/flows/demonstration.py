"""The small demonstration as the tests of imports use it: its folder, changed copies of its files, and the state."""

import csv
import io
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from headway.demo.county import AUTHORITY_NAME
from headway.features.audit.models import Event
from headway.features.evidence.models import Inspection, Observation, RiskRating
from headway.features.releases.models import Release
from headway.features.schools.models import BankHoliday, District, Group, Link, Neighbour, School, TermDate
from headway.flows.load_folder import Loaded, load_folder

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
TABLES = (
    School,
    Link,
    District,
    Group,
    Neighbour,
    BankHoliday,
    TermDate,
    Observation,
    Inspection,
    RiskRating,
)
# What differs from one run to the next without being a fact: which release, which row of the file, which key.
NO_FACTS = ("id", "release_id", "release_row", "row", "missing_since_id")
Change = Callable[[list[dict[str, str]]], list[dict[str, str]]]


def load(folder: Path, *, at: datetime = AT) -> dict[str, Loaded]:
    """Load the folder for its authority; what became of each kind."""
    return {one.kind: one for one in load_folder(folder=folder, authority=AUTHORITY_NAME, by="", at=at)}


def state() -> dict[str, list[tuple]]:
    """Every fact of every table an import writes, in an order of its own."""
    found = {}
    for model in TABLES:
        names = [f.attname for f in model._meta.concrete_fields if f.attname not in NO_FACTS]
        found[model.__name__] = sorted(getattr(model, "every", model.objects).values_list(*names), key=repr)
    return found


def counts() -> tuple[int, int]:
    """How many releases and audit events there are."""
    return Release.objects.count(), Event.objects.count()


def find(folder: Path, start: str) -> Path:
    """The one file whose name begins so."""
    (found,) = folder.rglob(f"{start}*")
    return found


def rewrite(path: Path, change: Change, *, name: str = "") -> Path:
    """A copy of a CSV file beside it (or the file itself) with its rows changed."""
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("cp1252")), strict=True))
    changed = change([dict(row) for row in rows])
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(changed)
    target = path.with_name(name) if name else path
    target.write_bytes(out.getvalue().encode("cp1252"))
    return target


def register_only(folder: Path, into: Path, change: Change, *, day: str = "20261001") -> Path:
    """A folder `into` that holds a newer register alone, its rows changed."""
    into.mkdir(parents=True, exist_ok=True)
    copy = into / f"edubasealldata{day}.csv"
    shutil.copyfile(find(folder, "edubasealldata"), copy)
    return rewrite(copy, change).parent


def open_rows(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The open schools of the demonstration's authority among a register's rows."""
    return [r for r in rows if r["EstablishmentStatus (code)"] == "1" and r["LA (name)"] == AUTHORITY_NAME]
