"""The policies of an installation in use before a test begins: adopted once in this process, copied for the tests after.

Reading every file, its search words and its events takes most of a second, and more than two thousand tests begin with it.
A copy has ids of its own and a chain of events that verifies, as if it had been adopted anew. Where something stands in the
database already, or the day is another, the policies are adopted as an installation does it.
"""

from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from headway.features.audit.chain import link_hash
from headway.features.audit.models import ChainHead, Event
from headway.features.policies.actions import adopt_packs
from headway.features.policies.models import Policy
from headway.features.rows import new_public_id
from headway.features.search.models import Entry, Gram, Kind

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
POLICIES = Path(__file__).resolve().parents[1] / "policies"
FIRST = ("england", "current")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was stored: policies, their events, and by the policy's id what it is found by."""

    policies: list[Policy]
    events: list[Event]
    entries: list[tuple[Entry, list[str]]]


_kept: dict[tuple[tuple[str, ...], datetime], Kept] = {}


def adopt(packs: tuple[str, ...] = FIRST, at: datetime = AT) -> None:
    """These packs are in use; without any, those of a new installation."""
    fresh = not (Policy.objects.exists() or Event.objects.exists())
    if fresh and (packs, at) in _kept:
        _copy(_kept[packs, at])
        return
    adopt_packs(folder=POLICIES, packs=packs, by="", at=at)
    if fresh:
        _kept[packs, at] = _look()


def _look() -> Kept:
    grams: dict[int, list[str]] = {}
    for entry, gram in Gram.objects.filter(kind=Kind.POLICY).values_list("entry_id", "gram"):
        grams.setdefault(entry, []).append(gram)
    entries = [(entry, grams.get(entry.pk, [])) for entry in Entry.objects.filter(kind=Kind.POLICY)]
    return Kept(list(Policy.objects.order_by("pk")), list(Event.objects.order_by("number")), entries)


def _copy(kept: Kept) -> None:
    ids = {policy.public_id: new_public_id() for policy in kept.policies}
    Policy.objects.bulk_create([_again(policy, public_id=ids[policy.public_id]) for policy in kept.policies])
    _copy_events(kept.events, ids)
    entries = [_again(entry, key=ids[entry.key]) for entry, _ in kept.entries]
    Entry.objects.bulk_create(entries)
    rows = [
        (gram, entry.kind, entry.pk)
        for entry, (_, grams) in zip(entries, kept.entries, strict=True)
        for gram in grams
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Gram._meta.db_table} (gram, kind, entry_id) VALUES (%s, %s, %s)", rows
        )


def _copy_events(kept: list[Event], ids: dict[str, str]) -> None:
    events, last = [], "0" * 64
    for one in kept:
        event = copy(one)
        event.subject_id, event.previous_hash = ids.get(one.subject_id, one.subject_id), last
        event.hash = last = link_hash(event)
        events.append(event)
    Event.objects.bulk_create(events)
    ChainHead.objects.update_or_create(pk=1, defaults={"number": len(events), "hash": last})


def _again(row, **other):
    """The row to be stored once more, with these columns changed."""
    made = copy(row)
    made._state = copy(row._state)
    made.pk, made._state.adding = None, True
    for name, value in other.items():
        setattr(made, name, value)
    return made
