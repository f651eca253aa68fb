"""One table of a draft, grouped by school, adviser or partnership, with its filters."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from headway.features.deployment.models import Assignment, Draft, Lead
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Filter, Row, Table
from headway.pages.exports import with_export
from headway.pages.yearplan.addresses import partnership_href, plan_href, school_href
from headway.rules.schools import PHASE_WORDS

GROUPINGS = {"school": "School", "partnership": "Partnership", "adviser": "Adviser"}
KEPT = ("draft", "by")
FILTERS = (*KEPT, "q", "adviser", "partnership", "quadrant", "phase", "category", "mark")
MARKS = (("changed", "Adviser changed"), ("fixed", "Fixed by hand"), ("unmet", "Days not met"))
SORTS = ("name", "adviser", "quadrant", "days", "unmet", "travel")
NOUNS = {
    "school": ("school", "schools"),
    "partnership": ("partnership", "partnerships"),
    "adviser": ("adviser", "advisers"),
}
HALVES = 2
NO_QUADRANT = "no quadrant"


@dataclass(frozen=True, slots=True)
class PlanRows:
    """What the table is made from. `fixed`: URNs and public ids of partnerships that are fixed by hand.
    `sees_categories`: whether categories are open to the viewer."""

    draft: Draft
    assignments: list[Assignment]
    leads: list[Lead]
    quadrants: Mapping[str, str]
    fixed: frozenset[str]
    sees_categories: bool

    def quadrant_of(self, row: Assignment) -> str:
        """The name of the quadrant a school lies in, or nothing."""
        return self.quadrants.get(row.school.district_id or "", "")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line before it is a row: what it sorts by, and its cells, made only where the line is shown."""

    name: str
    adviser: str
    quadrant: str
    days: int
    unmet: int
    travel: int
    cells: Callable[[], tuple[Cell | str | int | float | None, ...]]


# What each filter compares.
VALUES: Mapping[str, Callable[[PlanRows, Assignment], str]] = {
    "adviser": lambda rows, row: row.adviser.person.public_id,
    "partnership": lambda rows, row: row.partnership.public_id if row.partnership else "none",
    "quadrant": lambda rows, row: rows.quadrant_of(row),
    "phase": lambda rows, row: row.school.phase,
    "category": lambda rows, row: row.category or "none",
}


def plan_table(query: ListQuery, rows: PlanRows, *, plain: bool = False) -> Table:
    """The table of the grouping the address names. `plain`: days as numbers, for a spreadsheet."""
    grouping = query.text("by") if query.text("by") in GROUPINGS else "school"
    kept = matching(query, rows)
    columns, lines = BUILDERS[grouping](query, rows, kept, plain)
    lines = _in_order(query, lines)
    table = query.table(
        caption=f"{rows.draft.name} by {GROUPINGS[grouping].lower()}",
        columns=columns,
        rows=[Row(line.cells()) for line in lines[query.bounds(len(lines))]],
        total=len(lines),
        noun=NOUNS[grouping],
        empty_words="Every school and its adviser will be listed here. Plan this draft first.",
        hide_caption=True,
        filters=_filters(query, rows),
    )
    return _with_kept(with_export(table, query), query, rows.draft, grouping)


def matching(query: ListQuery, rows: PlanRows) -> list[Assignment]:
    """The assignments every filter lets through."""
    return [row for row in rows.assignments if _matches(query, rows, row)]


def _with_kept(table: Table, query: ListQuery, draft: Draft, grouping: str) -> Table:
    """Draft and grouping stay when filters change or are cleared."""
    kept = (*table.kept, ("draft", draft.public_id), ("by", grouping))
    narrowed = any(query.values(name) for name in FILTERS if name not in KEPT)
    return replace(table, kept=kept, clear_href=plan_href(draft, by=grouping) if narrowed else "")


def _matches(query: ListQuery, rows: PlanRows, row: Assignment) -> bool:
    for name, value in VALUES.items():
        wanted = query.text(name)
        if wanted and wanted != value(rows, row) and (name != "category" or rows.sees_categories):
            return False
    words = query.text("q").lower()
    if words and words not in row.school.name.lower() and words != str(row.school_id):
        return False
    return _has_mark(query.text("mark"), rows, row)


def _has_mark(mark: str, rows: PlanRows, row: Assignment) -> bool:
    if mark == "changed":
        return is_changed(row)
    if mark == "fixed":
        return str(row.school_id) in rows.fixed
    return row.unmet_half_days > 0 if mark == "unmet" else True


def is_changed(row: Assignment | Lead) -> bool:
    """Whether last year's adviser is known and is another."""
    return row.last_adviser_id is not None and row.last_adviser_id != row.adviser_id


def _filters(query: ListQuery, rows: PlanRows) -> tuple[Filter, ...]:
    def choices(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return sorted(set(pairs), key=lambda pair: pair[1])

    all_rows = rows.assignments
    partnerships = [(r.partnership.public_id, r.partnership.name) for r in all_rows if r.partnership]
    return (
        query.text_filter("q", "School or URN"),
        query.choice_filter(
            "adviser", "Adviser", choices((r.adviser.person.public_id, str(r.adviser)) for r in all_rows)
        ),
        query.choice_filter(
            "partnership", "Partnership", [*choices(partnerships), ("none", "No partnership")]
        ),
        query.choice_filter(
            "quadrant", "Quadrant", choices((name, name) for name in rows.quadrants.values())
        ),
        query.choice_filter("phase", "Phase", choices((r.school.phase, _phase_words(r)) for r in all_rows)),
        *([_category_filter(query, rows)] if rows.sees_categories else []),
        query.choice_filter("mark", "Marked", MARKS),
    )


def _category_filter(query: ListQuery, rows: PlanRows) -> Filter:
    found = sorted({row.category or "none" for row in rows.assignments})
    return query.choice_filter(
        "category", "Category", [(one, "Not known" if one == "none" else one) for one in found]
    )


def _in_order(query: ListQuery, lines: list[_Line]) -> list[_Line]:
    ordered = sorted(lines, key=lambda line: line.name)
    return sorted(ordered, key=lambda line: getattr(line, query.sort_key), reverse=query.descending)


def _phase_words(row: Assignment) -> str:
    return PHASE_WORDS.get(row.school.phase, row.school.phase).capitalize()


def _days(half_days: int, plain: bool) -> str | float:
    if plain:
        return half_days / HALVES
    whole, half = divmod(half_days, HALVES)
    return f"{whole:,}½" if half and whole else "½" if half else f"{whole:,}"


def _by_school(
    query: ListQuery, rows: PlanRows, kept: list[Assignment], plain: bool
) -> tuple[tuple[Column, ...], list[_Line]]:
    columns = (
        Column("School", "name", sortable=True),
        Column("Phase"),
        Column("Quadrant", "quadrant", sortable=True),
        *([Column("Category")] if rows.sees_categories else []),
        Column("Partnership"),
        Column("Adviser", "adviser", sortable=True),
        Column("Days", "days", numeric=True, sortable=True),
        Column("Not met", "unmet", numeric=True, sortable=True, unit="days"),
        Column("Travel", "travel", numeric=True, sortable=True, unit="minutes a year"),
        Column("Why"),
    )
    return columns, [_school_line(rows, row, plain) for row in kept]


def _school_line(rows: PlanRows, row: Assignment, plain: bool) -> _Line:
    return _Line(
        row.school.name,
        str(row.adviser),
        rows.quadrant_of(row),
        row.half_days,
        row.unmet_half_days,
        row.travel_minutes,
        partial(_school_cells, rows, row, plain),
    )


def _school_cells(
    rows: PlanRows, row: Assignment, plain: bool
) -> tuple[Cell | str | int | float | None, ...]:
    partnership = row.partnership
    note = f"last year {row.last_adviser}" if is_changed(row) else ""
    if str(row.school_id) in rows.fixed:
        note = "; ".join(part for part in (note, "fixed by hand") if part)
    return (
        Cell(row.school.name, href=f"/schools/{row.school_id}/", note=f"URN {row.school_id}"),
        _phase_words(row),
        Cell(rows.quadrant_of(row) or None, missing=NO_QUADRANT),
        *([Cell(row.category or None)] if rows.sees_categories else []),
        Cell(partnership.name if partnership else None, missing="none"),
        Cell(str(row.adviser), href=plan_href(rows.draft, adviser=row.adviser.person.public_id), note=note),
        _days(row.half_days, plain),
        _days(row.unmet_half_days, plain),
        row.travel_minutes,
        Cell("Why", href=school_href(rows.draft, row.school_id)),
    )


def _by_adviser(
    query: ListQuery, rows: PlanRows, kept: list[Assignment], plain: bool
) -> tuple[tuple[Column, ...], list[_Line]]:
    columns = (
        Column("Adviser", "name", sortable=True),
        Column("Schools", numeric=True),
        Column("Partnerships led", numeric=True),
        Column("Schools changed", numeric=True),
        Column("Days", "days", numeric=True, sortable=True, unit="schools and leads"),
        Column("Deployable", numeric=True, unit="days"),
        Column("Load", numeric=True, unit="%"),
        Column("Not met", "unmet", numeric=True, sortable=True, unit="days"),
        Column("Travel", "travel", numeric=True, sortable=True, unit="minutes a year"),
    )
    groups: dict[str, list[Assignment]] = defaultdict(list)
    leads: dict[str, list[Lead]] = defaultdict(list)
    for row in kept:
        groups[row.adviser.person.public_id].append(row)
    for lead in rows.leads:
        leads[lead.adviser.person.public_id].append(lead)
    return columns, [_adviser_line(rows, one, groups[one], leads[one], plain) for one in groups]


def _adviser_line(
    rows: PlanRows, adviser: str, held: list[Assignment], leads: list[Lead], plain: bool
) -> _Line:
    days = sum(row.half_days for row in held) + sum(lead.half_days for lead in leads)
    unmet = sum(row.unmet_half_days for row in held) + sum(lead.unmet_half_days for lead in leads)
    travel = sum(row.travel_minutes for row in held)
    capacity = rows.draft.capacities.get(adviser, 0)
    name = str(held[0].adviser)
    cells = (
        Cell(name, href=plan_href(rows.draft, adviser=adviser)),
        len(held),
        len(leads),
        sum(is_changed(row) for row in held),
        _days(days, plain),
        Cell(_days(capacity, plain) if capacity else None),
        Cell(round(100 * days / capacity) if capacity else None),
        _days(unmet, plain),
        travel,
    )
    return _Line(name, name, "", days, unmet, travel, lambda: cells)


def _by_partnership(
    query: ListQuery, rows: PlanRows, kept: list[Assignment], plain: bool
) -> tuple[tuple[Column, ...], list[_Line]]:
    columns = (
        Column("Partnership", "name", sortable=True),
        Column("Quadrant", "quadrant", sortable=True),
        Column("Lead adviser", "adviser", sortable=True),
        Column("Schools", numeric=True),
        Column("Schools with another adviser", numeric=True),
        Column("Days", "days", numeric=True, sortable=True, unit="schools and lead"),
        Column("Not met", "unmet", numeric=True, sortable=True, unit="days"),
        Column("Travel", "travel", numeric=True, sortable=True, unit="minutes a year"),
        Column("Fix"),
    )
    groups: dict[int, list[Assignment]] = defaultdict(list)
    for row in kept:
        groups[row.partnership_id or 0].append(row)
    led = [lead for lead in rows.leads if lead.partnership_id in groups]
    lines = [_partnership_line(rows, lead, groups[lead.partnership_id], plain) for lead in led]
    return columns, lines + ([_alone_line(rows, groups[0], plain)] if 0 in groups else [])


def _partnership_line(rows: PlanRows, lead: Lead, held: list[Assignment], plain: bool) -> _Line:
    one = lead.partnership
    quadrant = one.quadrant.name if one.quadrant else ""
    days = lead.half_days + sum(row.half_days for row in held)
    unmet = lead.unmet_half_days + sum(row.unmet_half_days for row in held)
    travel = sum(row.travel_minutes for row in held)
    note = f"last year {lead.last_adviser}" if is_changed(lead) else ""
    if one.public_id in rows.fixed:
        note = "; ".join(part for part in (note, "fixed by hand") if part)
    cells = (
        Cell(one.name, href=plan_href(rows.draft, partnership=one.public_id)),
        Cell(quadrant or None, missing=NO_QUADRANT),
        Cell(str(lead.adviser), note=note),
        len(held),
        sum(row.adviser_id != lead.adviser_id for row in held),
        _days(days, plain),
        _days(unmet, plain),
        travel,
        Cell("Fix", href=partnership_href(rows.draft, one.public_id)),
    )
    return _Line(one.name, str(lead.adviser), quadrant, days, unmet, travel, lambda: cells)


def _alone_line(rows: PlanRows, held: list[Assignment], plain: bool) -> _Line:
    days = sum(row.half_days for row in held)
    unmet = sum(row.unmet_half_days for row in held)
    travel = sum(row.travel_minutes for row in held)
    name = "In no partnership"
    cells = (
        Cell(name, href=plan_href(rows.draft, partnership="none")),
        Cell(None, missing="several"),
        Cell(None, missing="none"),
        len(held),
        Cell(None, missing="none"),
        _days(days, plain),
        _days(unmet, plain),
        travel,
        Cell(None, missing="none"),
    )
    return _Line(name, "", "", days, unmet, travel, lambda: cells)


Builder = Callable[[ListQuery, PlanRows, list[Assignment], bool], tuple[tuple[Column, ...], list[_Line]]]
BUILDERS: dict[str, Builder] = {
    "school": _by_school,
    "adviser": _by_adviser,
    "partnership": _by_partnership,
}
