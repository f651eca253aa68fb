"""Pages of plans over 1,000 plans of 100 actions with five years of quarterly reports: milliseconds and questions asked.

Each page is asked for through the web's own stack, signed in as head of service, warm, over plans chosen by a fixed seed.
The peer, in the same run: a workbook of one such plan (its actions and reports on two sheets) opened and its late actions
counted, as a service without a system does it. SQLite, or PostgreSQL by DATABASE_URL.

    python benchmarks/plans.py [--plans 1000] [--actions 100] [--years 5] [--asked 60]
"""

import argparse
import io
import json
import random
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from statistics import quantiles

import python_calamine
import xlsxwriter
from django.core.management import call_command
from django.db import connection
from django.test import Client
from search import start

SEED = 20260901
TODAY = datetime.now(tz=UTC).date()
MOST_MS, MOST_QUERIES = 300, 12


def main() -> None:
    """Make the plans, ask for pages, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--actions", type=int, default=100)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--asked", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        begin(place)
        began = time.perf_counter()
        person = make_person()
        plans = [make_plan(at, person, options) for at in range(options.plans)]
        seconds = round(time.perf_counter() - began, 1)
        print(json.dumps({"made_in_seconds": seconds, **measure(plans, person, options)}, indent=1))


def begin(place: str) -> None:
    """A database of its own, with today's policies, of the invented authority."""
    start(place)
    call_command("collectstatic", verbosity=0, interactive=False)
    register = import_module("headway.features.schools.models")
    code = import_module("headway.rules.schools").INVENTED_AUTHORITY
    register.Authority.objects.create(code=code, name="Larkshire", own=True)


def make_person() -> object:
    """The head of service, who sees every plan."""
    at = datetime(2021, 9, 1, tzinfo=UTC)
    return import_module("headway.features.people.actions").invite_person(
        email="head-of-service@example.org",
        name="Head of service 1",
        role="head-of-service",
        valid_from=at.date(),
        by="",
        at=at,
    )


def make_plan(number: int, person: object, options: argparse.Namespace) -> object:
    """One approved plan with its actions, each reported every quarter until today; one closed round and one open."""
    models = import_module("headway.features.plans.models")
    engine = import_module("headway.features.undertakings.models")
    dice = random.Random(SEED + number)
    first_on = TODAY - timedelta(days=365 * options.years)
    at = datetime(first_on.year, first_on.month, 1, tzinfo=UTC)
    plan = models.Plan.objects.create(
        title=f"Plan {number + 1}", kind="service", owner=person, state="approved", made_at=at, approved_at=at
    )
    quarters = options.years * 4 + 4
    days = [first_on + timedelta(days=91 * at) for at in range(quarters + 1)]
    models.Period.objects.bulk_create(
        models.Period(plan=plan, label=f"Quarter {at + 1}", valid_from=days[at], valid_until=days[at + 1])
        for at in range(quarters)
    )
    acts = make_actions(plan, first_on, 91 * quarters, at, dice, options.actions)
    engine.Report.objects.bulk_create(
        engine.Report(
            undertaking=of, on=day, status="under way", evidence="Minutes of the meeting", at=at, by=person
        )
        for of in acts
        for day in days[: options.years * 4]
    )
    frozen = {"actions": [], "slippages": []}
    models.Round.objects.create(
        plan=plan, number=1, window_from=days[0], opened_on=days[0], due_on=days[1], state="closed",
        frozen=frozen, closed_at=at,
    )  # fmt: skip
    models.Round.objects.create(
        plan=plan, number=2, window_from=TODAY - timedelta(days=80), opened_on=TODAY, due_on=TODAY
    )
    return plan


def make_actions(
    plan: object, first_on: date, days: int, at: datetime, dice: random.Random, actions: int
) -> list[object]:
    """So many actions due over so many days, four of five past ones done, one in four moved."""
    models = import_module("headway.features.plans.models")
    engine = import_module("headway.features.undertakings.models")
    rows = [
        models.Priority.objects.create(plan=plan, position=at, title=f"Priority {at + 1}") for at in range(4)
    ]
    acts = []
    for number in range(actions):
        due = first_on + timedelta(days=dice.randrange(days))
        acts.append(
            engine.Undertaking(
                kind="plans",
                words=f"Action {number + 1} of {plan.title}",
                owner_words=f"Adviser {dice.randrange(20) + 1}",
                due_on=due + timedelta(days=dice.choice((0, 0, 0, 60))),
                baseline_due_on=due,
                baseline_at=at,
                agreed_at=at,
                completed_on=due if due < TODAY and dice.random() < 0.8 else None,
                origin_kind="plan",
                origin_id=plan.public_id,
            )
        )
    engine.Undertaking.objects.bulk_create(acts)
    models.Action.objects.bulk_create(
        models.Action(plan=plan, priority=rows[at % 4], undertaking=of, position=at)
        for at, of in enumerate(acts)
    )
    return acts


def measure(plans: list, person: object, options: argparse.Namespace) -> dict[str, object]:
    """Each page's milliseconds and questions asked of the database, and the peer's milliseconds."""
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    dice = random.Random(SEED)
    chosen = [dice.choice(plans) for _ in range(options.asked)]
    pages = {
        "register": lambda plan: "/plans/",
        "register searched": lambda plan: f"/plans/?q={plan.title}",
        "at a glance": lambda plan: "/plans/overview/",
        "priorities": lambda plan: "/plans/priorities/?serves=none",
        "timeline": lambda plan: f"/plans/{plan.public_id}/",
        "list": lambda plan: f"/plans/{plan.public_id}/?view=list",
        "dates": lambda plan: f"/plans/{plan.public_id}/?view=dates",
        "patterns": lambda plan: f"/plans/{plan.public_id}/?view=patterns",
        "open round": lambda plan: f"/plans/{plan.public_id}/rounds/2/",
        "rounds compared": lambda plan: f"/plans/{plan.public_id}/rounds/compare/",
        "parts": lambda plan: f"/plans/{plan.public_id}/parts/",
        "action": lambda plan: (
            f"/plans/{plan.public_id}/actions/{plan.actions.first().undertaking.public_id}/"
        ),
        "pack for the board": lambda plan: f"/plans/{plan.public_id}/pack/word/",
        "home": lambda plan: "/",
    }
    told = {name: _page(client, [make(plan) for plan in chosen]) for name, make in pages.items()}
    slow = [name for name, one in told.items() if one["p95_ms"] > MOST_MS or one["queries"] > MOST_QUERIES]
    return {
        "database": connection.vendor,
        "plans": len(plans),
        "actions": len(plans) * options.actions,
        "reports": len(plans) * options.actions * options.years * 4,
        "pages": told,
        "over_the_aim": slow,
        "peer_workbook_ms": _peer(plans[0]),
    }


def _page(client: Client, addresses: list[str]) -> dict[str, float]:
    first = client.get(addresses[0])
    assert first.status_code == 200, (addresses[0], first.status_code, first.headers)
    asked: list[str] = []

    def count(execute, sql, *more):
        asked.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(count):
        client.get(addresses[-1])
    spent = []
    for address in addresses:
        began = time.perf_counter()
        client.get(address)
        spent.append((time.perf_counter() - began) * 1000)
    cuts = quantiles(spent, n=20)
    return {"p50_ms": round(cuts[9], 1), "p95_ms": round(cuts[18], 1), "queries": len(asked)}


def _peer(plan: object) -> float:
    """Milliseconds to open a workbook of one plan and count its late actions."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    acts, reports = book.add_worksheet("Actions"), book.add_worksheet("Reports")
    day, line = book.add_format({"num_format": "d mmm yyyy"}), 0
    rows = plan.actions.select_related("undertaking").prefetch_related("undertaking__reports")
    for at, one in enumerate(rows):
        of = one.undertaking
        acts.write_row(at, 0, (of.words, of.owner_words, "done" if of.completed_on else ""))
        acts.write_datetime(at, 3, of.due_on, day)
        for told in of.reports.all():
            reports.write_row(line, 0, (of.words, told.on.isoformat(), told.status, told.evidence))
            line += 1
    book.close()
    began = time.perf_counter()
    read = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(kept.getvalue()))
    sheets = [read.get_sheet_by_index(place).to_python() for place in (0, 1)]
    sum(row[3] < TODAY and row[2] == "" for row in sheets[0])
    return round((time.perf_counter() - began) * 1000, 1)


if __name__ == "__main__":
    main()
