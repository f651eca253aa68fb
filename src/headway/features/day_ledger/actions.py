"""Writes of the day ledger: credit, debit, reverse; each balanced, with source, purpose and reason, never edited."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.allocation.queries import KIND, UNIT, year_label
from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.day_ledger.models import DayRequest, Movement
from headway.features.day_ledger.queries import (
    Subject,
    account_key,
    approval_of,
    is_tied,
    standing_movement,
    subject_columns,
)
from headway.features.ledgers import actions as engine
from headway.features.ledgers.models import Account
from headway.features.ledgers.posting import LedgerFault
from headway.features.saving import unless_taken
from headway.rules import day_ledger as rule
from headway.rules.calendars import academic_year
from headway.rules.verdict import Refused, Verdict, first_refusal, insist, refuse

BOUGHT, GRANTED, DELIVERED = "bought", "granted", "delivered"  # the other sides, one account a year each
ONCE = "Somebody has just recorded the same. Look at the ledger again."
ONE_PLACE = "This source stands in the ledger of another school or partnership."


def may_record(by: Viewer, subject: Subject) -> Verdict:
    """Whether the person may record what was bought, granted or taken back."""
    return by.may(KIND, "change", is_tied(by, subject))


def may_spend(by: Viewer, subject: Subject) -> Verdict:
    """Whether the person may use days of the account: the authority's staff, of those whose days they see."""
    if not by.is_staff:
        return refuse("Days are used by the authority's visits; the school sees them here.")
    return by.may(KIND, "see", is_tied(by, subject))


def may_fill(by: Viewer) -> Verdict:
    """Whether the person may put days into a pool."""
    return by.may(KIND, "approve")


@transaction.atomic
def credit(
    *, subject: Subject, year: int, kind: str, half_days: int, source: str, purpose: str, reason: str, on: date,
    by: Viewer, at: datetime,
) -> Movement:  # fmt: skip
    """Credit what was bought, or grant days from the crisis pool; the same source again changes nothing."""
    insist(may_record(by, subject))
    told = {"half_days": half_days, "source": source, "purpose": purpose, "reason": reason, "on": on}
    insist(_may_be(year, **told))
    if kind not in rule.CREDITS:
        insist(refuse("Record what was bought, or what is granted in a crisis."))
    if known := _standing(subject, source, kind, half_days):
        return known
    other = _pool(rule.CRISIS, year) if kind == rule.CRISIS else _other(BOUGHT, year)
    return _move(subject, year, kind, half_days, other, by=by, at=at, **_texts(told))


@transaction.atomic
def fill_pool(
    *, pool: str, year: int, half_days: int, source: str, reason: str, on: date, by: Viewer, at: datetime
) -> Movement:
    """Put half-days of the year into a pool; the same source again changes nothing."""
    insist(may_fill(by))
    if pool not in rule.POOLS:
        insist(refuse("There is no such pool."))
    told = {
        "half_days": half_days,
        "source": source,
        "purpose": "The pool of the year",
        "reason": reason,
        "on": on,
    }
    insist(_may_be(year, **told))
    if known := _standing(pool, source, rule.FILLED, half_days):
        return known
    return _move(pool, year, rule.FILLED, half_days, _other(GRANTED, year), by=by, at=at, **_texts(told))


@transaction.atomic
def debit(
    *, subject: Subject, year: int, half_days: int, source: str, purpose: str, reason: str, on: date, by: Viewer,
    at: datetime, pool: str = "", case: str = "", approved: DayRequest | None = None, right: Verdict | None = None,
) -> Movement:  # fmt: skip
    """Use half-days, such as by a visit (`source` “visit” and its public id); the same source again changes nothing.

    `pool`: paid from there instead of the account's own days (M5-08, M7-03, then with the `case`). `approved`: what was
    agreed where days do not suffice. `right`: what allows it besides sight of the account, such as going on the visit.
    Refused in words otherwise, with nothing changed.
    """
    insist(may_spend(by, subject) if right is None else right)
    told = {"half_days": half_days, "source": source, "purpose": purpose, "reason": reason, "on": on}
    insist(_may_be(year, **told))
    if known := _standing(subject, source, rule.USED, half_days):
        return known
    held = _pool(account_key(subject), year, whole=True)
    left, given = held.balance - held.reserved, approval_of(approved, subject, year)
    if pool:
        insist(rule.may_take_from_pool(pool, half_days, left, case, given))
        spent = approved if pool == rule.CONCERN else None
        words = _texts(told | {"reason": f"{reason} Case: {case}." if case else reason})
        _move(subject, year, pool, half_days, _pool(pool, year), by=by, at=at, approved=spent, **words)
        given, approved, left = None, None, left + half_days
    insist(rule.may_overdraw(left - half_days, given))
    over = approved if left < half_days else None
    made = _move(
        subject,
        year,
        rule.USED,
        -half_days,
        _other(DELIVERED, year),
        by=by,
        at=at,
        approved=over,
        **_texts(told),
    )
    # Asked again of the row that is locked by now: somebody else may have used days since.
    held.refresh_from_db()
    insist(rule.may_overdraw(held.balance - held.reserved, given))
    return made


@transaction.atomic
def reverse(
    *, movement: Movement, reason: str, on: date, by: Viewer, at: datetime, right: Verdict | None = None
) -> Movement:
    """Correct a movement by its opposite, such as when a visit is cancelled; what a pool paid for it goes back there.
    `right` as for `debit`."""
    subject = movement.school or movement.partnership or movement.pool
    usual = may_spend(by, subject) if movement.kind == rule.USED else _may_correct(by, subject)
    insist(usual if right is None else right)
    done = Movement.objects.filter(reverses=movement).exists()
    insist(rule.may_reverse(movement.reverses_id is not None, done, reason))
    insist(_may_be_on(movement.year, on))
    back = _take_back(movement, reason, on, by=by, at=at)
    if movement.kind == rule.USED:
        for pool in rule.POOLS:
            paid = standing_movement(movement.source, pool)
            if paid:
                _take_back(paid, reason, on, by=by, at=at)
    return back


@transaction.atomic
def cancel_source(
    *, source: str, reason: str, on: date, by: Viewer, at: datetime, right: Verdict | None = None
) -> Movement | None:
    """Give back what a source used, such as a visit that is cancelled; None where nothing of it stands."""
    standing = standing_movement(source, rule.USED)
    if standing is None:
        return None
    return reverse(movement=standing, reason=reason, on=on, by=by, at=at, right=right)


def _may_correct(by: Viewer, subject: Subject) -> Verdict:
    return may_fill(by) if isinstance(subject, str) else may_record(by, subject)


def _take_back(movement: Movement, reason: str, on: date, *, by: Viewer, at: datetime) -> Movement:
    posting = engine.reverse(
        posting=movement.posting, source=reason, on=on, key=f"back:{movement.public_id}", by=by.id, at=at
    )
    copied = ("kind", "year", "school", "partnership", "pool", "source", "purpose")
    told = {name: getattr(movement, name) for name in copied}
    return _made(
        {**told, "half_days": -movement.half_days, "reason": reason, "on": on, "reverses": movement},
        posting, by=by, at=at,
    )  # fmt: skip


def _may_be(year: int, *, half_days: int, source: str, purpose: str, reason: str, on: date) -> Verdict:
    return first_refusal(rule.may_move(half_days, source, purpose, reason), _may_be_on(year, on))


def _may_be_on(year: int, on: date) -> Verdict:
    return rule.may_be_on(on, academic_year(year_label(year)))


def _standing(subject: Subject, source: str, kind: str, half_days: int) -> Movement | None:
    """What stands of this source already; Refused where it stands otherwise."""
    known = standing_movement(source, kind, _pool_of(subject))
    if known is None:
        return None
    insist(rule.may_stand_again(abs(known.half_days), half_days))
    if account_key(known.school or known.partnership or known.pool) != account_key(subject):
        insist(refuse(ONE_PLACE))
    return known


def _pool_of(subject: Subject) -> str:
    return subject if isinstance(subject, str) else ""


def _texts(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("source", "purpose", "reason", "on")}


def _move(
    subject: Subject, year: int, kind: str, amount: int, other: Account, *, source: str, purpose: str, reason: str,
    on: date, by: Viewer, at: datetime, approved: DayRequest | None = None,
) -> Movement:  # fmt: skip
    """One transaction: so many half-days to the subject's account, and the opposite to the other one."""
    held = _pool(account_key(subject), year, whole=True)
    pool = _pool_of(subject)
    before = Movement.objects.filter(source=source, kind=kind, pool=pool, reverses=None).count()
    granted = approved.request.public_id if approved and not approved.pool else ""
    try:
        posting = engine.post(
            lines=[(held, amount), (other, -amount)],
            source=f"{source}: {purpose}",
            on=on,
            key=f"days:{kind}{pool}:{source}:{before}",
            by=by.id,
            at=at,
            approval=granted,
        )
    except LedgerFault:
        # Somebody else recorded this source with other days in the same moment.
        raise Refused(refuse(ONCE)) from None
    known = Movement.objects.filter(posting=posting).first()
    if known:
        return known
    told: dict[str, Any] = {
        **subject_columns(subject), "kind": kind, "year": year, "half_days": amount, "source": source,
        "purpose": purpose, "reason": reason, "on": on, "approved": approved,
        "pool": pool,
    }  # fmt: skip
    return _made(told, posting, by=by, at=at)


def _made(told: dict[str, Any], posting: Any, *, by: Viewer, at: datetime) -> Movement:
    made = unless_taken(lambda: Movement.objects.create(**told, posting=posting, made_by=by.person), ONCE)
    after = {"kind": made.kind, "half_days": made.half_days, "year": made.year, "posting": posting.public_id}
    record(
        action="move_days", subject_kind="movement", subject_id=made.public_id, at=at, by=by.id, after=after
    )
    return made


def _pool(key: str, year: int, *, whole: bool = False) -> Account:
    """The account of a pool, or of a `whole` key."""
    full = key if whole else f"pool:{key}"
    return engine.open_accounts(unit=UNIT, period=year_label(year), keys=[full])[full]


def _other(key: str, year: int) -> Account:
    return engine.account(unit=UNIT, period=year_label(year), key=key, may_be_negative=key != DELIVERED)
