"""What is kept in a process is never older than the last change, and what was never to be is never kept."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from headway.features.audit.actions import record
from headway.features.audit.memory import MOST, MOST_MENDED, Head, Memory
from headway.features.audit.models import ChainHead, Event

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def tell(action="judge", kind="school", after=None):
    record(action=action, subject_kind=kind, subject_id=900001, at=AT, by="x", after=after)


class Counting:
    """Makes another value each time, so that one can see whether it was asked."""

    def __init__(self):
        self.made = 0

    def __call__(self):
        self.made += 1
        return self.made


@pytest.fixture
def memory():
    return Memory()


@pytest.fixture
def make():
    return Counting()


def test_what_is_kept_is_given_until_somebody_changes_something(memory, make):
    tell()
    assert [memory.get("key", make) for _ in range(3)] == [1, 1, 1]
    tell()
    assert [memory.get("key", make) for _ in range(2)] == [2, 2]


def test_before_anything_was_ever_done_something_is_kept_too(memory, make):
    assert [memory.get("key", make) for _ in range(2)] == [1, 1]


def test_what_a_person_arranges_for_themselves_changes_nothing_for_others(memory, make):
    tell()
    memory.get("key", make)
    tell("arrange_columns")
    assert memory.get("key", make) == 1
    tell("arrange_columns")
    tell("judge")
    tell("arrange_columns")
    assert memory.get("key", make) == 2


def test_what_a_value_has_nothing_to_do_with_leaves_it(memory, make):
    apart = frozenset({"letter"})
    tell()
    memory.get("key", make, apart_from=apart)
    tell(kind="letter")
    assert memory.get("key", make, apart_from=apart) == 1
    assert memory.get("key", make) == 2, "who does not say so is told of everything"
    tell(kind="letter")
    tell(kind="school")
    tell(kind="letter")
    assert memory.get("key", make, apart_from=apart) == 3


def test_what_only_single_schools_changed_is_mended_and_not_made_anew(memory, make):
    mended = []

    def mend(value, urns):
        mended.append(urns)
        return f"{value} mended"

    def get():
        return memory.get("key", make, mend=mend)

    tell()
    assert get() == 1
    tell(kind="provision", after={"school": 900001})
    tell(kind="headship", after={"school": 900002})
    assert [get(), get()] == ["1 mended", "1 mended"]
    assert mended == [{900001, 900002}]
    tell(kind="provision", after={"school": 900003})
    tell()
    assert get() == 2, "something greater changed too"
    tell(kind="provision", after={"kind": "unit"})
    assert get() == 3, "the event does not say of which school"
    for _ in range(MOST_MENDED + 1):
        tell(kind="provision", after={"school": 900003})
    assert get() == 4, "too many to look at one by one"
    assert len(mended) == 1


def test_a_change_of_another_process_is_seen(memory, make):
    other = Memory()
    tell()
    memory.get("key", make)
    other.get("key", make)
    tell()
    assert other.get("key", make) == 3
    assert memory.get("key", make) == 4


def test_what_is_seen_inside_a_transaction_is_neither_kept_nor_taken(memory, make):
    tell()
    memory.get("key", make)
    with transaction.atomic():
        tell()
        assert memory.get("key", make) == 2
        transaction.set_rollback(True)
    assert memory.get("key", make) == 1


def test_a_change_while_something_is_worked_out_is_not_covered_up(memory):
    tell()

    def make():
        tell()
        return "old"

    assert memory.get("key", make) == "old"
    assert memory.get("key", lambda: "new") == "new"


def test_after_a_backup_was_brought_back_nothing_of_before_is_given(memory, make):
    for _ in range(3):
        tell()
    memory.get("key", make)
    Event.objects.all().delete()
    ChainHead.objects.all().delete()
    tell()
    assert memory.get("key", make) == 2


def test_as_many_events_of_another_chain_are_another_chain(memory, make):
    tell()
    memory.get("key", make)
    Event.objects.all().delete()
    ChainHead.objects.all().delete()
    tell("close_school")
    assert memory.get("key", make) == 2


def test_who_read_the_head_before_another_looked_takes_nothing_away(memory, make, monkeypatch):
    tell()
    early = ChainHead.objects.values_list("number", "hash").get()
    tell()
    memory.get("key", make)
    monkeypatch.setattr("headway.features.audit.memory.chain_head", lambda: Head(*early))
    assert memory.get("key", make) == 1


def test_the_oldest_used_goes_first(memory):
    tell()
    memory.get("first", Counting())
    for one in range(MOST - 1):
        memory.get(one, Counting())
    again = Counting()
    memory.get("first", again)
    memory.get("one more", Counting())
    memory.get("first", again)
    assert again.made == 0
    memory.get(0, again)
    assert again.made == 1
