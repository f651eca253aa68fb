"""Reads of ledgers: balances as they stood and as they were known, and the lines behind them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from headway.features.ledgers.models import Account, Line, Posting


def find_account(*, unit: str, period: str, key: str) -> Account | None:
    """The account, or None where nothing was ever opened under that key."""
    return Account.objects.filter(unit=unit, period=period, key=key).first()


def balance(account: Account, *, as_at: date | None = None, known_at: datetime | None = None) -> int:
    """The account's units from its lines: those posted on or before `as_at` and recorded at or before `known_at`."""
    return balances([account], as_at=as_at, known_at=known_at)[account.pk]


def balances(
    accounts: Iterable[Account], *, as_at: date | None = None, known_at: datetime | None = None
) -> dict[int, int]:
    """Units by the account's key in the database, as `balance` counts them; one query."""
    keys = [account.pk for account in accounts]
    lines = Line.objects.filter(account__in=keys)
    if as_at is not None:
        lines = lines.filter(posting__on__lte=as_at)
    if known_at is not None:
        lines = lines.filter(posting__recorded_at__lte=known_at)
    summed = dict(lines.values_list("account").annotate(Sum("amount")))
    return {key: summed.get(key, 0) for key in keys}


def lines_of(account: Account) -> QuerySet[Line]:
    """The account's lines in the order of their days, with their postings."""
    return account.lines.select_related("posting").order_by("posting__on", "pk")


def posting_of(key: str) -> Posting | None:
    """The posting under this key, or None."""
    return Posting.objects.filter(key=key).first()


def free_units(account: Account) -> int:
    """What may still be spent or reserved now: the balance less what is reserved."""
    return account.balance - account.reserved
