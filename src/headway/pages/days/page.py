"""What the page of a year's days shows."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from headway.features.allocation.models import Entitlement
from headway.features.allocation.queries import (
    KIND,
    lines_visible_to,
    year_label,
    years_entitled,
)
from headway.features.appointments.viewer import Viewer
from headway.features.audit.memory import SMALL, remembered
from headway.features.partnerships.models import Partnership
from headway.features.people.capacity import capacity_half_days
from headway.kit.figures import Figure
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Choice, Column, Filter, Row, Table, day_cell, days_cell
from headway.kit.words import days_words
from headway.pages.days.words import as_words, inputs_words, rule_words
from headway.pages.exports import with_export
from headway.pages.years import asked_year
from headway.rules.calendars import academic_year_of
from headway.rules.capacity import may_allocate, weigh_capacity
from headway.rules.verdict import Verdict

HOME = "/days/"
SORTS = {"name": "subject", "days": "half_days", "from": "effective_on"}
FILTERS = ("year", "q", "rule", "pool", "for", "change")
FOR = (("school", "Schools"), ("lead", "Leads of partnerships"))
CHANGE = (("year", "For the whole year"), ("change", "Changed in the year"))
MOST_YEARS_AHEAD = 1


@dataclass(frozen=True, slots=True)
class YearChoice:
    """A year whose days can be given now."""

    year: int
    label: str


@dataclass(frozen=True, slots=True)
class DaysPage:
    """The days of one year: the strip, the balance, and the lines."""

    heading: str
    caption: str
    figures: tuple[Figure, ...]
    balance: str
    balanced: Verdict | None
    table: Table
    compare_href: str
    may_entitle: Verdict
    can_entitle: tuple[YearChoice, ...]


def chosen_year(asked: str, today: date) -> int:
    """The year the address asks for; without one the newest with days, else the year of today."""
    if year := asked_year(asked):
        return year
    given = years_entitled()
    return given[0] if given else academic_year_of(today).first_on.year


def days_page(viewer: Viewer, query: ListQuery, today: date) -> DaysPage:
    """The page; the number of queries does not grow with the lines."""
    year = chosen_year(query.text("year"), today)
    visible = lines_visible_to(viewer, year)
    lines = _filtered(visible, query).annotate(subject=Coalesce("school__name", "partnership__name"))
    sees_all = viewer.reach(KIND) == "all"
    by_pool, rules = remembered((days_page, viewer.sight, year), lambda: _sums(visible), apart_from=SMALL)
    demand = sum(by_pool.values())
    capacity = capacity_half_days(year) if sees_all and viewer.may_ever("capacity") else None
    now = academic_year_of(today).first_on.year
    return DaysPage(
        heading="Days",
        caption=year_label(year),
        figures=_figures(by_pool, demand, capacity, year),
        balance=weigh_capacity(capacity, demand).words if capacity else "",
        balanced=may_allocate(capacity, demand, None) if capacity else None,
        table=_table(query, lines, by_pool, rules, year),
        compare_href=f"{HOME}compare/?year={year}" if sees_all else "",
        may_entitle=viewer.may(KIND, "change"),
        can_entitle=tuple(YearChoice(one, year_label(one)) for one in range(now, now + 1 + MOST_YEARS_AHEAD)),
    )


def _filtered(lines: QuerySet[Entitlement], query: ListQuery) -> QuerySet[Entitlement]:
    if words := query.text("q"):
        lines = lines.filter(Q(school__name__icontains=words) | Q(partnership__name__icontains=words))
    for name in ("rule", "pool"):
        if value := query.text(name):
            lines = lines.filter(**{name: value})
    if query.text("for"):
        lines = lines.filter(school__isnull=query.text("for") == "lead")
    if query.text("change"):
        lines = lines.filter(whole_year_half_days__isnull=query.text("change") == "year")
    return lines


def _figures(by_pool: dict[str, int], demand: int, capacity: int | None, year: int) -> tuple[Figure, ...]:
    address = f"{HOME}?year={year}"
    figures = [Figure("Entitled", days_words(demand), href=address)]
    if capacity is not None:
        figures.append(Figure("Advisers can give", days_words(capacity), href=f"/advisers/?year={year}"))
    pools = [
        Figure(as_words(pool), days_words(days), href=f"{address}&pool={pool}")
        for pool, days in sorted(by_pool.items())
    ]
    return (*figures, *pools)


def _table(
    query: ListQuery, lines: QuerySet[Entitlement], pools: Collection[str], rules: Iterable[str], year: int
) -> Table:
    total = lines.count()
    shown = lines.order_by(*query.order_by(SORTS))[query.bounds(total)]
    table = query.table(
        caption=f"Days of {year_label(year)}",
        columns=(
            Column("School or partnership", "name", sortable=True),
            Column("Rule"),
            Column("Days", "days", numeric=True, sortable=True),
            Column("Pool"),
            Column("From", "from", sortable=True),
            Column("Why"),
        ),
        rows=[_row(line) for line in shown],
        total=total,
        noun=("line", "lines"),
        empty_words="Each school's and partnership's days will be listed here. Give the days of the year first.",
        filters=_filters(query, pools, rules, year),
        hide_caption=True,
    )
    # The year is no filter that hides days: where it has none, the page says how to start.
    return with_export(table if pools else replace(table, applied=()), query)


def _row(line: Entitlement) -> Row:
    return Row(
        (
            _subject(line),
            rule_words(line.rule),
            days_cell(line.half_days),
            as_words(line.pool),
            day_cell(line.effective_on),
            Cell(line.words, note=inputs_words(line.inputs)),
        )
    )


def _subject(line: Entitlement) -> Cell:
    if line.school:
        note = f"member of {line.earned_by.name}" if line.earned_by else ""
        return Cell(line.school.name, href=f"{HOME}schools/{line.school_id}/?year={line.year}", note=note)
    partnership: Partnership = line.partnership
    return Cell(
        partnership.name, href=f"/partnerships/{partnership.public_id}/", note="lead of the partnership"
    )


def _filters(query: ListQuery, pools: Iterable[str], slugs: Iterable[str], year: int) -> Sequence[Filter]:
    years = sorted({*years_entitled(), year}, reverse=True)
    rules = [(slug, rule_words(slug)) for slug in slugs]
    return [
        Filter("year", "Year", "select", str(year), _year_choices(years, year)),
        query.text_filter("q", "School or partnership", "Part of a name is enough"),
        query.choice_filter("for", "For", FOR),
        query.choice_filter("rule", "Rule", rules),
        query.choice_filter("pool", "Pool", [(pool, as_words(pool)) for pool in sorted(pools)]),
        query.choice_filter("change", "Given", CHANGE),
    ]


def _year_choices(years: Iterable[int], chosen: int) -> tuple[Choice, ...]:
    """The years with days; the one shown is chosen, also where the address names none."""
    return tuple(Choice(str(one), year_label(one), one == chosen) for one in years)


def _sums(lines: QuerySet[Entitlement]) -> tuple[dict[str, int], list[str]]:
    """Half-days by pool, and the rules that speak; one query."""
    by_pool: dict[str, int] = {}
    rules = set()
    for pool, rule, days in lines.order_by().values_list("pool", "rule").annotate(Sum("half_days")):
        by_pool[pool] = by_pool.get(pool, 0) + days
        rules.add(rule)
    return by_pool, sorted(rules)
