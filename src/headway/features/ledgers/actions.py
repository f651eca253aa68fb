"""Writes of ledgers: open accounts, post, reverse, reserve, release, spend."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from headway.features.audit.actions import record
from headway.features.ledgers.models import Account, Posting, Reservation
from headway.features.ledgers.posting import (
    Entry,
    LedgerFault,
    check_entry,
    not_yet_posted,
    post_new,
    too_few,
)
from headway.features.ledgers.queries import posting_of
from headway.rules.verdict import Refused, refuse


def account(*, unit: str, period: str, key: str, may_be_negative: bool = False) -> Account:
    """The account of this unit, period and key, opened when it is not there yet.

    `may_be_negative` marks a source such as “entitled by rule”; LedgerFault when a known account says otherwise.
    """
    found, _ = Account.objects.get_or_create(
        unit=unit, period=period, key=key, defaults={"may_be_negative": may_be_negative}
    )
    if found.may_be_negative != may_be_negative:
        known = "may" if found.may_be_negative else "may not"
        raise LedgerFault(f"{found} {known} go below zero: it was opened that way. Use it as it is.")
    return found


def open_accounts(*, unit: str, period: str, keys: Iterable[str]) -> dict[str, Account]:
    """Accounts of many keys, none below zero, opened where they are not there yet: key to account, two queries.

    An empty account is no more than a name, so opening one has no event; the first posting has.
    """
    wanted = list(dict.fromkeys(keys))
    fresh = [Account(unit=unit, period=period, key=key) for key in wanted]
    Account.objects.bulk_create(fresh, ignore_conflicts=True)
    return {each.key: each for each in Account.objects.filter(unit=unit, period=period, key__in=wanted)}


def post(
    *,
    lines: Sequence[tuple[Account, int]],
    source: str,
    on: date,
    key: str,
    by: str,
    at: datetime,
    approval: str = "",
) -> Posting:
    """Post lines that sum to zero; the same key again changes nothing and returns the first posting.

    `source` says where the units come from in words; `by` is a person's public id or empty. `approval` is the id of a
    granted request about the one account that goes below zero, see `posting.ACCOUNT`; it serves one posting. Refused,
    with nothing changed, when units do not suffice; LedgerFault when lines cannot be meant.
    """
    return post_all(entries=[Entry(key, lines, source, on, approval)], by=by, at=at)[0]


@transaction.atomic
def post_all(*, entries: Sequence[Entry], by: str, at: datetime) -> list[Posting]:
    """Post many entries or none, in a number of queries that hardly grows with them; postings in the order given."""
    for entry in entries:
        check_entry(entry)
    if len({entry.key for entry in entries}) != len(entries):
        raise LedgerFault("Two of the postings have the same key. Give each its own.")
    try:
        with transaction.atomic():
            post_new(not_yet_posted(entries), by=by, at=at)
    except IntegrityError:
        # Another writer posted one of the keys, or reversed the same posting, meanwhile: then theirs counts.
        if not_yet_posted(entries):
            words = "Somebody else has just changed the same account. Look at it again, then repeat."
            raise Refused(refuse(words)) from None
    found = {
        posting.key: posting for posting in Posting.objects.filter(key__in=[each.key for each in entries])
    }
    return [found[entry.key] for entry in entries]


def reverse(
    *, posting: Posting, source: str, on: date, key: str, by: str, at: datetime, approval: str = ""
) -> Posting:
    """Correct a posting by its opposite, once; both stay. Refused when its units were spent meanwhile."""
    if posting.reverses_id:
        raise LedgerFault(f"{posting.key} is itself a reversal. Post the units anew instead.")
    other = Posting.objects.filter(reverses=posting).exclude(key=key).first()
    if other:
        raise LedgerFault(f"{posting.key} was reversed already, by {other.key}.")
    lines = [(line.account, -line.amount) for line in posting.lines.select_related("account")]
    return post_all(entries=[Entry(key, lines, source, on, approval, posting)], by=by, at=at)[0]


@transaction.atomic
def reserve(*, account: Account, amount: int, source: str, key: str, by: str, at: datetime) -> Reservation:
    """Set units aside until they are spent or released; the same key again changes nothing. Refused when too few."""
    if amount < 1:
        raise LedgerFault(f"{key}: a reservation takes at least one unit, not {amount}.")
    known = Reservation.objects.filter(key=key).first()
    if known is None:
        try:
            with transaction.atomic():
                return _reserve_new(account, amount, source, key, by=by, at=at)
        except IntegrityError:
            known = Reservation.objects.get(key=key)
    if (known.account_id, known.amount) != (account.pk, amount):
        raise LedgerFault(f"{key} already reserves {known.amount} of {known.account}. Use another key.")
    return known


@transaction.atomic
def release(*, reservation: Reservation, by: str, at: datetime) -> None:
    """Give reserved units back; a second time changes nothing."""
    _end(reservation, by=by, at=at)


@transaction.atomic
def spend(
    *, reservation: Reservation, to: Account, source: str, on: date, key: str, by: str, at: datetime
) -> Posting:
    """Move reserved units to another account and end the reservation, both or neither.

    The same key again changes nothing. Refused when the reservation was released before.
    """
    if not _end(reservation, by=by, at=at) and posting_of(key) is None:
        raise Refused(refuse("These units are no longer reserved. Reserve them again, then spend them."))
    lines = [(reservation.account, -reservation.amount), (to, reservation.amount)]
    return post(lines=lines, source=source, on=on, key=key, by=by, at=at)


def _reserve_new(
    account: Account, amount: int, source: str, key: str, *, by: str, at: datetime
) -> Reservation:
    made = Reservation(account=account, key=key, amount=amount, source=source[:300])
    after = {"account": account.public_id, "amount": amount, "key": key}
    _record("reserve_units", made, by=by, at=at, after=after)
    enough = Q(may_be_negative=True) | Q(balance__gte=F("reserved") + amount)
    if not Account.objects.filter(enough, pk=account.pk).update(reserved=F("reserved") + amount):
        raise too_few(Account.objects.get(pk=account.pk), amount)
    made.save()
    return made


def _end(reservation: Reservation, *, by: str, at: datetime) -> bool:
    """End a reservation that stands; False when it had ended."""
    standing = Reservation.objects.filter(pk=reservation.pk, released_at=None)
    if not standing.exists():
        return False
    with transaction.atomic():
        _record("release_units", reservation, by=by, at=at, after={"amount": reservation.amount})
        if standing.update(released_at=at):
            held = Account.objects.filter(pk=reservation.account_id)
            held.update(reserved=F("reserved") - reservation.amount)
            return True
        # Somebody else ended it meanwhile: the event that was to tell of it goes back.
        transaction.set_rollback(True)
    return False


def _record(action: str, reservation: Reservation, *, by: str, at: datetime, after: dict) -> None:
    record(
        action=action, subject_kind="reservation", subject_id=reservation.public_id, at=at, by=by, after=after
    )
