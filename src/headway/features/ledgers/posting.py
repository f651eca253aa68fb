"""How entries become postings: checked, written under locks, and only where units suffice.

Rows are locked in one order everywhere: the head of the audit first, then accounts by key. Whether units suffice is part
of the update itself, so that of many writers only as many win as there are units.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When

from headway.features.approvals.queries import granted_request
from headway.features.audit.actions import record
from headway.features.ledgers.models import Account, Line, Posting
from headway.rules.verdict import Refused, refuse

# Accounts changed by one statement; each is a branch of it.
_ACCOUNTS_A_STATEMENT = 200
# The origin of a request that lets an account go below zero: this kind and the account's public id.
ACCOUNT = "ledger-account"


class LedgerFault(Exception):
    """A posting that cannot be meant, such as lines that do not sum to zero; the message says what and where."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be posted under one key. `lines`: account and amount, positive is credit, together zero."""

    key: str
    lines: Sequence[tuple[Account, int]]
    source: str
    on: date
    approval: str = ""
    reverses: Posting | None = None


def check_entry(entry: Entry) -> None:
    """LedgerFault unless the lines sum to zero, none is nothing, no account stands twice and all share one unit."""
    amounts = [amount for _, amount in entry.lines]
    if len(amounts) < 2 or sum(amounts) != 0:
        raise LedgerFault(f"{entry.key}: the lines sum to {sum(amounts)}. At least two lines sum to zero.")
    if not all(amounts):
        raise LedgerFault(f"{entry.key}: a line changes nothing. Leave it out.")
    if len({each.pk for each, _ in entry.lines}) != len(amounts):
        raise LedgerFault(f"{entry.key}: an account stands twice. Write one line for each account.")
    units = sorted({each.unit for each, _ in entry.lines})
    if len(units) > 1:
        raise LedgerFault(f"{entry.key}: lines in {' and '.join(units)}. Lines of a posting share one unit.")


def not_yet_posted(entries: Sequence[Entry]) -> list[Entry]:
    """The entries whose keys are new; LedgerFault when a known key stands for other lines. Two queries."""
    keys = [entry.key for entry in entries]
    stored = Posting.objects.filter(key__in=keys).values_list("key", flat=True)
    known: dict[str, dict[int, int]] = {key: {} for key in stored}
    lines = Line.objects.filter(posting__key__in=list(known))
    for key, holder, amount in lines.values_list("posting__key", "account", "amount"):
        known[key][holder] = amount
    for entry in entries:
        if entry.key in known and known[entry.key] != {each.pk: amount for each, amount in entry.lines}:
            raise LedgerFault(f"{entry.key}: this key was posted already with other lines. Use another key.")
    return [entry for entry in entries if entry.key not in known]


def post_new(entries: Sequence[Entry], *, by: str, at: datetime) -> None:
    """Write entries whose keys are new, all or none; Refused when units do not suffice. Runs in a transaction."""
    if not entries:
        return
    postings = [_posting(entry, by, at) for entry in entries]
    _record(entries, postings, by=by, at=at)
    net: dict[int, int] = defaultdict(int)
    for entry in entries:
        for each, amount in entry.lines:
            net[each.pk] += amount
    accounts = list(Account.objects.filter(pk__in=list(net)).select_for_update().order_by("pk"))
    overdrawn = _approved_overdrafts(entries)
    for start in range(0, len(accounts), _ACCOUNTS_A_STATEMENT):
        _move(accounts[start : start + _ACCOUNTS_A_STATEMENT], net, overdrawn)
    Posting.objects.bulk_create(postings)
    Line.objects.bulk_create(
        Line(posting=posting, account=each, amount=amount)
        for posting, entry in zip(postings, entries, strict=True)
        for each, amount in entry.lines
    )


def too_few(account: Account, wanted: int) -> Refused:
    """The refusal of taking more units than are free."""
    free = account.balance - account.reserved
    words = f"{account} has {free} left, and {wanted} are needed."
    return Refused(refuse(f"{words} Take fewer, or ask for an approval to go below zero."))


def _posting(entry: Entry, by: str, at: datetime) -> Posting:
    return Posting(
        key=entry.key,
        source=entry.source[:300],
        on=entry.on,
        recorded_at=at,
        by=by,
        reverses=entry.reverses,
        approval=entry.approval,
    )


def _move(accounts: Sequence[Account], net: Mapping[int, int], overdrawn: set[int]) -> None:
    """Change the balances of locked accounts by their net amounts, where units suffice."""
    keys = [each.pk for each in accounts]
    branches = [When(pk=key, then=Value(net[key])) for key in keys]
    change = Case(*branches, default=Value(0), output_field=IntegerField())
    free_to_move = [key for key in keys if net[key] >= 0 or key in overdrawn]
    enough = Q(may_be_negative=True) | Q(pk__in=free_to_move) | Q(balance__gte=F("reserved") - change)
    if Account.objects.filter(enough, pk__in=keys).update(balance=F("balance") + change) == len(keys):
        return
    # The accounts were read under their locks, before the update: so they tell which one was short.
    short = [
        each
        for each in accounts
        if net[each.pk] < 0 and each.pk not in overdrawn and not each.may_be_negative
    ]
    worst = min(short, key=lambda each: each.balance - each.reserved + net[each.pk])
    raise too_few(worst, -net[worst.pk])


def _approved_overdrafts(entries: Sequence[Entry]) -> set[int]:
    """Keys of accounts that a granted, unused request lets go below zero; Refused when an approval does not hold."""
    allowed = set()
    for entry in entries:
        if entry.approval:
            allowed.add(_approved_account(entry).pk)
    return allowed


def _approved_account(entry: Entry) -> Account:
    request = granted_request(entry.approval)
    if request is None:
        raise Refused(
            refuse("The approval to go below zero was not given. Ask for it, or wait for the answer.")
        )
    about = [
        each
        for each, _ in entry.lines
        if (ACCOUNT, each.public_id) == (request.origin_kind, request.origin_id)
    ]
    if not about:
        raise Refused(refuse("The approval is about something else. Ask for one about this account."))
    # The account is locked, so no other posting can use the same approval meanwhile.
    if Posting.objects.filter(approval=entry.approval).exists():
        raise Refused(refuse("The approval was used already. Ask for another one."))
    return about[0]


def _record(entries: Sequence[Entry], postings: Sequence[Posting], *, by: str, at: datetime) -> None:
    """One event for one posting with its lines, or for many with their number and the hash of their lines."""
    lines = [[entry.key, *[[each.public_id, amount] for each, amount in entry.lines]] for entry in entries]
    after: dict[str, Any] = {"lines": lines[0]}
    if len(entries) > 1:
        text = json.dumps(lines, separators=(",", ":"))
        after = {"postings": len(entries), "sha256": hashlib.sha256(text.encode()).hexdigest()}
    record(
        action="post_units",
        subject_kind="posting",
        subject_id=postings[0].public_id,
        at=at,
        by=by,
        after=after,
    )
