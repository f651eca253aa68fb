"""England's register into an empty database: seconds and megabytes, beside its peers, as JSON.

The register is the newest one in the folder that HEADWAY_PUBLISHED names, else one of England's size made from the
invented authority. The peers take the same file and check nothing: `parse` only reads it with the standard library,
`insert` also writes the same cells into one table of texts, and `sqlite_utils` is `sqlite-utils insert` as it is
installed, keyed by URN. Each runs in a process of its own.

    python benchmarks/import_register.py [--authority Essex]
"""

import argparse
import csv
import io
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import django
import sqlite_utils.cli
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[1]
ENGLAND = 21_990  # schools in the register of England
FIRST_DAY = date(2026, 9, 1)


def main() -> None:
    """Measure each in a process of its own and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--authority", default="Essex")
    parser.add_argument("--run", choices=tuple(RUNS))
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.run:
        print(json.dumps(RUNS[options.run](options.file, options.authority)))
        return
    with tempfile.TemporaryDirectory() as place:
        file, authority = find_register(Path(place), options.authority)
        found = {name: measure(name, file, authority) for name in RUNS}
    faster = found["sqlite_utils"]["seconds"] / found["ours"]["seconds"]
    told = {"file": file.name, "authority": authority, "times_faster": round(faster, 2)}
    print(json.dumps(told | found, indent=1))


def find_register(place: Path, authority: str) -> tuple[Path, str]:
    """The register to import and an authority in it."""
    published = os.environ.get("HEADWAY_PUBLISHED", "")
    if published and Path(published).is_dir():
        return max(
            Path(published).rglob("edubasealldata*.csv"), key=lambda path: path.stat().st_size
        ), authority
    return make_england(place), "Larkshire"


def make_england(place: Path) -> Path:
    """The invented county over and over, each time with URNs, codes and names of its own."""
    prepare(place / "unused")
    generate = import_module("headway.demo.generate").generate  # the product is found once it is prepared
    generate(place, seed=1, size="county", first_day=FIRST_DAY)
    (source,) = place.rglob("edubasealldata*.csv")
    with source.open(encoding="cp1252", newline="") as opened:
        rows = list(csv.DictReader(opened))
    target = place / "edubasealldata_england.csv"
    with target.open("w", encoding="cp1252", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        for number in range(ENGLAND):
            copy, row = divmod(number, len(rows))
            more = {"URN": str(200_000 + number)}
            if copy:
                more |= {"LA (code)": str(100 + copy), "LA (name)": f"Shire {copy}"}
            writer.writerow(rows[row] | more)
    return target


def measure(name: str, file: Path, authority: str) -> dict[str, float]:
    """What one process says of itself."""
    command = [sys.executable, __file__, "--run", name, "--file", str(file), "--authority", authority]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def prepare(data: Path) -> None:
    """The product with a data folder of its own."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ |= {"HEADWAY_DATA": str(data), "HEADWAY_HTTPS": "off", "HEADWAY_LOG": "ERROR"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "headway.site.settings"
    os.environ.pop("DATABASE_URL", None)
    data.mkdir(parents=True, exist_ok=True)
    django.setup()


def run_ours(file: Path, authority: str) -> dict[str, float]:
    """Read, decide, keep and apply; then the same file again, which changes nothing."""
    with tempfile.TemporaryDirectory() as place:
        prepare(Path(place))
        apply_release = import_module("headway.flows.apply_release").apply_release
        read_release = import_module("headway.flows.read_release").read_release
        call_command("migrate", verbosity=0)
        call_command("adopt_policies", stdout=io.StringIO())
        at = datetime(2026, 9, 1, tzinfo=UTC)

        def once() -> int:
            facts = {"path": file, "name": file.name, "authority": authority, "published_on": FIRST_DAY}
            release, decided = read_release(**facts, by="", at=at)
            return apply_release(release=release, by="", at=at, decided=decided).rows_taken

        start, worked = time.perf_counter(), time.process_time()
        rows = once()
        first = taken(start, worked)
        start = time.perf_counter()
        once()
        again = time.perf_counter() - start
    return {"rows": rows, **first, "again_seconds": round(again, 2), "peak_mb": peak_mb()}


def run_parse(file: Path, authority: str) -> dict[str, float]:
    """csv.DictReader alone."""
    start, worked = time.perf_counter(), time.process_time()
    with file.open(encoding="cp1252", newline="") as opened:
        rows = sum(1 for _ in csv.DictReader(opened))
    return {"rows": rows, **taken(start, worked), "peak_mb": peak_mb()}


def run_sqlite_utils(file: Path, authority: str) -> dict[str, float]:
    """sqlite-utils insert, from its command line."""
    with tempfile.TemporaryDirectory() as place:
        target = str(Path(place) / "peer.sqlite3")
        start, worked = time.perf_counter(), time.process_time()
        words = ["insert", target, "schools", str(file), "--csv", "--encoding", "cp1252", "--pk", "URN"]
        sqlite_utils.cli.cli.main(words, standalone_mode=False)
        found = taken(start, worked)
        (rows,) = sqlite3.connect(target).execute("SELECT count(*) FROM schools").fetchone()
    return {"rows": rows, **found, "peak_mb": peak_mb()}


def run_insert(file: Path, authority: str) -> dict[str, float]:
    """csv.DictReader and executemany into one table of texts."""
    with tempfile.TemporaryDirectory() as place:
        start, worked = time.perf_counter(), time.process_time()
        with file.open(encoding="cp1252", newline="") as opened:
            reader = csv.DictReader(opened)
            columns = list(reader.fieldnames or ())
            rows = [tuple(row[name] for name in columns) for row in reader]
        database = sqlite3.connect(Path(place) / "peer.sqlite3")
        database.execute("PRAGMA journal_mode=WAL")
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        database.execute(f"CREATE TABLE schools ({names})")
        with database:
            database.executemany(f"INSERT INTO schools VALUES ({marks})", rows)
        found = taken(start, worked)
        database.close()
    return {"rows": len(rows), **found, "peak_mb": peak_mb()}


def taken(start: float, worked: float) -> dict[str, float]:
    """Seconds on the clock and of the processor since both began."""
    seconds, processor = time.perf_counter() - start, time.process_time() - worked
    return {"seconds": round(seconds, 2), "processor_seconds": round(processor, 2)}


def peak_mb() -> float:
    """The most memory this process ever had, in megabytes."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1)


RUNS = {"ours": run_ours, "parse": run_parse, "insert": run_insert, "sqlite_utils": run_sqlite_utils}

if __name__ == "__main__":
    main()
