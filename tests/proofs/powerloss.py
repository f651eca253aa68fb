"""What a power loss can leave of SQLite's files, and whether every acknowledged commit is in it.

A writer runs our own write path under strace. Its writes and syncs are replayed: what was synced stands; each write since
may be whole, missing, or torn at a sector of 512 bytes, independently of the others, as disks reorder. The database and
its log are there before the writer begins, so no new name in the folder is in question.
"""

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECTOR = 512
CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate"
LINE = re.compile(
    r"^\d+\s+(?P<call>\w+)\((?P<fd>\d+)(?:<(?P<path>[^>]*)>)?(?:, )?(?P<rest>.*?)\)\s+= (?P<result>-?\d+)"
)
TEXT = re.compile(r'^"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?(?:, (\d+))?(?:, (\d+))?')
ACKNOWLEDGED = b"acknowledged "
WRITER = """
import os, sys
from datetime import date, datetime, UTC
import django
django.setup()
from django.db import connection
from headway.features.people.actions import invite_person
connection.ensure_connection()
if sys.argv[2] != "as it is":
    connection.cursor().execute("PRAGMA synchronous=" + sys.argv[2])
for number in range(int(sys.argv[1])):
    invite_person(email=f"post-{number}@example.org", name=f"Post {number}", role="adviser",
                  valid_from=date(2026, 9, 1), by="", at=datetime(2026, 9, 1, tzinfo=UTC))
    os.write(1, b"acknowledged %d\\n" % number)
connection.close()
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the writer did to a file: a write of bytes at a place, a cut, a sync, or an acknowledgement."""

    kind: str
    file: str = ""
    place: int = 0
    content: bytes = b""


@dataclass(slots=True)
class Disk:
    """A file as the disk has it: what is certain, and the steps since the last sync."""

    certain: bytearray
    since: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """What was looked at: crash states, faults put into them, and those that lost something, with a word each."""

    states: int = 0
    faults: int = 0
    lost: list[str] = field(default_factory=list)


def environment(data: Path) -> dict[str, str]:
    """The environment of a writer with a data folder of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HEADWAY_", "DJANGO_", "DATABASE_URL"))}
    return kept | {
        "HEADWAY_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "headway.site.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }


def record(data: Path, trace: Path, commits: int, synchronous: str = "as it is") -> list[Step]:
    """Run the writer under strace on the database in `data`; what it did, in order."""
    command = ["strace", "-f", "-y", "-xx", "-s", "2000000", "-o", str(trace), "-e", f"trace={CALLS}"]
    command += [sys.executable, "-c", WRITER, str(commits), synchronous]
    done = subprocess.run(command, env=environment(data), capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return list(_steps(trace, data))


def _steps(trace: Path, data: Path) -> Iterator[Step]:
    for line in trace.read_text().splitlines():
        found = LINE.match(line)
        if found is None or int(found["result"]) < 0:
            continue
        path = bytes.fromhex((found["path"] or "").replace("\\x", "")).decode(errors="replace") if "\\x" in (
            found["path"] or "") else (found["path"] or "")  # fmt: skip
        name = Path(path).name
        ours = path.startswith(str(data)) and name.startswith("headway.sqlite3") and not name.endswith("-shm")
        if found["call"] in ("write", "pwrite64"):
            yield from _written(found, name, ours)
        elif ours and found["call"] in ("fsync", "fdatasync"):
            yield Step("sync", name)
        elif ours and found["call"] == "ftruncate":
            yield Step("cut", name, int(found["rest"]))


def _written(found: re.Match[str], name: str, ours: bool) -> Iterator[Step]:
    text = TEXT.match(found["rest"])
    if text is None:
        raise ValueError(f"strace wrote a line that was not understood: {found[0][:200]}")
    content = bytes.fromhex(text[1].replace("\\x", ""))[: int(found["result"])]
    if ours:
        yield Step("write", name, int(text[4] or 0), content)
    elif found["fd"] == "1" and content.startswith(ACKNOWLEDGED):
        yield Step("acknowledged", place=int(content.removeprefix(ACKNOWLEDGED)))


def explore(before: Path, steps: list[Step], place: Path, *, states: int, seed: int) -> Found:
    """Look at so many crash states, spread over all moments of the recording; the extremes of each moment come first."""
    dice, found = random.Random(seed), Found()
    moments = [at for at, step in enumerate(steps) if step.kind in ("write", "sync", "acknowledged", "cut")]
    each = max(1, states // max(1, len(moments)))
    for at in moments if each > 1 else sorted(dice.sample(moments, min(states, len(moments)))):
        disks, acknowledged = _until(before, steps, at)
        for number in range(each):
            faults = _crash(disks, place, dice, extreme=number if number < 2 else None)
            found.states, found.faults = found.states + 1, found.faults + faults
            if missing := _missing(place, acknowledged):
                found.lost.append(f"step {at}, state {number}: {missing}")
    return found


def _until(before: Path, steps: list[Step], at: int) -> tuple[dict[str, Disk], int]:
    """The disk and the number of acknowledged commits after step `at`."""
    names = {step.file for step in steps if step.file}
    disks = {
        name: Disk(bytearray((before / name).read_bytes() if (before / name).exists() else b""))
        for name in names
    }
    acknowledged = 0
    for step in steps[: at + 1]:
        if step.kind == "acknowledged":
            acknowledged = step.place + 1
        elif step.kind == "sync":
            disk = disks[step.file]
            for one in disk.since:
                _apply(disk.certain, one, one.content)
            disk.since.clear()
        else:
            disks[step.file].since.append(step)
    return disks, acknowledged


def _crash(disks: dict[str, Disk], place: Path, dice: random.Random, extreme: int | None) -> int:
    """Write one state into `place`: nothing unsynced (0), all of it (1), or a cast of the dice; how many faults it has."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    faults = 0
    for name, disk in disks.items():
        content = bytearray(disk.certain)
        for step in disk.since:
            fate = extreme if extreme is not None else dice.choice((0, 1, 1, 2))
            part = step.content
            if fate == 2 and step.kind == "write":
                part = _torn(step.content, content, step.place, dice)
            if fate:
                _apply(content, step, part)
            faults += fate != 1
        (place / name).write_bytes(content)
    return faults


def _torn(new: bytes, old: bytearray, at: int, dice: random.Random) -> bytes:
    """A write of which each sector is the new one or the old one."""
    before = bytes(old[at : at + len(new)]).ljust(len(new), b"\0")
    sectors = range(0, len(new), SECTOR)
    return b"".join(dice.choice((new, before))[start : start + SECTOR] for start in sectors)


def _apply(content: bytearray, step: Step, part: bytes) -> None:
    if step.kind == "cut":
        del content[step.place :]
        content.extend(b"\0" * (step.place - len(content)))
        return
    content.extend(b"\0" * (step.place - len(content)))
    content[step.place : step.place + len(part)] = part


def _missing(place: Path, acknowledged: int) -> str:
    """What is wrong with the database after the crash; empty when it is sound and holds all that was acknowledged."""
    try:
        with closing(sqlite3.connect(place / "headway.sqlite3")) as opened:
            (said,) = opened.execute("PRAGMA integrity_check").fetchone()
            people = {email for (email,) in opened.execute("SELECT email FROM people_person")}
            events = opened.execute(
                "SELECT COUNT(*) FROM audit_event WHERE action = 'invite_person'"
            ).fetchone()[0]
    except sqlite3.DatabaseError as fault:
        return f"cannot be read: {fault}"
    wanted = {f"post-{number}@example.org" for number in range(acknowledged)}
    if said != "ok":
        return f"is damaged: {said}"
    if not wanted <= people:
        return f"lost {len(wanted - people)} of {acknowledged} acknowledged commits"
    return "" if events == len(people) else "holds half of a commit"
