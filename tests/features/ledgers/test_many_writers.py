"""Ledgers under many writers: as many winners as there are units, never below zero."""

import threading
from datetime import UTC, date, datetime

import pytest
from tests.features.threads import run_at_once

from headway.features.audit.queries import breaks_in_the_chain
from headway.features.ledgers.actions import account, post, release, reserve, reverse, spend
from headway.features.ledgers.models import Account, Posting
from headway.features.ledgers.queries import balances
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
ON = date(2026, 9, 1)
WRITERS = 8


@pytest.fixture
def accounts():
    rule = account(unit="half-day", period="2026-27", key="rule", may_be_negative=True)
    school = account(unit="half-day", period="2026-27", key="school")
    visits = account(unit="half-day", period="2026-27", key="visits")
    post(lines=[(rule, -3), (school, 3)], source="", on=ON, key="credit", by="x", at=AT)
    return rule, school, visits


def state():
    now = list(Account.objects.order_by("pk"))
    return (
        [each.balance for each in now],
        [each.reserved for each in now],
        balances(now),
        breaks_in_the_chain(),
    )


def outcomes(results):
    """How many went through and how many were refused; anything else fails the test."""
    strange = [each for each in results if isinstance(each, Exception) and not isinstance(each, Refused)]
    assert strange == []
    refused = sum(isinstance(each, Refused) for each in results)
    return len(results) - refused, refused


def test_as_many_winners_as_there_are_units(accounts, tmp_path, monkeypatch):
    _, school, visits = accounts
    tasks = [
        lambda n=n: post(lines=[(school, -1), (visits, 1)], source="", on=ON, key=f"v{n}", by="x", at=AT)
        for n in range(WRITERS)
    ]
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert outcomes(results) == (3, WRITERS - 3)
    stored, _, counted, breaks = look(state)
    assert stored == list(counted.values()) == [-3, 0, 3]
    assert breaks == []


def test_opposite_transfers_do_not_lock_each_other_out(accounts, tmp_path, monkeypatch):
    rule, school, visits = accounts
    pairs = [(rule, school), (school, rule), (rule, visits), (visits, rule)] * 2
    tasks = [
        lambda n=n, a=a, b=b: post(lines=[(a, -1), (b, 1)], source="", on=ON, key=f"t{n}", by="x", at=AT)
        for n, (a, b) in enumerate(pairs)
    ]
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    done, refused = outcomes(results)
    assert done >= 6 and refused <= 2
    stored, _, counted, _ = look(state)
    assert stored == list(counted.values()) and sum(stored) == 0 and min(stored[1:]) >= 0


def test_one_key_from_many_writers_is_one_posting(accounts, tmp_path, monkeypatch):
    _, school, visits = accounts
    lines = [(school, -1), (visits, 1)]
    tasks = [lambda: post(lines=lines, source="", on=ON, key="same", by="x", at=AT).pk] * WRITERS
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert outcomes(results) == (WRITERS, 0)
    assert len(set(results)) == 1
    assert look(state)[0] == [-3, 2, 1]


def test_a_posting_is_reversed_by_one_writer_only(accounts, tmp_path, monkeypatch):
    first = Posting.objects.get(key="credit")
    tasks = [
        lambda n=n: reverse(posting=first, source="", on=ON, key=f"u{n}", by="x", at=AT) for n in range(2)
    ]
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert sum(isinstance(each, Posting) for each in results) == 1
    assert look(state)[0] == [0, 0, 0]


def test_the_last_units_are_reserved_by_one_writer(accounts, tmp_path, monkeypatch):
    _, school, _ = accounts
    tasks = [
        lambda n=n: reserve(account=school, amount=2, source="", key=f"r{n}", by="x", at=AT)
        for n in range(WRITERS)
    ]
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert outcomes(results) == (1, WRITERS - 1)
    assert look(state)[1] == [0, 2, 0]


def test_a_reservation_is_spent_or_released_by_one_writer(accounts, tmp_path, monkeypatch):
    _, school, visits = accounts
    held = reserve(account=school, amount=2, source="", key="r", by="x", at=AT)

    def use():
        return spend(reservation=held, to=visits, source="", on=ON, key="spent", by="x", at=AT)

    tasks = [use, lambda: release(reservation=held, by="x", at=AT)] * 3
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    stored, reserved, counted, _ = look(state)
    spent = sum(isinstance(each, Posting) for each in results)
    assert outcomes(results) in [(6, 0), (3, 3)]
    assert (stored, reserved) == (([-3, 1, 2] if spent else [-3, 3, 0]), [0, 0, 0])
    assert stored == list(counted.values())


def test_writers_that_check_before_they_write_are_caught_by_the_same_race(accounts, tmp_path, monkeypatch):
    """The control: without a condition in the update more win than there are units, and changes are lost."""
    _, school, _ = accounts
    all_have_read = threading.Barrier(WRITERS)

    def check_then_write():
        found = Account.objects.get(pk=school.pk)
        all_have_read.wait()
        if found.balance >= 1:
            Account.objects.filter(pk=school.pk).update(balance=found.balance - 1)

    results, look = run_at_once([check_then_write] * WRITERS, tmp_path, monkeypatch)
    assert outcomes(results) == (WRITERS, 0)
    stored, _, counted, _ = look(state)
    assert stored != list(counted.values()) and sum(stored) != 0
