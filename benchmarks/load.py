"""Many people at once: they read pages and write now and then, thinking between; milliseconds until the answer is whole.

Starts an installation of its own on loopback with the invented county, signs everybody in by one-time links, and lets
them walk a fixed mix of pages with fixed seeds; a tenth of what they do writes, and of that some changes what others
see. The peer in the same run is the health page, which asks nothing of the database beyond being there: what of the time
is the server's and the network's alone. SQLite, or PostgreSQL by DATABASE_URL.

    python benchmarks/load.py [--people 300] [--seconds 60] [--think 5] [--schools 24000 --years 10]
"""

import argparse
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[1]
SEED = 20260901
PORT = 8931
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LINK = re.compile(r"  (\S.*?)\s+(http://\S+/sign-in/link/\S+)")
READER, OFFICER = "Head of service", "Data officer"
READS = (
    "/",
    "/schools/",
    "/schools/?phase=secondary",
    "/schools/?q=church&page=2",
    "/schools/{urn}/",
    "/schools/categories/",
    "/partnerships/",
    "/days/",
    "/advisers/",
    "/year-plan/",
    "/search/suggest/?q=prim",
)
COLUMNS = ("trust", "flags", "district")
WRITE_SHARE = 0.1
SHARED_SHARE = (
    0.1  # of what is written: it changes what others see, so nothing kept in memory holds any longer
)
WARM_UP = 20  # seconds over which people arrive; what they meet in them is not counted


class Person:
    """One signed-in person: a connection, cookies, a token and dice of their own."""

    def __init__(
        self,
        number: int,
        cookies: dict[str, str],
        urns: list[str],
        think: float,
        officer: "Person | None" = None,
    ) -> None:
        self.dice, self.think = random.Random(SEED + number), think
        self.cookies, self.urns, self.officer = dict(cookies), urns, officer
        self.reads: list[float] = []
        self.writes: list[float] = []
        self.faults: list[str] = []
        self.wire = HTTPConnection("localhost", PORT, timeout=30)

    def walk(self, until: float, counted_from: float) -> None:
        """Read and write until the end, thinking between."""
        time.sleep(self.dice.random() * WARM_UP)
        while time.monotonic() < until:
            writes = self.dice.random() < WRITE_SHARE
            began = time.monotonic()
            try:
                done = self._write() if writes else self._read()
            except (HTTPException, OSError) as failure:
                self.wire.close()
                self.faults.append(repr(failure))
                continue
            took = 1000 * (time.monotonic() - began)
            if not done:
                self.faults.append("written" if writes else "read")
            elif began >= counted_from:
                (self.writes if writes else self.reads).append(took)
            time.sleep(self.think * (0.5 + self.dice.random()))

    def _read(self) -> bool:
        path = self.dice.choice(READS).format(urn=self.dice.choice(self.urns))
        return self.ask("GET", path)[0] == 200

    def _write(self) -> bool:
        """Leave columns of a list out, or record a provision of a school: each with its audit event and a redirect."""
        if self.dice.random() < SHARED_SHARE:
            officer = Person(self.dice.getrandbits(30), self.officer.cookies, self.urns, 0)
            return officer.record_provision()
        fields = [("csrfmiddlewaretoken", self.cookies["token"]), ("back", "/schools/")]
        fields += [("offered", one) for one in COLUMNS]
        fields += [("column", one) for one in COLUMNS if self.dice.random() < 0.5]
        return self.ask("POST", "/lists/columns/", urlencode(fields))[0] == 302

    def record_provision(self) -> bool:
        """What others see of a school, changed."""
        day = {"valid_from-day": "1", "valid_from-month": "9", "valid_from-year": "2025"}
        need = f"need {self.dice.getrandbits(48):x}"
        fields = {"csrfmiddlewaretoken": self.cookies["token"], "kind": "sen-unit", "need": need, **day}
        path = f"/schools/{self.dice.choice(self.urns)}/provisions/record/"
        return self.ask("POST", path, urlencode(fields))[0] == 302

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        """One request, its answer read to the end."""
        # The server lets go of a connection nobody uses; a browser opens another one, and so does this.
        self.wire.close()
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items() if name != "token")
        headers = {"Cookie": sent, "Content-Type": "application/x-www-form-urlencoded"}
        self.wire.request(method, path, body=body or None, headers=headers)
        answer = self.wire.getresponse()
        text = answer.read().decode(errors="replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, text


def start(data: str, schools: int, years: int) -> tuple[subprocess.Popen, dict[str, str]]:
    """The installation, ready, and a one-time link of each role."""
    process, links = run(data)
    if schools:
        wait_for_planning(sign_in(links[READER])[0])
        process.terminate()
        process.wait(60)
        grow = [
            sys.executable,
            ROOT / "benchmarks" / "grown.py",
            data,
            "--schools",
            str(schools),
            "--years",
            str(years),
        ]
        subprocess.run(grow, check=True)
        process, links = run(data)
    return process, links


def run(data: str) -> tuple[subprocess.Popen, dict[str, str]]:
    """The web and the worker, listening."""
    environment = {
        **os.environ,
        "HEADWAY_DATA": data,
        "HEADWAY_HTTPS": "off",
        "HEADWAY_DEMONSTRATION": "on",
        "MFA_REQUIRED": "off",
        "PORT": str(PORT),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "headway", "run"]
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    links: dict[str, str] = {}
    for line in process.stdout or ():
        links.update(LINK.findall(line))
        if "Stop everything" in line:
            break
    threading.Thread(target=lambda: [None for _ in process.stdout or ()], daemon=True).start()
    wait_until_it_answers()
    return process, links


def wait_until_it_answers() -> None:
    """Until the web listens; it is started after the words that say so."""
    for _ in range(100):
        try:
            socket.create_connection(("localhost", PORT), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return


def sign_in(link: str) -> tuple[dict[str, str], list[str]]:
    """The cookies of a session, with the form token, and the schools of the first page of the primary ones."""
    person = Person(0, {}, [], 0)
    path = urlsplit(link).path
    token = TOKEN.search(person.ask("GET", path)[1]).group(1)
    person.ask("POST", path, urlencode({"csrfmiddlewaretoken": token}))
    text = person.ask("GET", "/schools/?phase=primary")[1]
    person.cookies["token"] = TOKEN.search(text).group(1)
    return person.cookies, sorted(set(re.findall(r'href="/schools/(9\d{5})/"', text)))


def wait_for_planning(cookies: dict[str, str]) -> None:
    """Until the worker has planned the first year: it shares the processors with the web."""
    person = Person(0, cookies, [], 0)
    for _ in range(120):
        if "Proved within" in person.ask("GET", "/year-plan/")[1]:
            return
        time.sleep(1)


def figures(taken: list[float]) -> dict[str, float | int]:
    """How many, and where most of them lie, in milliseconds."""
    if len(taken) < 2:
        return {"number": len(taken)}
    cuts = quantiles(taken, n=100, method="inclusive")
    return {
        "number": len(taken),
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        "p99_ms": round(cuts[98], 1),
        "max_ms": round(max(taken), 1),
    }


def measure(people: int, seconds: float, think: float, schools: int, years: int) -> dict[str, object]:
    """Everybody at once for so many seconds after warming up; the peer runs beside them."""
    with tempfile.TemporaryDirectory() as data:
        process, links = start(data, schools, years)
        try:
            cookies, urns = sign_in(links[READER])
            officer = Person(0, sign_in(links[OFFICER])[0], urns, 0)
            wait_for_planning(cookies)
            crowd = [Person(number + 1, cookies, urns, think, officer) for number in range(people)]
            counted_from = time.monotonic() + WARM_UP
            until = counted_from + seconds
            threads = [threading.Thread(target=one.walk, args=(until, counted_from)) for one in crowd]
            for thread in threads:
                thread.start()
            probe = probe_until(until, counted_from)
            for thread in threads:
                thread.join()
        finally:
            process.terminate()
            process.wait(30)
    return {
        "people": people,
        "think_seconds": think,
        "seconds": seconds,
        "schools": schools or "the invented county",
        "years": years if schools else 1,
        "processors": os.cpu_count(),
        "database": "postgresql" if os.environ.get("DATABASE_URL") else "sqlite",
        "seed": SEED,
        "reading": figures([took for one in crowd for took in one.reads]),
        "writing": figures([took for one in crowd for took in one.writes]),
        "peer_health_page": figures(probe),
        "errors": sum(len(one.faults) for one in crowd),
        "first_errors": [fault for one in crowd for fault in one.faults][:5],
    }


def probe_until(until: float, counted_from: float) -> list[float]:
    """The health page once a second, for what the server itself takes."""
    person, taken = Person(0, {}, [], 0), []
    while time.monotonic() < until:
        began = time.monotonic()
        person.ask("GET", "/health/")
        if began >= counted_from:
            taken.append(1000 * (time.monotonic() - began))
        time.sleep(1)
    return taken


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=5)
    parser.add_argument(
        "--schools", type=int, default=0, help="grow the county to so many; as it is unless told"
    )
    parser.add_argument("--years", type=int, default=10, help="of history, where it is grown")
    options = parser.parse_args()
    found = measure(options.people, options.seconds, options.think, options.schools, options.years)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
