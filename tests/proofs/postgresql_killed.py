"""PostgreSQL and everybody who talks to it killed at a random moment of a write, started again, and what is left looked at.

A server of our own in a temporary folder, reached by its socket only; it alone is killed, by the numbers of its processes.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import os, sys, time
from datetime import date, datetime, UTC
import django
django.setup()
from django.db import transaction
from headway.features.audit.actions import record
from headway.features.people import actions
from headway.features.people.models import Person
how, first = sys.argv[1], int(sys.argv[2])
AT = datetime(2026, 9, 1, tzinfo=UTC)

def write(number):
    actions.invite_person(email=f"post-{number}@example.org", name=f"Post {number}", role="adviser",
                          valid_from=date(2026, 9, 1), by="", at=AT)

def tell(number):
    os.write(1, b"%d\\n" % number)

for number in range(first, first + 10_000):
    if how == "early":
        with transaction.atomic():
            write(number)
            tell(number)
            time.sleep(0.05)
    elif how == "halved":
        person = Person(email=f"post-{number}@example.org", name=f"Post {number}")
        person.set_unusable_password()
        person.save()
        time.sleep(0.05)
        record(action="invite_person", subject_kind="person", subject_id=person.public_id, at=AT, by="")
        person.roles.create(role="adviser", valid_from=date(2026, 9, 1))
        tell(number)
    else:
        write(number)
        tell(number)
"""
READER = """
import json
import django
django.setup()
from headway.features.audit.models import Event
from headway.features.audit.queries import breaks_in_the_chain
from headway.features.people.models import Person
whole, parts = [], []
told = set(Event.objects.filter(action="invite_person").values_list("subject_id", flat=True))
for person in Person.objects.prefetch_related("roles"):
    good = person.public_id in told and person.roles.count() == 1
    (whole if good else parts).append(int(person.email.split("@")[0].removeprefix("post-")))
strangers = told - set(Person.objects.values_list("public_id", flat=True))
print(json.dumps({"whole": whole, "parts": parts, "strangers": len(strangers), "breaks": len(breaks_in_the_chain())}))
"""


@dataclass(slots=True)
class Found:
    """What was looked at: kills, writes acknowledged before them, and those that lost or halved something, with a word each."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL in `folder`; `binaries` hold its programs, `user` is whom it runs as."""

    folder: Path
    binaries: Path
    user: str

    @classmethod
    def make(cls, folder: Path, binaries: str, user: str) -> "Server":
        """An empty one, not started yet. Writes are synced as an installation's are."""
        folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder, user)
        made = cls(folder, Path(binaries), user)
        made._run("initdb", "-U", "headway", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        return made

    def start(self) -> None:
        """Start it, again after a kill too; it mends itself first."""
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=20"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def kill(self) -> None:
        """Kill the server and its processes at once, as no orderly stop does."""
        lock = self.folder / "data" / "postmaster.pid"
        first = int(lock.read_text().split()[0])
        numbers = [first, *_children(first)]
        for number in numbers:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        while any(_lives(number) for number in numbers):
            time.sleep(0.01)
        # A number stays taken until somebody asks how its process ended, and the next server would think it alive.
        for one in (lock, *self.folder.glob(".s.PGSQL.*")):
            one.unlink()

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process that talks to it."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HEADWAY_", "DJANGO_"))}
        return kept | {
            "HEADWAY_DATA": str(self.folder.parent / "kept"),
            "DATABASE_URL": f"postgresql:///postgres?host={self.folder}&user=headway",
            "DJANGO_SETTINGS_MODULE": "headway.site.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }

    def _run(self, tool: str, *more: str) -> None:
        as_user = {"user": self.user} if os.geteuid() == 0 else {}
        command = [str(self.binaries / tool), "-D", str(self.folder / "data"), *more]
        # A file and no pipe: the server holds what its starter wrote to open for as long as it lives.
        with (self.folder.parent / "told").open("w+") as told:
            done = subprocess.run(command, cwd=self.folder, stdout=told, stderr=told, **as_user)
            if done.returncode:
                told.seek(0)
                raise RuntimeError(f"{tool}: {told.read()[-2000:]}")


def explore(server: Server, *, kills: int, seed: int, how: str = "as it is") -> Found:
    """Write, kill, start again and look, so many times; the database is the one before, with what is left in it."""
    chance, found, acknowledged = random.Random(seed), Found(), set()
    python = [sys.executable, "-m", "headway", "migrate", "-v", "0"]
    server.start()
    subprocess.run(python, env=server.environment, check=True, capture_output=True)
    for _ in range(kills):
        told = _write_and_kill(server, how, 10_000 * found.kills, chance.uniform(0.0, 0.4))
        server.start()
        acknowledged |= told
        found.kills += 1
        found.acknowledged = len(acknowledged)
        found.lost += _faults(server, acknowledged)
    server.kill()
    return found


def _write_and_kill(server: Server, how: str, first: int, seconds: float) -> set[int]:
    """Let a writer write and kill the server some time after its first acknowledgement; the numbers acknowledged."""
    command = [sys.executable, "-c", WRITER, how, str(first)]
    writer = subprocess.Popen(
        command, env=server.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    began = writer.stdout.readline()
    time.sleep(seconds)
    server.kill()
    rest, _ = writer.communicate()
    # A last line without its end was never told.
    lines = (began + rest).split(b"\n")[:-1]
    if not lines:
        raise RuntimeError("The writer acknowledged nothing.")
    return {int(line) for line in lines}


def _faults(server: Server, acknowledged: set[int]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", READER], env=server.environment, check=True, capture_output=True, text=True
    )
    left = json.loads(done.stdout)
    faults = [f"acknowledged and gone: {number}" for number in sorted(acknowledged - {*left["whole"]})]
    faults += [f"half there: {number}" for number in left["parts"]]
    if left["strangers"] or left["breaks"]:
        faults.append(f"the audit does not fit: {left['strangers']} without a row, {left['breaks']} breaks")
    return faults


def _children(number: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def _lives(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
