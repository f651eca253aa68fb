"""Typing into the search over 24,000 invented schools: milliseconds at the server, and whether the school meant is found.

Each search runs through the page itself, signed in, as a browser asks while somebody types: beginnings of names, several
words, and slips of the finger. The peer, in the same run and database, is a plain LIKE over the names, as a list's search
box does it; it forgives no slip. SQLite, or PostgreSQL by DATABASE_URL.

    python benchmarks/search.py [--schools 24000] [--searches 400]
"""

import argparse
import html
import json
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import quantiles

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

ROOT = Path(__file__).resolve().parents[1]
SEED = 20260901
FIRST = (
    "Ash", "Beech", "Birch", "Cedar", "Elm", "Fern", "Hazel", "Holly", "Ivy", "Larch", "Lime", "Maple", "Oak", "Pine",
    "Rowan", "Sorrel", "Thorn", "Willow", "Yew", "Alder",
)  # fmt: skip
SECOND = (
    "bank", "bourne", "bridge", "brook", "by", "combe", "dale", "dene", "field", "ford", "gate", "grove", "ham", "heath",
    "hill", "holme", "hurst", "ley", "mead", "ton", "wick", "wood",
)  # fmt: skip
SAINTS = (
    "Agnes", "Andrew", "Anne", "Barnabas", "Bede", "Clement", "Cuthbert", "Edmund", "Hilda", "Hugh", "James", "John",
    "Luke", "Margaret", "Mary", "Paul", "Peter",
)  # fmt: skip
KINDS = (
    "Primary School",
    "Infant School",
    "Junior School",
    "Academy",
    "Church of England Primary School",
    "High School",
)


def main() -> None:
    """Make the schools, search, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--schools", type=int, default=24_000)
    parser.add_argument("--searches", type=int, default=400)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        start(place)
        names = make_schools(options.schools)
        print(json.dumps(measure(names, options.searches), indent=1))


def start(place: str) -> None:
    """A database of its own, with today's policies."""
    os.environ |= {
        "HEADWAY_HTTPS": "off",
        "HEADWAY_LOG": "ERROR",
        "HEADWAY_DEMONSTRATION": "on",
        "MFA_REQUIRED": "off",
        "DJANGO_SETTINGS_MODULE": "headway.site.settings",
    }
    os.environ["HEADWAY_DATA"] = place
    sys.path.insert(0, str(ROOT / "src"))
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("adopt_policies", stdout=sys.stderr)


def make_schools(count: int) -> list[tuple[int, str]]:
    """So many schools of one invented authority: URN and name; and the index of them."""
    register = import_module("headway.features.schools.models")
    dice = random.Random(SEED)
    code = import_module("headway.rules.schools").INVENTED_AUTHORITY
    authority = register.Authority.objects.create(code=code, name="Larkshire", own=True)
    named = [(900_000 + at, _name(dice)) for at in range(count)]
    more = {
        "authority": authority,
        "status": "Open",
        "status_code": "1",
        "phase": "primary",
        "town": "Northdown",
    }
    register.School.objects.bulk_create(
        (register.School(urn=urn, name=name, **more) for urn, name in named), batch_size=1000
    )
    began = time.perf_counter()
    call_command("index_everything", stdout=sys.stderr)
    make_schools.seconds = round(time.perf_counter() - began, 1)
    return named


def measure(names: list[tuple[int, str]], searches: int) -> dict[str, object]:
    """Milliseconds of each way and the share of searches that name the school meant among the first eight."""
    schools = import_module("headway.features.schools.models").School.objects
    at = datetime(2026, 9, 1, tzinfo=UTC)
    person = import_module("headway.features.people.actions").invite_person(
        email="head-of-service@example.org",
        name="Head of service 1",
        role="head-of-service",
        valid_from=at.date(),
        by="",
        at=at,
    )
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    settings.MOST_A_MINUTE = {**settings.MOST_A_MINUTE, "search": 1_000_000}  # a person types slower
    client.get("/search/suggest/?q=warm")
    dice = random.Random(SEED + 1)
    asked = [_typed(dice, dice.choice(names)[1]) for _ in range(searches)]

    def ours(typed: str) -> str:
        answer = client.get("/search/suggest/", {"q": typed})
        assert answer.status_code == 200, answer.headers
        return html.unescape(answer.content.decode())

    def peer(typed: str) -> str:
        found = schools.filter(name__icontains=typed).order_by("name")[:8]
        return " ".join(f"/schools/{urn}/ {name}" for urn, name in found.values_list("urn", "name"))

    return {
        "database": connection.vendor,
        "schools": len(names),
        "index_seconds": make_schools.seconds,
        "ours": _run(ours, asked),
        "peer_like": _run(peer, asked),
    }


def _run(search, asked) -> dict[str, object]:
    spent, found = [], {"beginning": [], "slip": []}
    for typed, meant, manner in asked:
        began = time.perf_counter()
        answer = search(typed)
        spent.append((time.perf_counter() - began) * 1000)
        found[manner].append(meant in answer.replace(",", ""))
    cuts = quantiles(spent, n=100)
    return {
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        "max_ms": round(max(spent), 1),
        "found_by_beginning": _share(found["beginning"]),
        "found_with_slip": _share(found["slip"]),
    }


def _share(found: list[bool]) -> float:
    return round(sum(found) / max(1, len(found)), 3)


def _name(dice: random.Random) -> str:
    if dice.random() < 0.3:
        return f"St {dice.choice(SAINTS)}'s {dice.choice(KINDS)}, {dice.choice(FIRST)}{dice.choice(SECOND)}"
    return f"{dice.choice(FIRST)}{dice.choice(SECOND)} {dice.choice(FIRST)} {dice.choice(KINDS)}"


def _typed(dice: random.Random, name: str) -> tuple[str, str, str]:
    """What somebody types, the beginning of the name meant, and in which manner; a school of that beginning counts."""
    words = name.replace(",", "").split()
    telling = [word for word in words if word not in {"Primary", "School", "Church", "of", "England"}]
    meant = " ".join(telling[: dice.choice((2, 2, 3))])
    typed = meant
    if dice.random() < 0.4:
        at = dice.randrange(1, len(typed) - 2)
        return typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :], meant, "slip"
    return typed[: max(2, len(typed) - dice.randrange(3))], meant, "beginning"


if __name__ == "__main__":
    main()
