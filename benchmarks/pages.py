"""What pages take at the server, over the invented county: milliseconds and queries, the same page asked several times.

The peer, in the same run and database, is the list of schools as one plain query over names without rights, columns or
filters: what a bare table costs. SQLite, or PostgreSQL by DATABASE_URL.

    python benchmarks/pages.py [--times 15]
"""

import argparse
import json
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "/",
    "/schools/",
    "/schools/?phase=primary&sort=-days&page=3",
    "/schools/map/",
    "/schools/{urn}/",
    "/schools/categories/",
    "/schools/moderation/",
    "/schools/groups/",
    "/partnerships/",
    "/days/",
    "/advisers/",
    "/advisers/edit/",
    "/year-plan/",
    "/data/",
    "/policies/",
    "/search/?q=primary",
)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def main() -> None:
    """Load the county, ask every page, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        urn = start(place)
        print(json.dumps(measure(urn, options.times), indent=1))


def start(place: str) -> int:
    """An installation with the county in it; a school of it."""
    os.environ.update(HEADWAY_DATA=place, HEADWAY_HTTPS="off", HEADWAY_DEMONSTRATION="on", MFA_REQUIRED="off")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.site.settings")
    sys.path.insert(0, str(ROOT / "src"))
    django.setup()
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    now = datetime.now(UTC)
    import_module("headway.demo.start").start_demonstration(
        folder=Path(place) / "county",
        policies=ROOT / "policies",
        size="county",
        year=now.year,
        on=now.date(),
        at=now,
        tell=lambda words: None,
    )
    return import_module("headway.features.schools.queries").open_schools().first().urn


def measure(urn: int, times: int) -> dict[str, object]:
    """Each page so many times as the head of service, and the peer."""
    queries = import_module("headway.features.people.queries")
    client = Client(headers={"host": "localhost"})
    client.force_login(queries.first_holder("head-of-service", on=datetime.now(UTC).date()), backend=BACKEND)
    return {
        "database": connection.vendor,
        "processors": os.cpu_count(),
        "times": times,
        "pages": {path: ask(client, path.format(urn=urn), times) for path in PAGES},
        "peer_plain_query_of_names": peer(times),
    }


def ask(client: Client, path: str, times: int) -> dict[str, float | int]:
    """Milliseconds of a page after one time to warm up, when the process has read the policies, and its queries."""
    asked: list[str] = []
    first = client.get(path)
    if first.status_code != 200:
        raise SystemExit(f"{path} answered {first.status_code}")

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        client.get(path)
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        client.get(path)
        taken.append(1000 * (time.perf_counter() - began))
    return figures(taken) | {"queries": len(asked), "kilobytes": round(len(first.content) / 1024)}


def peer(times: int) -> dict[str, float | int]:
    """A bare table of the same schools."""
    schools = import_module("headway.features.schools.models").School.objects.order_by("name")
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        "".join(
            f"<tr><td>{urn}</td><td>{name}</td></tr>" for urn, name in schools.values_list("urn", "name")[:50]
        )
        taken.append(1000 * (time.perf_counter() - began))
    return figures(taken)


def figures(taken: list[float]) -> dict[str, float | int]:
    """The middle and the slow end, in milliseconds."""
    cuts = quantiles(taken, n=20, method="inclusive")
    return {"p50_ms": round(median(taken), 1), "p95_ms": round(cuts[18], 1)}


if __name__ == "__main__":
    main()
