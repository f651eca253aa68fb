"""The invented county among as many schools as England has, with years of history behind each, for other benchmarks.

As in an installation that read the national register, the further schools are another authority's. Each is a copy of an
invented one with a number of its own. Every school, the county's too, has for each year a judgement, its days, two
published figures and an event in the audit; every third year an inspection.

    python benchmarks/grown.py FOLDER --schools 24000 --years 10     (FOLDER: HEADWAY_DATA of an installation that stopped)
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from itertools import batched, count
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
FIRST_URN = 1_000_000
BATCH = 2000
MEASURES = 2
RECENT = 2


def main() -> None:
    """Grow the installation in the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--schools", type=int, default=24_000)
    parser.add_argument("--years", type=int, default=10)
    options = parser.parse_args()
    os.environ.update(
        HEADWAY_DATA=options.folder, HEADWAY_HTTPS="off", HEADWAY_DEMONSTRATION="on", MFA_REQUIRED="off"
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.site.settings")
    sys.path.insert(0, str(ROOT / "src"))
    django.setup()
    grow(options.schools, options.years)


def grow(schools: int, years: int) -> None:
    """So many schools and so many years."""
    models = {
        name: getattr(import_module(f"headway.features.{feature}.models"), name)
        for feature, name in (
            ("schools", "School"),
            ("categories", "Judgement"),
            ("categories", "Proposal"),
            ("allocation", "Entitlement"),
            ("appointments", "Appointment"),
            ("evidence", "Inspection"),
            ("evidence", "Observation"),
        )
    }
    originals = list(models["School"].objects.filter(authority__own=True).order_by("urn"))
    copied = [(FIRST_URN + at, originals[at % len(originals)]) for at in range(schools - len(originals))]
    now = datetime.now(UTC)
    elsewhere = import_module("headway.features.schools.models").Authority.objects.create(
        code="000", name="Elsewhere"
    )
    store(models["School"], (school_like(one, urn, elsewhere.pk) for urn, one in copied))
    everybody = [*copied, *((one.urn, one) for one in originals)]
    for name, make in MAKERS.items():
        examples = examples_of(models[name])
        store(
            models[name], (row for urn, one in everybody for row in make(examples, urn, one.urn, years, now))
        )
    store_events([urn for urn, _ in everybody], years, now)
    import_module("headway.flows.index_everything").index_everything()


def store(model: type, rows: Iterable) -> None:
    """Rows of one kind, in batches."""
    for some in batched(rows, BATCH):
        model.objects.bulk_create(some)


def examples_of(model: type) -> dict[int, object]:
    """One row of each original school that has one."""
    if model.__name__ == "Appointment":
        held = model.objects.filter(subject_kind="school", role="adviser", valid_until=None)
        return {int(row.subject_id): row for row in held}
    rows = model.objects.filter(school__isnull=False)
    if model.__name__ == "Proposal":
        rows = rows.filter(latest=True)
    return {row.school_id: row for row in rows}


def again(row: object, **changed: object) -> object:
    """A new row like this one, with what is changed and a public id of its own."""
    fields = {
        f.attname: getattr(row, f.attname)
        for f in row._meta.concrete_fields
        if f.attname not in ("id", "public_id")
    }
    return type(row)(**fields | changed)


def school_like(one: object, urn: int, authority: str) -> object:
    """A school with a number and a name of its own, elsewhere."""
    return again(one, urn=urn, name=f"{one.name} {urn - FIRST_URN}", authority_id=authority)


def past(years: int, now: datetime) -> range:
    """The years before those the demonstration invents itself."""
    return range(now.year - years - RECENT, now.year - RECENT)


def judgements(examples: dict, urn: int, like: int, years: int, now: datetime) -> Iterator[object]:
    """One a year."""
    example = examples.get(like) or next(iter(examples.values()))
    changed = {"proposal_id": None, "request_id": None, "state": "agreed"}
    for year in past(years, now):
        yield again(
            example, school_id=urn, valid_from=date(year, 9, 1), valid_until=date(year + 1, 9, 1), **changed
        )


def proposals(examples: dict, urn: int, like: int, years: int, now: datetime) -> Iterator[object]:
    """The latest, elsewhere."""
    if like in examples and urn != like:
        yield again(examples[like], school_id=urn)


def days(examples: dict, urn: int, like: int, years: int, now: datetime) -> Iterator[object]:
    """A line a year."""
    if like in examples:
        for year in past(years, now):
            yield again(
                examples[like], school_id=urn, year=year, earned_by_id=None, posting_key=f"grown {urn} {year}"
            )


def advisers(examples: dict, urn: int, like: int, years: int, now: datetime) -> Iterator[object]:
    """The adviser of the school it is like, elsewhere."""
    if like in examples and urn != like:
        yield again(examples[like], subject_id=str(urn))


def inspections(examples: dict, urn: int, like: int, years: int, now: datetime) -> Iterator[object]:
    """One every third year."""
    if like in examples:
        for year in past(years, now)[::3]:
            yield again(examples[like], school_id=urn, started_on=date(year, 3, 1 + urn % 28))


def figures(examples: dict, urn: int, like: int, years: int, now: datetime) -> Iterator[object]:
    """Some measures a year."""
    if like in examples:
        for year in past(years, now):
            for measure in range(MEASURES):
                period = f"{year}/{(year + 1) % 100:02}"
                yield again(examples[like], school_id=urn, period=period, measure=f"grown-{measure}")


MAKERS = {
    "Judgement": judgements,
    "Proposal": proposals,
    "Entitlement": days,
    "Appointment": advisers,
    "Inspection": inspections,
    "Observation": figures,
}


def store_events(urns: list[int], years: int, now: datetime) -> None:
    """A whole chain: one event a school and year after those that are there."""
    audit = import_module("headway.features.audit.models")
    link_hash = import_module("headway.features.audit.chain").link_hash
    head = audit.ChainHead.objects.get(pk=1)
    numbers, last = count(head.number + 1), head.hash

    def events() -> Iterator[object]:
        nonlocal last
        for urn in (urn for urn in urns for _ in range(years)):
            event = audit.Event(
                number=next(numbers),
                at=now,
                action="judge_category",
                subject_kind="school",
                subject_id=str(urn),
                previous_hash=last,
            )
            last = event.hash = link_hash(event)
            yield event

    store(audit.Event, events())
    head.number, head.hash = head.number + len(urns) * years, last
    head.save()


if __name__ == "__main__":
    main()
