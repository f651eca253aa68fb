"""The audit chain finds and locates any tampering."""

from datetime import UTC, datetime

import pytest

from headway.features.audit.actions import record
from headway.features.audit.models import ChainHead, Event
from headway.features.audit.queries import breaks_in_the_chain

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def chain():
    for n in range(1, 6):
        record(action="judge", subject_kind="school", subject_id=900000 + n, at=AT, by="x", after={"n": n})


def numbers():
    return [found.number for found in breaks_in_the_chain()]


def test_an_untouched_chain_holds(chain):
    assert breaks_in_the_chain() == []


def test_an_empty_chain_holds():
    assert breaks_in_the_chain() == []


def test_an_edit_is_located(chain):
    Event.objects.filter(number=3).update(after={"n": 30})
    assert numbers() == [3]


def test_a_deletion_is_located(chain):
    Event.objects.filter(number=3).delete()
    assert numbers() == [3]


def test_a_deletion_at_the_end_is_located(chain):
    Event.objects.filter(number=5).delete()
    assert numbers() == [6 - 1]


def test_an_insertion_is_located(chain):
    last = Event.objects.get(number=5)
    Event.objects.create(
        number=6,
        at=AT,
        action="forged",
        subject_kind="school",
        subject_id="1",
        previous_hash=last.hash,
        hash="0" * 64,
    )
    assert 6 in numbers()


def test_a_swap_is_located(chain):
    two, four = Event.objects.get(number=2), Event.objects.get(number=4)
    Event.objects.filter(number__in=[2, 4]).delete()
    two.number, four.number = 4, 2
    two.save(force_insert=True)
    four.save(force_insert=True)
    assert {2, 4} <= set(numbers())


def test_a_rewritten_end_does_not_match_the_head(chain):
    ChainHead.objects.update(hash="f" * 64)
    assert numbers() == [5]
