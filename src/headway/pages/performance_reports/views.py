"""Views of reports: all one may read, one as its audience reads it, and previews for every audience."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.files.queries import content_of, download_headers
from headway.features.performance_reports import actions as deeds
from headway.features.performance_reports.models import PerformanceReport
from headway.features.performance_reports.queries import (
    KIND,
    audience_of,
    performance_reports_visible_to,
    reporting_policy,
)
from headway.flows.performance_document import Told, counted_for, pack_of, sections_for, told_to
from headway.flows.performance_figures import period_of
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages import errors
from headway.pages.downloading import pack_file
from headway.pages.performance_reports.finding import CRUMB, GONE, crumbs_of, found_report, report_href
from headway.rules import performance_reports as rule
from headway.rules.performance_editions import HIDDEN, hiding_words
from headway.rules.performance_reports import Audience, ReportingPolicy
from headway.rules.verdict import Verdict

COLOURS = {
    rule.DRAFT: "yellow",
    rule.CHECKED: "blue",
    rule.PUBLISHED: "green",
    rule.SUPERSEDED: "grey",
    rule.WITHDRAWN: "red",
}
FILES = {"word": "Download as Word", "pdf": "Download as PDF"}
BEGIN_ONE = "No report is written yet. Begin one: its figures are taken from the files loaded."
NONE_YET = "No report is published for you yet."


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Every report the viewer may read or write."""

    heading: str
    table: Table
    begin_href: str


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section: what is said of it, its sentences and tables, and where its commentary is written."""

    anchor: str
    heading: str
    commentary: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press, with the verdict whether one may."""

    label: str
    href: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report as its audience reads it; what concerns its writing only for those who write."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    words: tuple[str, ...]
    facts: tuple[SummaryRow, ...]
    links: tuple[Link, ...]
    files: tuple[Link, ...]
    sections: tuple[ShownSection, ...]
    previews: Table | None
    buttons: tuple[Button, ...]


def list_reports(request: HttpRequest) -> HttpResponse:
    """Every report the viewer may read or write, newest first."""
    viewer = request.viewer
    policy, writes = reporting_policy(viewer), bool(viewer.may(KIND, "change"))
    rows = [
        (
            Cell(one.title, href=report_href(one)),
            period_of(one.year),
            _audience_words(one, policy),
            Cell(one.get_state_display(), colour=COLOURS[one.state]),
            day_cell(one.published_on, missing="not published"),
        )
        for one in performance_reports_visible_to(viewer)
    ]
    heads = ("Report", "Year", "For", "State", "Published on")
    page = ReportsPage(
        heading="Reports on the performance of schools",
        table=plain_table("Reports", heads, rows, empty_words=BEGIN_ONE if writes else NONE_YET),
        begin_href=reverse("performance_report_new") if writes else "",
    )
    return render(request, "performance_reports/reports.html", {"page": page})


def show_report(request: HttpRequest, key: str) -> HttpResponse:
    """One report: as it was published, or as it stands, with what is hidden from whom."""
    viewer, report = request.viewer, found_report(request, key)
    policy, writes = reporting_policy(viewer), bool(viewer.may(KIND, "change"))
    audience = audience_of(report, policy)
    if report.told is None and audience is None:
        return errors.forbidden(request, GONE)
    told = report.told or told_to(report, audience)
    changes = bool(deeds.may_write(viewer, report))
    page = ReportPage(
        heading=report.title,
        caption=f"Report for: {_audience_words(report, policy)}",
        breadcrumbs=(CRUMB,),
        words=tuple(told["words"]),
        facts=_facts(report, writes=writes),
        links=_links(viewer, report, changes=changes),
        files=tuple(
            Link(label, report_href(report, "performance_report_file", form)) for form, label in FILES.items()
        ),
        sections=_sections(told, (lambda slug: _section_href(report, slug)) if changes else _nowhere),
        previews=_previews(report, policy) if writes and policy else None,
        buttons=_buttons(viewer, report, audience) if writes else (),
    )
    return render(request, "performance_reports/report.html", {"page": page})


def preview(request: HttpRequest, key: str, audience: str) -> HttpResponse:
    """The report as another audience would read it."""
    report = found_report(request, key, "change")
    policy = reporting_policy(request.viewer)
    found = policy.audiences.get(audience) if policy else None
    if found is None:
        raise Http404
    told = told_to(report, found)
    page = ReportPage(
        heading=report.title,
        caption=f"As it would be read by: {found.label}",
        breadcrumbs=crumbs_of(report),
        words=(*told["words"], *hiding_words(counted_for(report, found), found)),
        facts=(),
        links=(),
        files=(),
        sections=_sections(told, _nowhere),
        previews=None,
        buttons=(),
    )
    return render(request, "performance_reports/report.html", {"page": page})


def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The report in Word or as a PDF: what was published as it was kept, else as it stands."""
    report = found_report(request, key)
    kept = {"word": report.document, "pdf": report.printed}.get(form)
    if kept is not None:
        return HttpResponse(content_of(kept), headers=download_headers(kept.name, kept.content_type))
    audience = audience_of(report, reporting_policy(request.viewer))
    if audience is None:
        return errors.forbidden(request, GONE)
    return pack_file(pack_of(report.title, told_to(report, audience)), form, report.title)


def _audience_words(report: PerformanceReport, policy: ReportingPolicy | None) -> str:
    found = audience_of(report, policy)
    return found.label if found else report.audience


def _facts(report: PerformanceReport, *, writes: bool) -> tuple[SummaryRow, ...]:
    facts = [SummaryRow("State", report.get_state_display(), colour=COLOURS[report.state])]
    if report.published_on:
        facts.append(SummaryRow("Published on", day_words(report.published_on)))
    if report.reason and (writes or report.state == rule.SUPERSEDED):
        facts.append(SummaryRow("Why", report.reason))
    if not writes:
        return tuple(facts)
    facts.append(SummaryRow("Begun by", report.made_by.name))
    if report.signed_by:
        facts.append(SummaryRow("Signed off by", f"{report.signed_by.name}, {day_words(report.signed_on)}"))
    if report.printed and report.document:
        facts += [
            SummaryRow("Word file, SHA-256", report.document.sha256),
            SummaryRow("PDF file, SHA-256", report.printed.sha256),
        ]
    return tuple(facts)


def _links(viewer: Viewer, report: PerformanceReport, *, changes: bool) -> tuple[Link, ...]:
    """Pages that ask before they do something."""
    if changes:
        return (Link("Refresh the figures", report_href(report, "performance_report_refresh")),)
    if deeds.may_withdraw(viewer, report):
        return (Link("Withdraw it", report_href(report, "performance_report_withdraw")),)
    return ()


def _sections(told: Told, href_of: Callable[[str], str]) -> tuple[ShownSection, ...]:
    return tuple(
        ShownSection(
            anchor=part["slug"],
            heading=part["heading"],
            commentary=part["commentary"],
            sentences=tuple(part["sentences"]),
            tables=tuple(_table(one) for one in part["tables"]),
            href=href_of(part["slug"]),
        )
        for part in told["sections"]
    )


def _table(told: Told) -> Table:
    rows = [[Cell(None, missing=HIDDEN) if cell == HIDDEN else cell for cell in row] for row in told["rows"]]
    return plain_table(told["caption"], told["heads"], rows, empty_words="No figure is in the files loaded.")


def _section_href(report: PerformanceReport, slug: str) -> str:
    return report_href(report, "performance_report_section", slug)


def _nowhere(slug: str) -> str:
    return ""


def _previews(report: PerformanceReport, policy: ReportingPolicy) -> Table:
    """How many cells each audience would not see, and why."""
    rows = []
    for one in policy.audiences.values():
        edition = counted_for(report, one)
        rows.append(
            (
                Cell(one.label, href=report_href(report, "performance_report_preview", one.slug)),
                edition.small,
                edition.beside,
                " ".join(hiding_words(edition, one)),
                ", ".join(sections_for(one).values()),
            )
        )
    heads = (
        "Audience",
        Column("Hidden: small", numeric=True),
        Column("Hidden beside them", numeric=True),
        "Why",
        "Sections",
    )
    return plain_table("What each audience would see", heads, rows)


def _buttons(viewer: Viewer, report: PerformanceReport, audience: Audience | None) -> tuple[Button, ...]:
    """What can be done next in this state."""
    href = partial(report_href, report)
    if report.state == rule.DRAFT:
        return (Button("Sign it off", href("performance_report_sign"), deeds.may_sign_off(viewer, report)),)
    if report.state == rule.CHECKED:
        back = Button(
            "Take it back to a draft",
            href("performance_report_take_back"),
            deeds.may_take_back(viewer, report),
        )
        if audience is None:
            return (back,)
        verdict = deeds.may_publish(viewer, report, audience)
        return (Button("Publish it", href("performance_report_publish"), verdict), back)
    return ()
