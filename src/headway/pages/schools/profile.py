"""A school's profile: everything known of it beside what it is compared with, on a page, in Word and as a PDF."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.schools.models import School
from headway.features.schools.queries import school_for
from headway.gateways.documents import Pack, PackSection, PackTable
from headway.kit.charts import Chart
from headway.kit.figures import Link, Source, SummaryRow
from headway.kit.tables import Cell, Table
from headway.kit.words import day_words, days_words
from headway.pages.as_at import asked_as_at
from headway.pages.downloading import pack_file
from headway.pages.schools.comparing import compared, compared_tables
from headway.pages.schools.gather import Known, gather
from headway.pages.schools.governance import Governance
from headway.pages.schools.page import CRUMB, SchoolPage, school_page
from headway.pages.schools.past_tables import Former
from headway.pages.schools.pupil_groups import NOT_KNOWN, GroupResults, group_results
from headway.pages.schools.then import ThenPage, school_then
from headway.pages.schools.words import year_words

PROFILE, SUMMARY = "profile", "summary"
TITLES = {PROFILE: "data profile", SUMMARY: "summary"}
FILES = {
    (PROFILE, "pdf"): "Profile as PDF",
    (PROFILE, "word"): "Profile in Word",
    (SUMMARY, "pdf"): "One page as PDF",
    (SUMMARY, "word"): "One page in Word",
}
# Measures that a sheet of paper holds beside facts, sentences and the last inspection.
MOST_ON_A_SHEET = 6


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """The profile; tables that are not open to the viewer are None."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    files: tuple[Link, ...]
    sentences: tuple[str, ...]
    facts: tuple[SummaryRow, ...]
    context: tuple[SummaryRow, ...]
    results: tuple[Table, ...]
    groups: GroupResults
    charts: tuple[Chart, ...]
    similar: Table
    method: str
    inspections: tuple[Table, ...]
    line: tuple[SummaryRow, ...]
    formers: tuple[Former, ...]
    headships: Table
    governance: Governance | None
    days: Table | None
    sources: tuple[Source, ...]


def show_profile(request: HttpRequest, urn: int) -> HttpResponse:
    """The profile on a page; with `as_at` what is known of a past day."""
    if (asked := asked_as_at(request)).day:
        page = school_then(request.viewer, _school(request, urn), asked, request.path)
        return render(request, "schools/then.html", {"page": page})
    known, page = _known(request, urn)
    beside = compared(known)
    here = reverse("school", args=[urn])
    shown = ProfilePage(
        heading=f"{page.heading}: data profile",
        caption=page.caption,
        breadcrumbs=(CRUMB, Link(page.heading, here)),
        files=tuple(Link(words, reverse("school_file", args=[urn, *of])) for of, words in FILES.items()),
        sentences=page.sentences,
        facts=page.facts,
        context=page.context,
        results=compared_tables(known, beside),
        groups=group_results(request.viewer, known.school, known.measures),
        charts=page.charts,
        similar=beside.similar,
        method=beside.method,
        inspections=page.inspections,
        line=page.line,
        formers=page.formers,
        headships=page.headships,
        governance=page.governance,
        days=page.days,
        sources=page.sources,
    )
    return render(request, "schools/profile.html", {"page": shown})


def download(request: HttpRequest, urn: int, of: str, form: str) -> HttpResponse:
    """The profile, or one page of it, as a file; with `as_at` what is known of a past day."""
    if of not in TITLES:
        raise Http404
    if (asked := asked_as_at(request)).day:
        past = school_then(request.viewer, _school(request, urn), asked, request.path)
        return pack_file(then_pack(past), form, f"{past.heading}, {_begun(past.back.banner)}")
    known, page = _known(request, urn)
    groups = group_results(request.viewer, known.school, known.measures) if of == PROFILE else NOT_KNOWN
    pack = profile_pack(known, page, groups) if of == PROFILE else summary_pack(known, page)
    return pack_file(pack, form, f"{page.heading}, {TITLES[of]}")


def then_pack(page: ThenPage) -> Pack:
    """A past day, to print: what dated rows and the registers held tell of it, and what they do not."""
    sections = (
        PackSection("", _facts(page.facts)),
        PackSection("Inspections", (), (), (printed(page.inspections),)),
        PackSection("Enhanced provision", (), (), (printed(page.provisions),)),
        PackSection("What is not dated", page.back.notes),
    )
    return Pack(f"{page.heading}: {_begun(page.back.banner)}", page.caption, sections, page.authority)


def profile_pack(known: Known, page: SchoolPage, groups: GroupResults = NOT_KNOWN) -> Pack:
    """Everything of the profile, to print."""
    beside = compared(known)
    sections = [
        PackSection("", (*_facts(page.facts), *page.sentences)),
        PackSection("Context", (), (), (_rows_table("What the register says", page.context),)),
        PackSection("Figures", (), (), tuple(printed(one) for one in compared_tables(known, beside))),
        *_group_sections(groups),
        PackSection("Similar schools", (beside.method,), (), (printed(beside.similar),)),
        PackSection("Inspections", (), (), tuple(printed(one) for one in page.inspections)),
        *_line_sections(page),
        PackSection("Headteachers", (), (), (printed(page.headships),)),
        *_governance(page.governance),
        *([PackSection("Support", (), (), (printed(page.days),))] if page.days else []),
        PackSection("Sources", _sources(page.sources)),
    ]
    return Pack(
        f"{page.heading}: data profile", _as_at(known, page), tuple(sections), str(known.school.authority)
    )


def _line_sections(page: SchoolPage) -> tuple[PackSection, ...]:
    """What the school was before and became; each former school's papers under its own name."""
    if not page.line:
        return ()
    own = [
        PackSection(one.heading, one.words, (), tuple(printed(table) for table in one.tables))
        for one in page.formers
    ]
    return (PackSection("Before and after", _facts(page.line)), *own)


def _group_sections(groups: GroupResults) -> list[PackSection]:
    """Results by pupil group, or why they are not there; nothing for who may not know of them."""
    if groups.table is not None:
        return [PackSection("Pupil groups", (), (), (printed(groups.table),))]
    return [PackSection("Pupil groups", (groups.refused,))] if groups.refused else []


def summary_pack(known: Known, page: SchoolPage) -> Pack:
    """What a visitor should know, on one sheet: the newest year of the first measures and the last inspection."""
    newest = _newest(printed(compared_tables(known, compared(known))[0]))
    inspections = tuple(printed(one) for one in page.inspections[:1])
    half_days = sum(line.half_days for line in known.entitlements)
    days = (f"Days in {year_words(known.year)}: {days_words(half_days)}",) if known.entitlements else ()
    sections = (
        PackSection("", page.sentences),
        PackSection("", ("; ".join((*_facts(page.facts), *days)),), (), (newest, *inspections)),
    )
    return Pack(f"{page.heading}: summary", _as_at(known, page), sections, str(known.school.authority))


def printed(table: Table) -> PackTable:
    """A table of a page on paper; what is said small on the page stands in brackets, and what is missing is said."""
    heads = tuple(f"{one.label} ({one.unit})" if one.unit else one.label for one in table.columns)
    rows = tuple(tuple(_cell(cell) for cell in row.cells) for row in table.rows)
    return PackTable(table.caption, heads, rows, table.empty_words)


def _cell(cell: Cell | str | int | None) -> str:
    if not isinstance(cell, Cell):
        return "not known" if cell is None else str(cell)
    words = cell.missing if cell.words is None else str(cell.words)
    return f"{words} ({cell.note})" if cell.note else words


def _newest(table: PackTable) -> PackTable:
    """The first row of each measure, as many as a sheet holds."""
    seen: dict[str, tuple[str, ...]] = {}
    for row in table.rows:
        seen.setdefault(row[0].partition(" (")[0], row)
    heads, *rows = (
        tuple(cell.partition(" (")[0] for cell in row)
        for row in (table.heads, *list(seen.values())[:MOST_ON_A_SHEET])
    )
    return PackTable(table.caption, heads, tuple(rows), table.empty)


def _facts(rows: Iterable[SummaryRow]) -> tuple[str, ...]:
    return tuple(f"{row.label}: {row.value or 'not known'}" for row in rows)


def _rows_table(caption: str, rows: Iterable[SummaryRow]) -> PackTable:
    lines = tuple((row.label, row.value or "not known", _row_source(row)) for row in rows)
    return PackTable(caption, ("What", "Is", "Source"), lines)


def _governance(held: Governance | None) -> list[PackSection]:
    return [PackSection("Governance", _facts(held.rows))] if held else []


def _row_source(row: SummaryRow) -> str:
    return f"{row.source}, {day_words(row.dated_on)}" if row.source and row.dated_on else row.source


def _sources(sources: Iterable[Source]) -> tuple[str, ...]:
    return tuple(
        f"{one.name}, {one.publisher}, {day_words(one.published_on)}. {one.licence}." for one in sources
    ) or ("No published file is behind this page yet.",)


def _as_at(known: Known, page: SchoolPage) -> str:
    return f"{page.caption}. As at {day_words(known.on)}."


def _known(request: HttpRequest, urn: int) -> tuple[Known, SchoolPage]:
    known = gather(request.viewer, _school(request, urn))
    return known, school_page(request.viewer, known)


def _school(request: HttpRequest, urn: int) -> School:
    school = school_for(request.viewer, urn)
    if school is None:
        raise Http404
    return school


def _begun(words: str) -> str:
    return words[:1].lower() + words[1:]
