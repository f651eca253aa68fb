"""What was worked out from the database, kept in this process until somebody changes something.

Every change leaves an event in its own transaction, so the head of the chain tells whether anything changed, over any
number of processes. What is kept is shared by threads and must not be changed by who gets it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection

from headway.features.audit.models import ChainHead, Event

MOST = 256
# Asked several times a page, so it is not put together by the object mapper each time.
LAST = f"SELECT number, hash FROM {ChainHead._meta.db_table} WHERE id = 1"
# What a person arranges or shows for themselves: nothing that others read follows from it.
PERSONAL = (
    "leave_out_columns",
    "keep_view",
    "share_view",
    "drop_view",
    "make_link",
    "use_link",
    "sign_in",
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of the chain; two chains with as many events differ in the hash. Nothing was ever done: number 0."""

    number: int
    hash: str


_reading: ContextVar[list[Head] | None] = ContextVar("reading", default=None)


class Memory:
    """Values by key, each with the number of the event it was worked out after; the oldest used go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._seen = Head(-1, "")
        self._changed = 0

    def forget(self) -> None:
        """Keep nothing of what was worked out before."""
        with self._lock:
            self._kept.clear()
            self._seen = Head(-1, "")

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What is kept under the key, or what `make` makes of the database as it stands now.

        Inside a transaction nothing is kept or taken: what it sees may never come to be.
        """
        if connection.in_atomic_block:
            return make()
        head = chain_head()
        with self._lock:
            self._look(head)
            after, value = self._kept.get(key, (-1, None))
            if after >= self._changed:
                self._kept.move_to_end(key)
                return value
        value = make()
        with self._lock:
            self._kept[key] = (head.number, value)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return value

    def _look(self, head: Head) -> None:
        """Take in what happened since the last look: the number of the last event that changed what others read."""
        if head == self._seen:
            return
        if head.number <= self._seen.number:
            if Event.objects.filter(number=self._seen.number, hash=self._seen.hash).exists():
                return  # read before another thread looked
            self._kept.clear()  # another chain, as after a backup was brought back
            self._changed = head.number
        else:
            since = Event.objects.filter(number__gt=self._seen.number, number__lte=head.number)
            others = since.exclude(action__in=PERSONAL).order_by("-number")
            self._changed = others.values_list("number", flat=True).first() or self._changed
        self._seen = head


@contextmanager
def one_reading() -> Iterator[None]:
    """Within it the head of the chain is asked for once: all a page tells from memory is of one moment."""
    token = _reading.set([])
    try:
        yield
    finally:
        _reading.reset(token)


def chain_head() -> Head:
    """The head of the chain as it stands, or as it stood when this reading began."""
    read = _reading.get()
    if not read:
        head = _ask_for_head()
        if read is None:
            return head
        read.append(head)
    return read[0]


def _ask_for_head() -> Head:
    with connection.cursor() as cursor:
        cursor.execute(LAST)
        found = cursor.fetchone()
    return Head(*found) if found else Head(0, "")


memory = Memory()
remembered = memory.get
