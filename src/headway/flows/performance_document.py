"""A report on performance as one audience reads it: its sections as plain values, its pages, and what has changed since."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headway.features.performance_reports.models import PerformanceReport
from headway.features.schools.queries import own_authority
from headway.flows.performance_figures import ATTENDANCE, period_of
from headway.gateways.documents import Pack, PackSection, PackTable
from headway.kit.words import day_words
from headway.rules import performance_editions as rule
from headway.rules.measures import RESULTS
from headway.rules.performance_editions import HIDDEN, Edition, Figures, Grid, Shown, edition_of, hiding_words
from headway.rules.performance_reports import HIDES_NOTHING, Audience

SCHOOLS, INSPECTIONS, CATEGORIES, NAMED = "schools", "inspections", "categories", "named"
SECTIONS = {
    SCHOOLS: "Schools",
    RESULTS: "Results beside England",
    ATTENDANCE: "Attendance and exclusions beside England",
    INSPECTIONS: "Inspection outcomes",
    CATEGORIES: "Categories of the authority",
    NAMED: "School by school",
}
APART = "Each regime has its own words. No grade of one is a grade of another, so they are never added up."
PUBLISHED_HIDING = (
    "A number below {} is hidden, and so is what would bring it back by subtraction. 0 is shown."
)
NO_FIGURES = "No figure is in the files loaded."
Told = dict[str, Any]


def sections_for(audience: Audience) -> dict[str, str]:
    """Slug to heading of the sections this audience reads."""
    left_out = {
        *(() if audience.categories else (CATEGORIES,)),
        *(() if audience.names_schools else (NAMED,)),
    }
    return {slug: heading for slug, heading in SECTIONS.items() if slug not in left_out}


def counted_for(report: PerformanceReport, audience: Audience) -> Edition:
    """The tables of counts the audience sees."""
    return edition_of(_figures(report.figures), audience, by_district=report.by_district)


def told_to(report: PerformanceReport, audience: Audience) -> Told:
    """All that the audience reads: sections with sentences and tables, in order."""
    edition = counted_for(report, audience)
    headings = sections_for(audience)
    authority = own_authority()
    parts = _parts(report.figures, edition, authority.name if authority else "The authority")
    return {
        "words": [
            f"The academic year {period_of(report.year)}. Figures as at {day_words(report.figures_on)}.",
            *(
                [PUBLISHED_HIDING.format(audience.smallest_count)]
                if audience.smallest_count > HIDES_NOTHING
                else []
            ),
        ],
        "sections": [
            {
                "slug": slug,
                "heading": heading,
                "commentary": report.commentary.get(slug, ""),
                **parts[slug],
            }
            for slug, heading in headings.items()
            if slug in parts
        ],
    }


def preview_words(report: PerformanceReport, audience: Audience) -> tuple[str, ...]:
    """How many cells this audience does not see, and why."""
    return hiding_words(counted_for(report, audience), audience)


def pack_of(title: str, told: Told) -> Pack:
    """The pages of what is told."""
    authority = own_authority()
    sections = [
        PackSection(
            part["heading"],
            (*part["commentary"].splitlines(), *part["sentences"]),
            (),
            tuple(_pack_table(one) for one in part["tables"]),
        )
        for part in told["sections"]
    ]
    return Pack(title, " ".join(told["words"]), tuple(sections), str(authority or ""))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What, was, is: every figure that differs; one that is not there on one side is said so."""
    was, now = dict(_flat(before)), dict(_flat(after))
    return [
        (": ".join(key), str(was.get(key, "not there")), str(now.get(key, "not there")))
        for key in dict.fromkeys((*was, *now))
        if was.get(key) != now.get(key)
    ]


def _parts(figures: Mapping[str, Any], edition: Edition, authority: str) -> dict[str, Told]:
    by_slug: dict[str, list[Shown]] = {}
    for one in edition.tables:
        section = {rule.PHASES: SCHOOLS, rule.CATEGORIES: CATEGORIES}.get(one.slug, INSPECTIONS)
        by_slug.setdefault(section, []).append(one)
    sources = figures["sources"]
    heads = ["Measure", "Year", authority, "England", "Source"]
    named = figures["named"]
    parts: dict[str, Told] = {
        slug: _part([sources[slug]], [_count_table(one) for one in by_slug.get(slug, ())])
        for slug in (SCHOOLS, INSPECTIONS, CATEGORIES)
        if slug in by_slug or slug == SCHOOLS
    }
    if INSPECTIONS in parts:
        parts[INSPECTIONS]["sentences"][:0] = [APART]
    if not edition.tables:
        parts[SCHOOLS]["sentences"][:0] = edition.left_out
    elif edition.left_out:
        parts[INSPECTIONS]["sentences"] += edition.left_out
    for slug, caption in ((RESULTS, "Results"), (ATTENDANCE, "Attendance and exclusions")):
        parts[slug] = _part([], [{"caption": caption, "heads": heads, "rows": figures[slug]}])
    lines = [[name, *cells] for name, cells in named["lines"]]
    table = {"caption": named["caption"], "heads": ["School", *named["columns"]], "rows": lines}
    parts[NAMED] = _part([named["source"]], [table])
    return parts


def _part(sources: Sequence[str], tables: list[Told]) -> Told:
    return {"sentences": [f"Source: {one}." for one in sources if one], "tables": tables}


def _count_table(shown: Shown) -> Told:
    first = "Area" if not shown.summed and len(shown.lines) > 1 else "District" if shown.summed else "Schools"
    rows = [
        [name, *(HIDDEN if cell is None else f"{cell:,}" for cell in cells)] for name, cells in shown.lines
    ]
    return {"caption": shown.caption, "heads": [first, *shown.columns], "rows": rows}


def _pack_table(table: Told) -> PackTable:
    rows = tuple(tuple(row) for row in table["rows"])
    return PackTable(table["caption"], tuple(table["heads"]), rows, NO_FIGURES)


def _figures(figures: Mapping[str, Any]) -> Figures:
    categories = figures["categories"] or {"caption": "Schools by category", "columns": [], "lines": []}
    return Figures(
        phases=_grid(rule.PHASES, figures["phases"]),
        categories=_grid(rule.CATEGORIES, categories),
        regimes=_grid(rule.REGIMES, figures["regimes"], summed=False),
        inspections=tuple(_grid(one["caption"], one, summed=False) for one in figures["inspections"]),
    )


def _grid(slug: str, held: Mapping[str, Any], *, summed: bool = True) -> Grid:
    lines = tuple((name, tuple(counts)) for name, counts in held["lines"])
    return Grid(slug, held["caption"], tuple(held["columns"]), lines, summed)


def _flat(figures: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], object]]:
    grids = [
        figures["phases"],
        figures["categories"],
        figures["regimes"],
        *figures["inspections"],
        figures["named"],
    ]
    for grid in grids:
        for name, cells in grid["lines"] if grid else ():
            for column, cell in zip(grid["columns"], cells, strict=True):
                yield (grid["caption"], name, column), cell
    for slug in (RESULTS, ATTENDANCE):
        for measure, period, ours, england, _ in figures[slug]:
            yield (measure, period, "authority"), ours
            yield (measure, period, "England"), england
