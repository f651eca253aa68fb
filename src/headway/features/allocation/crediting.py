"""Writes of entitlement: lines by rule, each with its credit in the ledgers, and booking from them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.allocation.models import Entitlement
from headway.features.allocation.queries import UNIT, lead_key, may_book_days, school_key, year_label
from headway.features.audit.actions import record
from headway.features.ledgers.actions import account, open_accounts, post_all, reserve
from headway.features.ledgers.models import Account, Reservation
from headway.features.ledgers.posting import Entry
from headway.features.partnerships.models import Partnership
from headway.features.policies.models import Policy
from headway.features.schools.models import School
from headway.rules.entitlement import SCHOOL
from headway.rules.verdict import insist

BATCH = 500
LONGEST_WORDS = 800
SOURCE = "entitled-by-rule"  # one account a pool; it goes below zero by what the pool has given


@dataclass(frozen=True, slots=True)
class Credit:
    """A line to store: what it credits now, and what its rule gives for a whole year from it on (None: the same).

    `subject_id` is a URN or a partnership's public id; `context` the public id of the partnership a share comes from.
    """

    subject_kind: str
    subject_id: str
    rule: str
    context: str
    pool: str
    base: bool
    half_days: int
    whole_year_half_days: int | None
    words: str
    inputs: tuple[tuple[str, str | int], ...]

    @property
    def key(self) -> str:
        """What names the line within a year."""
        return f"{self.subject_kind}:{self.subject_id}:{self.rule}:{self.context}"


@transaction.atomic
def credit_days(
    *, year: int, policy: Policy, credits: Sequence[Credit], effective_on: date, by: str, at: datetime
) -> int:
    """Store lines of a year and credit their half-days; how many there were.

    Each posting has a key of its own, made of year, subject, rule and how many lines of the rule there were before, so
    two writers with the same news post it once. A negative line takes days back: Refused when they were spent.
    """
    if not credits:
        return 0
    rows = _rows(year, policy, credits, effective_on)
    Entitlement.objects.bulk_create(rows, batch_size=BATCH)
    post_all(entries=_entries(year, credits, rows, effective_on), by=by, at=at)
    after = {"lines": len(rows), "half_days": sum(row.half_days for row in rows)}
    record(action="credit_days", subject_kind="entitlement", subject_id=year, at=at, by=by, after=after)
    return len(rows)


@transaction.atomic
def book_days(
    *, school: School, year: int, half_days: int, source: str, key: str, by: str, at: datetime
) -> Reservation:
    """Set half-days of the school aside, such as for a visit. Refused in words when they are used up (M5-09)."""
    known = Reservation.objects.filter(key=key).first()
    if known is not None:
        return known
    insist(may_book_days(school, year, half_days))
    held = open_accounts(unit=UNIT, period=year_label(year), keys=[school_key(school.urn)])
    return reserve(
        account=held[school_key(school.urn)], amount=half_days, source=source, key=key, by=by, at=at
    )


def _rows(year: int, policy: Policy, credits: Sequence[Credit], effective_on: date) -> list[Entitlement]:
    before = _lines_before(year)
    public = {each.subject_id for each in credits if each.subject_kind != SCHOOL}
    public |= {each.context for each in credits if each.context}
    keys = dict(Partnership.objects.filter(public_id__in=public).values_list("public_id", "pk"))
    return [
        Entitlement(
            year=year,
            policy=policy,
            school_id=int(each.subject_id) if each.subject_kind == SCHOOL else None,
            partnership_id=None if each.subject_kind == SCHOOL else keys[each.subject_id],
            earned_by_id=keys.get(each.context),
            rule=each.rule,
            pool=each.pool,
            base=each.base,
            half_days=each.half_days,
            whole_year_half_days=each.whole_year_half_days,
            words=each.words[:LONGEST_WORDS],
            inputs=dict(each.inputs),
            effective_on=effective_on,
            posting_key=f"entitlement:{year}:{each.key}:{before[each.key]}",
        )
        for each in credits
    ]


def _lines_before(year: int) -> Counter[str]:
    """How many lines of each rule there are already, by the line's key."""
    keys = Entitlement.objects.filter(year=year).values_list("posting_key", flat=True)
    return Counter(key.split(":", 2)[2].rpartition(":")[0] for key in keys)


def _entries(year: int, credits: Sequence[Credit], rows: Iterable[Entitlement], on: date) -> list[Entry]:
    period = year_label(year)
    accounts = open_accounts(unit=UNIT, period=period, keys=[_account_key(each) for each in credits])
    sources = _sources(period, {each.pool for each in credits})
    return [
        Entry(
            key=row.posting_key,
            lines=[(accounts[_account_key(each)], row.half_days), (sources[each.pool], -row.half_days)],
            source=row.words,
            on=on,
        )
        for each, row in zip(credits, rows, strict=True)
        if row.half_days
    ]


def _sources(period: str, pools: Iterable[str]) -> Mapping[str, Account]:
    return {
        pool: account(unit=UNIT, period=period, key=f"{SOURCE}:{pool}", may_be_negative=True)
        for pool in sorted(pools)
    }


def _account_key(credit: Credit) -> str:
    return school_key(credit.subject_id) if credit.subject_kind == SCHOOL else lead_key(credit.subject_id)
