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
from django.db.models import Max

from headway.features.audit.models import ChainHead, Event

MOST = 256
# Asked several times a page, so it is not put together by the object mapper each time.
LAST = f"SELECT number, hash FROM {ChainHead._meta.db_table} WHERE id = 1"
# What a person arranges or shows for themselves: nothing that others read follows from it.
PERSONAL = (
    "arrange_columns",
    "keep_view",
    "share_view",
    "drop_view",
    "undo_drop_view",
    "end_sessions",
    "make_link",
    "use_link",
    "sign_in",
    "open_pupil_data",
)
NOTHING: frozenset[str] = frozenset()
# What only its own pages and a school's page tell of.
ASIDE = frozenset({"letter", "conflict", "contact", "intelligence", "record-of-visit", "visit"})
# What a list of schools tells of, and no list of categories, days, partnerships, advisers or assignments. Each event of
# these names the one school it is of, so what is kept of many schools can be mended instead of made anew.
OF_A_SCHOOL = frozenset({"provision", "headship"})
# What no sum, no list but that of schools, no policy and nobody's roles follow from.
SMALL = ASIDE | OF_A_SCHOOL
MOST_MENDED = 50


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of the chain; two chains with as many events differ in the hash. Nothing was ever done: number 0."""

    number: int
    hash: str


NOWHERE = Head(-1, "")
_reading: ContextVar[list[Head] | None] = ContextVar("reading", default=None)


class Memory:
    """Values by key, each with the number of the event it was worked out after; the oldest used go first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
        self._seen = NOWHERE
        self._changed: dict[str, int] = {}

    def forget(self) -> None:
        """Keep nothing of what was worked out before."""
        with self._lock:
            self._kept.clear()
            self._seen = NOWHERE

    def get(
        self,
        key: Hashable,
        make: Callable[[], Any],
        *,
        apart_from: frozenset[str] = NOTHING,
        mend: Callable[[Any, frozenset[int]], Any] | None = None,
    ) -> Any:
        """What is kept under the key, or what `make` makes of the database as it stands now.

        `apart_from`: kinds of subjects whose events change nothing of it; every other event is thought to.
        `mend` makes the new value of the old one where only single schools (their URNs) changed since.
        Inside a transaction nothing is kept or taken: what it sees may never come to be.
        """
        if connection.in_atomic_block:
            return make()
        head = chain_head()
        with self._lock:
            self._look(head)
            after, value = self._kept.get(key, (-1, None))
            if after >= self._last_change(apart_from):
                self._kept.move_to_end(key)
                return value
            mendable = mend is not None and after >= self._last_change(apart_from | OF_A_SCHOOL)
        schools = schools_changed(after, head.number) if mendable else None
        value = make() if mend is None or schools is None else mend(value, schools)
        with self._lock:
            self._kept[key] = (head.number, value)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return value

    def _last_change(self, apart_from: frozenset[str]) -> int:
        return max((number for kind, number in self._changed.items() if kind not in apart_from), default=0)

    def _look(self, head: Head) -> None:
        """Take in what happened since the last look: the number of the last event of each kind of subject."""
        if head == self._seen:
            return
        if self._seen == NOWHERE:
            self._changed = {"": head.number}
        elif head.number <= self._seen.number:
            if Event.objects.filter(number=self._seen.number, hash=self._seen.hash).exists():
                return  # read before another thread looked
            self._kept.clear()  # another chain, as after a backup was brought back
            self._changed = {"": head.number}
        else:
            since = Event.objects.filter(number__gt=self._seen.number, number__lte=head.number)
            others = since.exclude(action__in=PERSONAL).order_by().values_list("subject_kind")
            self._changed |= dict(others.annotate(Max("number")))
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


def schools_changed(after: int, until: int) -> frozenset[int] | None:
    """URNs of the schools that events of one school each told of, later than one number and up to another.

    None where they are too many to be worth looking at one by one, or one does not name its school.
    """
    events = Event.objects.filter(number__gt=after, number__lte=until, subject_kind__in=OF_A_SCHOOL)
    told = list(events.order_by().values_list("after", flat=True)[: MOST_MENDED + 1])
    if len(told) > MOST_MENDED or not all(facts and "school" in facts for facts in told):
        return None
    return frozenset(int(facts["school"]) for facts in told)


memory = Memory()
remembered = memory.get
