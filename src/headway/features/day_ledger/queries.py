"""Reads of the day ledger, the viewer first: whose accounts are open to them, what stands in them, what waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, CharField, F, Q, QuerySet, Sum, Value, When

from headway.features.allocation.models import Entitlement
from headway.features.allocation.queries import KIND, UNIT, lead_key, school_key, year_label
from headway.features.appointments.viewer import Viewer
from headway.features.approvals.models import Request, State
from headway.features.day_ledger.models import DayRequest, Movement
from headway.features.ledgers.models import Account, Line
from headway.features.ledgers.queries import find_account
from headway.features.partnerships.models import Membership, Partnership
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools, schools_visible_to
from headway.rules.day_ledger import ENTITLED, POOLS, USED, Approved, Standing, running

Subject = School | Partnership | str  # a school, a partnership (its lead share), or a pool by its slug


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of a statement and what is held after it. `movement` None: by rule, such as the entitlement."""

    on: date
    recorded_at: datetime
    kind: str
    source: str
    half_days: int
    balance: int
    movement: Movement | None


def account_key(subject: Subject) -> str:
    """The key of the subject's account."""
    if isinstance(subject, School):
        return school_key(subject.urn)
    return lead_key(subject.public_id) if isinstance(subject, Partnership) else f"pool:{subject}"


def schools_in_ledger(viewer: Viewer, act: str = "see") -> QuerySet[School]:
    """The schools whose whole statement the viewer may see, or may record for, by name."""
    return schools_visible_to(viewer, KIND, act).order_by("name", "pk")


def partnerships_in_ledger(viewer: Viewer, act: str = "see") -> QuerySet[Partnership]:
    """The partnerships whose lead share the viewer may see, or may record for, by name."""
    rows = Partnership.objects.order_by("name", "pk")
    reach = viewer.reach(KIND, act)
    if reach == "all":
        return rows
    member_of = Membership.objects.as_at(viewer.on).filter(school__in=schools_visible_to(viewer, KIND))
    own = Q(public_id__in=viewer.tied_to("partnership")) | Q(pk__in=member_of.values("partnership"))
    own |= Q(quadrant__public_id__in=viewer.tied_to("quadrant"))
    return rows.filter(own) if reach == "own" else rows.none()


def statement(subject: Subject, year: int, as_at: date | None = None) -> tuple[StatementLine, ...]:
    """Every line of the account up to a day with what is held after it; two queries."""
    rows = Line.objects.filter(
        account__unit=UNIT, account__period=year_label(year), account__key=account_key(subject)
    )
    if as_at:
        rows = rows.filter(posting__on__lte=as_at)
    lines = list(rows.select_related("posting").order_by("posting__on", "pk"))
    known = _movements([line.posting_id for line in lines])
    held = running([line.amount for line in lines])
    return tuple(
        _line(line, known.get(line.posting_id), after) for line, after in zip(lines, held, strict=True)
    )


def balance(subject: Subject, year: int, as_at: date | None = None) -> int:
    """What the account holds, as at a day or altogether; two queries."""
    account = find_account(unit=UNIT, period=year_label(year), key=account_key(subject))
    if account is None:
        return 0
    rows = account.lines.filter(posting__on__lte=as_at) if as_at else account.lines.all()
    total: int | None = rows.aggregate(total=Sum("amount"))["total"]
    return total or 0


def standings(year: int, as_at: date | None = None) -> dict[str, Standing]:
    """What every school and partnership has and has used in a year, by the key of its account; two queries."""
    sums: dict[str, dict[str, int]] = {}
    entitled = Entitlement.objects.filter(year=year)
    moved = Movement.objects.filter(year=year).exclude(school=None, partnership=None)
    if as_at:
        entitled, moved = entitled.filter(effective_on__lte=as_at), moved.filter(on__lte=as_at)
    for urn, lead, half_days in _summed(entitled, "school_id", "partnership__public_id"):
        _into(sums, urn, lead)[ENTITLED] = half_days
    for urn, lead, what, half_days in _summed(
        moved.annotate(what=_what()), "school_id", "partnership__public_id", "what"
    ):
        _into(sums, urn, lead)[what] = half_days
    return {
        key: Standing(one.get(ENTITLED, 0), one.get("bought", 0), one.get("pools", 0), -one.get(USED, 0))
        for key, one in sums.items()
    }


def days_left(urns: Iterable[int], year: int) -> dict[int, int]:
    """URN to half-days left in the year, for schools that have an account; one query."""
    keys = {school_key(urn): urn for urn in urns}
    rows = Account.objects.filter(unit=UNIT, period=year_label(year), key__in=list(keys))
    return {keys[key]: held for key, held in rows.values_list("key", F("balance") - F("reserved"))}


def pools_of(year: int) -> Mapping[str, int]:
    """What is left in each pool of a year; one query."""
    rows = Account.objects.filter(unit=UNIT, period=year_label(year), key__startswith="pool:")
    held = dict(rows.values_list("key", "balance"))
    return {pool: held.get(f"pool:{pool}", 0) for pool in POOLS}


def standing_movement(source: str, kind: str, pool: str = "") -> Movement | None:
    """The movement of this source that stands: made and not taken back; `pool`: one that filled this pool."""
    rows = Movement.objects.filter(source=source, kind=kind, pool=pool, reverses=None, reversed_by=None)
    return rows.select_related("posting", "school", "partnership").order_by("-pk").first()


def movements_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Movement]:
    """Movements of the accounts the viewer may see or record for; those of pools for who sees all."""
    rows = Movement.objects.select_related("school", "partnership", "posting", "made_by", "approved")
    if viewer.reach(KIND, act) == "all":
        return rows
    return rows.filter(
        Q(school__in=schools_in_ledger(viewer, act)) | Q(partnership__in=partnerships_in_ledger(viewer, act))
    )


def day_requests_visible_to(viewer: Viewer) -> QuerySet[DayRequest]:
    """Requests about accounts the viewer may see, newest first."""
    rows = DayRequest.objects.select_related("request__asked_by", "school", "partnership")
    rows = rows.order_by("-request__asked_at", "-pk")
    if viewer.reach(KIND) == "all":
        return rows
    return rows.filter(
        Q(school__in=schools_in_ledger(viewer)) | Q(partnership__in=partnerships_in_ledger(viewer))
    )


def approval_of(asked: DayRequest | None, subject: Subject, year: int) -> Approved | None:
    """What a granted request allows for this account; None where it is another's, or not granted."""
    if asked is None or asked.year != year or account_key(_subject_of(asked)) != account_key(subject):
        return None
    if not Request.objects.filter(pk=asked.request_id, state=State.GRANTED).exists():
        return None
    return Approved(asked.pool, asked.half_days, Movement.objects.filter(approved=asked).exists())


def usable_requests(subject: Subject, year: int) -> list[DayRequest]:
    """Granted requests about the account that nothing has used yet."""
    rows = DayRequest.objects.filter(year=year, request__state=State.GRANTED, **subject_columns(subject))
    used = Movement.objects.exclude(approved=None).values("approved")
    return list(rows.exclude(pk__in=used).order_by("pk"))


def subject_columns(subject: Subject) -> dict[str, School | Partnership | None]:
    """The subject as the columns of a row."""
    return {
        "school": subject if isinstance(subject, School) else None,
        "partnership": subject if isinstance(subject, Partnership) else None,
    }


def is_tied(viewer: Viewer, subject: Subject) -> frozenset[str]:
    """The viewer's ties to the account as the access policy asks for them: "own" or nothing."""
    if viewer.reach(KIND) == "all":
        return frozenset()
    if isinstance(subject, School):
        own = own_schools().filter(pk__in=schools_in_ledger(viewer).values("pk"), pk=subject.pk).exists()
    elif isinstance(subject, Partnership):
        own = partnerships_in_ledger(viewer).filter(pk=subject.pk).exists()
    else:
        own = False
    return frozenset({"own"} if own else ())


def _subject_of(row: DayRequest) -> Subject:
    return row.school or row.partnership or row.pool


def _movements(postings: Iterable[int]) -> dict[int, Movement]:
    rows = Movement.objects.filter(posting__in=list(postings)).select_related("made_by", "reversed_by")
    return {one.posting_id: one for one in rows.select_related("approved__request", "made_by", "reversed_by")}


def _line(line: Line, movement: Movement | None, held: int) -> StatementLine:
    posting = line.posting
    kind = movement.kind if movement else ENTITLED
    source = movement.source if movement else posting.source
    return StatementLine(posting.on, posting.recorded_at, kind, source, line.amount, held, movement)


def _what() -> Case:
    """The kind of a movement with every pool as one."""
    return Case(When(kind__in=POOLS, then=Value("pools")), default=F("kind"), output_field=CharField())


def _summed(rows: QuerySet, *columns: str) -> QuerySet:
    return rows.order_by().values_list(*columns).annotate(Sum("half_days"))


def _into(sums: dict[str, dict[str, int]], urn: int | None, lead: str | None) -> dict[str, int]:
    return sums.setdefault(school_key(urn) if urn is not None else lead_key(lead or ""), {})
