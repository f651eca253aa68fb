"""Reads of allocation: days by line, school, partnership and pool, and whether days may still be spent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from headway.features.allocation.models import Conflict, Entitlement
from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import SMALL, remembered
from headway.features.ledgers.queries import find_account, free_units
from headway.features.partnerships.models import Membership, Partnership
from headway.features.people.models import Adviser
from headway.features.schools.models import Quadrant, School
from headway.features.schools.queries import own_schools, schools_visible_to
from headway.rules.calendars import academic_year_of
from headway.rules.entitlement import PARTNERSHIP, SCHOOL, Demand, EntitlementLine, may_book
from headway.rules.entitlement_ends import CLOSES, is_of_an_end
from headway.rules.verdict import Verdict

KIND = "entitlement"
CAPACITY = "capacity"
UNIT = "half-days"
CONCERN = "concern"  # the rule of the days a school has by its category


@dataclass(frozen=True, slots=True)
class Balance:
    """Half-days of one account: given in the year, and what is spent or reserved of them."""

    entitled_half_days: int
    used_half_days: int

    @property
    def left_half_days(self) -> int:
        """What may still be booked."""
        return self.entitled_half_days - self.used_half_days


@dataclass(frozen=True, slots=True)
class PlacedDays:
    """Half-days of a year and pool: of schools in a district (its code), or of leads of partnerships in a quadrant."""

    year: int
    pool: str
    district: str
    quadrant: str
    half_days: int


def year_label(year: int) -> str:
    """The academic year that starts in this one, as the ledgers and everybody write it: 2026-27."""
    return academic_year_of(date(year, 9, 1)).label


def school_key(urn: int | str) -> str:
    """The key of a school's account of days."""
    return f"{SCHOOL}:{urn}"


def lead_key(public_id: str) -> str:
    """The key of the account of a partnership's lead share."""
    return f"{PARTNERSHIP}:{public_id}"


def lines_of(year: int) -> QuerySet[Entitlement]:
    """Every line of a year with school and partnerships, in the order they took effect."""
    rows = Entitlement.objects.filter(year=year).select_related("school", "partnership", "earned_by")
    return rows.order_by("effective_on", "pk")


def lines_visible_to(viewer: Viewer, year: int) -> QuerySet[Entitlement]:
    """Lines of the schools and partnerships whose days the viewer may see; a lead head's without fellow schools' concern."""
    reach = viewer.reach(KIND)
    if reach == "all":
        return lines_of(year)
    if reach == "none":
        return lines_of(year).none()
    schools = schools_with_days(viewer)
    own = Q(partnership__public_id__in=viewer.tied_to("partnership")) | Q(
        partnership__quadrant__public_id__in=viewer.tied_to("quadrant")
    )
    member_of = Membership.objects.as_at(viewer.on).filter(school__in=schools).values("partnership")
    lines = lines_of(year).filter(Q(school__in=schools.values("pk")) | own | Q(partnership__in=member_of))
    return without_concern(lines, schools_visible_to(viewer, KIND))


def without_concern(lines: QuerySet[Entitlement], open_to: QuerySet[School]) -> QuerySet[Entitlement]:
    """Lines without the days for concern of schools other than these: they tell a school's category."""
    return lines.exclude(~Q(school__in=open_to.values("pk")), rule__in=(CONCERN, f"{CLOSES}{CONCERN}"))


def schools_with_days(viewer: Viewer) -> QuerySet[School]:
    """Schools whose days the viewer may see; a lead head also those of the partnership."""
    rows = schools_visible_to(viewer, KIND)
    if viewer.reach(KIND) != "own":
        return rows
    led = Membership.objects.as_at(viewer.on).filter(partnership__public_id__in=viewer.tied_to("partnership"))
    return own_schools().filter(Q(pk__in=rows.values("pk")) | Q(pk__in=led.values("school")))


def is_entitled(year: int) -> bool:
    """Whether days of the year were given."""
    return Entitlement.objects.filter(year=year).exists()


def years_entitled() -> list[int]:
    """The years days were given for, newest first."""
    years = Entitlement.objects.values_list("year", flat=True).distinct().order_by("-year")
    return remembered(years_entitled, lambda: list(years), apart_from=SMALL)


def whole_year_lines(year: int) -> tuple[EntitlementLine, ...]:
    """What every rule gives for the whole year now, as the rules read it: the newest line of each; one query.

    Lines of a school's end are no rule of a whole year and are left out.
    """
    newest: dict[tuple[str, str, str, str], EntitlementLine] = {}
    for row in lines_of(year):
        line = _as_rule(row)
        if not is_of_an_end(line.rule):
            newest[line.key] = line
    return tuple(newest.values())


def demand_of(year: int) -> Demand:
    """Half-days given in the year, added up by school (URN as text), partnership lead (public id) and pool."""
    rows = Entitlement.objects.filter(year=year)
    by_school = _summed(rows.filter(partnership=None), "school_id")
    by_lead = _summed(rows.filter(school=None), "partnership__public_id")
    school_half_days, lead_half_days = sum(by_school.values()), sum(by_lead.values())
    return Demand(
        school_half_days=school_half_days,
        lead_half_days=lead_half_days,
        half_days=school_half_days + lead_half_days,
        by_school=by_school,
        by_partnership_lead=by_lead,
        by_pool=_summed(rows, "pool"),
    )


def half_days_by_partnership(year: int) -> dict[str, int]:
    """Half-days each partnership earns in the year, its lead's share and its members' shares, by public id; one query."""
    rows = Entitlement.objects.filter(year=year)
    shares = rows.annotate(earner=Coalesce("partnership__public_id", "earned_by__public_id"))
    return _summed(shares.exclude(earner=None), "earner")


def placed_days(years: Iterable[int]) -> list[PlacedDays]:
    """All half-days given in these years, added up by pool and place; one query."""
    places = ("year", "pool", "school__district_id", "partnership__quadrant__name")
    rows = Entitlement.objects.filter(year__in=years).order_by().values_list(*places)
    return [
        PlacedDays(year, pool, district or "", quadrant or "", half_days)
        for year, pool, district, quadrant, half_days in rows.annotate(Sum("half_days"))
    ]


def demand_half_days(year: int) -> int:
    """All half-days given in the year; one query."""
    given = Entitlement.objects.filter(year=year)
    return remembered(
        (demand_half_days, year),
        lambda: given.aggregate(total=Sum("half_days"))["total"] or 0,
        apart_from=SMALL,
    )


def balance_of_school(school: School, year: int) -> Balance:
    """The school's days of a year: given, and used of them; two queries."""
    return _balance(Entitlement.objects.filter(year=year, school=school), school_key(school.urn), year)


def balance_of_lead(partnership: Partnership, year: int) -> Balance:
    """The lead share's days of a year: given, and used of them; two queries."""
    rows = Entitlement.objects.filter(year=year, partnership=partnership)
    return _balance(rows, lead_key(partnership.public_id), year)


def may_book_days(school: School, year: int, half_days: int) -> Verdict:
    """Whether so many half-days of the school may still be booked: an unpartnered primary's one once a year (M5-09)."""
    balance = balance_of_school(school, year)
    return may_book(balance.entitled_half_days, balance.used_half_days, half_days)


def advisers_visible_to(viewer: Viewer) -> QuerySet[Adviser]:
    """Advisers whose capacity the viewer may see: all, those of the own quadrant, or oneself."""
    rows = Adviser.objects.select_related("person")
    if viewer.may(CAPACITY):
        return rows
    mine = Q(person=viewer.person) if viewer.may(CAPACITY, "see", frozenset({"self"})) else Q(pk=None)
    if viewer.reach(CAPACITY) != "own":
        return rows.filter(mine)
    names = Quadrant.objects.filter(public_id__in=viewer.tied_to("quadrant")).values("name")
    return rows.filter(mine | Q(quadrant__in=names))


def conflicts_on(on: date, advisers: Iterable[int] | None = None) -> QuerySet[Conflict]:
    """Conflicts of interest in force on a day, of all advisers or of these (keys)."""
    rows = Conflict.objects.as_at(on).select_related("school", "adviser__person")
    return rows if advisers is None else rows.filter(adviser__in=advisers)


def _summed(rows: QuerySet[Entitlement], column: str) -> dict[str, int]:
    return {str(key): total for key, total in rows.values_list(column).annotate(Sum("half_days")).order_by()}


def _balance(rows: QuerySet[Entitlement], key: str, year: int) -> Balance:
    entitled = rows.aggregate(total=Sum("half_days"))["total"] or 0
    account = find_account(unit=UNIT, period=year_label(year), key=key)
    return Balance(entitled, entitled - free_units(account) if account else 0)


def _as_rule(row: Entitlement) -> EntitlementLine:
    at_school = row.school_id is not None
    whole = row.whole_year_half_days
    return EntitlementLine(
        subject_kind=SCHOOL if at_school else PARTNERSHIP,
        subject_id=str(row.school_id) if at_school else row.partnership.public_id,
        rule=row.rule,
        half_days=row.half_days if whole is None else whole,
        pool=row.pool,
        base=row.base,
        words=row.words,
        inputs=tuple(row.inputs.items()),
        context=row.earned_by.public_id if row.earned_by else "",
    )
