"""Views of decision reports: all of them, and one section by section with what is blank, signed or decided."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.decisions.actions import reporting as deeds
from headway.features.decisions.appraised import appraisals_visible_to
from headway.features.decisions.models import Report
from headway.features.decisions.queries import KIND, as_rules, reports_visible_to, template_of
from headway.features.files.queries import content_of, download_headers
from headway.features.policies.queries import typed
from headway.features.workforce.queries import KIND as POSTS
from headway.features.workforce.queries import PAY
from headway.flows.list_proposals import proposals_of
from headway.flows.report_document import document_of
from headway.flows.report_staffing import Staffing, staffing_of
from headway.flows.write_report import cell_words, field_words
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.decisions.finding import CRUMB, found_report, report_href
from headway.pages.decisions.reviews import reviews_table
from headway.pages.downloading import pack_file
from headway.rules import report_life as life
from headway.rules.appraisals import CONSULTING
from headway.rules.decision_reports import Report as RuleReport
from headway.rules.decision_reports import fault_of, paper_lines, row_table, savings_rows
from headway.rules.money import money_words
from headway.rules.report_policy import GRID, PAPERS, Field, ReportSection, ReportTemplate
from headway.rules.savings import ROWS
from headway.rules.verdict import Verdict

COLOURS = {life.DRAFT: "yellow", life.LAID: "blue", life.DECIDED: "green", life.PUBLISHED: "green"}
BEGIN_ONE = "No report is begun yet. It is written section by section in the form of this authority."
NOTHING = "–"
FILES = {"word": "Download as Word", "pdf": "Download as PDF"}
NONE_YET = "No report is laid for decision yet."


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """Every report, and what can be begun."""

    heading: str
    table: Table
    proposals: Table
    reviews: Table
    appraisals: Table
    begin_href: str
    appraise_href: str
    review_href: str


@dataclass(frozen=True, slots=True)
class ShownField:
    """One field: its number and title, its words, what is blank in it, where it is written."""

    heading: str
    words: tuple[str, ...]
    table: Table | None
    blank: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One section with its fields; `sign`: what its sign-off says, with whether it can be given."""

    anchor: str
    heading: str
    title: str
    status: str
    colour: str
    fields: tuple[ShownField, ...]
    sign_words: str
    sign_href: str
    may_sign: Verdict | None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    heads_href: str
    sections: tuple[ShownSection, ...]
    papers: tuple[ShownField, ...]
    staffing: Table | None
    disagreement: str
    files: tuple[Link, ...]
    lay_href: str
    may_lay: Verdict
    back_href: str
    decide_href: str
    publish_href: str
    state: str


def list_reports(request: HttpRequest) -> HttpResponse:
    """Every report the viewer may see, newest first."""
    reports = list(reports_visible_to(request.viewer))
    rows = [
        (
            one.reference,
            Cell(one.title, href=report_href(one)),
            Cell(one.get_state_display(), colour=COLOURS[one.state]),
            Cell(one.get_outcome_display() or None, missing="not decided yet"),
            day_cell(one.decided_on, missing="not decided yet"),
            one.made_by.name,
        )
        for one in reports
    ]
    changes = bool(request.viewer.may(KIND, "change"))
    heads = ("Reference", "Report", "State", "Decision", "Decided on", "Begun by")
    page = ReportsPage(
        heading="Decisions",
        table=plain_table("Reports", heads, rows, empty_words=BEGIN_ONE if changes else NONE_YET),
        proposals=_proposals(reports),
        reviews=reviews_table(request.viewer),
        appraisals=_appraisals(request.viewer),
        begin_href=reverse("report_new") if changes else "",
        appraise_href=reverse("appraisal_new") if changes else "",
        review_href=reverse("review_new") if changes else "",
    )
    return render(request, "decisions/reports.html", {"page": page})


def _proposals(reports: list[Report]) -> Table:
    """The reports that save or cost, by theme, service and money (M14-08)."""
    rows = [
        (
            one.report.reference,
            Cell(one.report.title, href=report_href(one.report)),
            Cell(one.theme or None, missing="not said"),
            Cell(one.service or None, missing="not said", note=one.area),
            Cell(None if one.ongoing_pence is None else money_words(one.ongoing_pence), missing=NOTHING),
            Cell(None if one.one_off_pence is None else money_words(one.one_off_pence), missing=NOTHING),
        )
        for one in proposals_of(reports)
    ]
    money = (Column("Saved, ongoing", numeric=True), Column("Saved, one-off", numeric=True))
    heads = ("Reference", "Proposal", "Theme", "Service", *money)
    return plain_table("Savings proposals", heads, rows, empty_words="No report has figures of savings yet.")


def _appraisals(viewer: Viewer) -> Table:
    rows = [
        (
            Cell(one.title, href=reverse("appraisal", args=[one.public_id])),
            Cell(one.get_state_display(), colour="blue" if one.state == CONSULTING else "yellow"),
            one.made_by.name,
        )
        for one in appraisals_visible_to(viewer)
    ]
    words = "No options are held against each other yet."
    return plain_table("Options appraisals", ("Appraisal", "State", "Begun by"), rows, empty_words=words)


def show_report(request: HttpRequest, key: str) -> HttpResponse:
    """One report as it will be read, with what is blank or unsigned."""
    viewer, report = request.viewer, found_report(request, key)
    known, template = as_rules(report), template_of(report)
    policy = typed("pay", viewer.on) if viewer.may(PAY) else None
    staffing = staffing_of(report, known, template, policy) if viewer.may(POSTS) else None
    page = ReportPage(
        heading=report.title,
        caption=template.title,
        breadcrumbs=(CRUMB,),
        facts=_facts(report, known, template),
        heads_href=report_href(report, "report_heads") if deeds.may_change(viewer, report) else "",
        sections=tuple(_section(one, report, known, viewer) for one in template.sections),
        papers=tuple(_field(one, None, report, known, viewer) for one in template.footer),
        staffing=_staffing(staffing) if staffing else None,
        disagreement=staffing.disagreement if staffing else "",
        files=tuple(Link(label, report_href(report, "report_file", form)) for form, label in FILES.items()),
        lay_href=report_href(report, "report_lay"),
        may_lay=deeds.may_lay_now(viewer, report),
        back_href=_href(
            report, "report_take_back", bool(viewer.may(KIND, "change")) and report.state == life.LAID
        ),
        decide_href=_href(report, "report_decide", bool(deeds.may_decide(viewer, report))),
        publish_href=_href(report, "report_publish", bool(deeds.may_publish(viewer, report))),
        state=report.state,
    )
    return render(request, "decisions/report.html", {"page": page})


def download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The report in Word or as a PDF: what was published as it was kept, else as it stands."""
    report = found_report(request, key)
    kept = {"word": report.document, "pdf": report.printed}.get(form)
    if kept is None:
        return pack_file(document_of(report), form, report.title)
    return HttpResponse(content_of(kept), headers=download_headers(kept.name, kept.content_type))


def _href(report: Report, name: str, may: bool) -> str:
    return report_href(report, name) if may else ""


def _facts(report: Report, known: RuleReport, template: ReportTemplate) -> tuple[SummaryRow, ...]:
    facts = [
        SummaryRow("Reference", report.reference),
        SummaryRow("State", report.get_state_display(), colour=COLOURS[report.state]),
    ]
    facts += [SummaryRow(label, known.heads.get(slug) or None) for slug, label in template.heads.items()]
    if report.decided_on and report.effective_from:
        _, asked = deeds.asked_of(report, template)
        decided = f"{report.get_outcome_display()} on {day_words(report.decided_on)}: {report.outcome_words}"
        facts += [
            SummaryRow("Decision", decided),
            SummaryRow("What follows", life.what_follows(report.outcome, asked)),
            SummaryRow("Takes effect from", day_words(report.effective_from)),
        ]
    return tuple(facts)


def _section(section: ReportSection, report: Report, known: RuleReport, viewer: Viewer) -> ShownSection:
    fields = tuple(_field(one, section, report, known, viewer) for one in section.fields)
    blank = any(one.blank for one in fields)
    signed = section.slug in known.signed
    status, colour = ("Blank", "red") if blank else ("Written", "green")
    if section.signed_by and not blank:
        status, colour = ("Signed off", "green") if signed else ("Waits for sign-off", "yellow")
    waits = bool(section.signed_by) and not signed and report.state == life.DRAFT
    role = viewer.access.roles.get(section.signed_by)
    return ShownSection(
        anchor=section.slug,
        heading=f"{section.number}. {section.title}",
        title=section.title,
        status=status,
        colour=colour,
        fields=fields,
        sign_words=f"Signed off by: {role.label if role else section.signed_by}" if section.signed_by else "",
        sign_href=report_href(report, "report_sign", section.slug) if waits else "",
        may_sign=deeds.may_sign(viewer, report, section) if waits else None,
    )


def _field(
    of: Field, section: ReportSection | None, report: Report, known: RuleReport, viewer: Viewer
) -> ShownField:
    answer = known.answer(of.slug)
    table = None
    if of.kind == GRID and answer.lines:
        heads, *rows = savings_rows(answer, ROWS)
        columns = [
            Column("£000"),
            *(Column(head.removesuffix(" (£000)"), numeric=True) for head in heads[1:]),
        ]
        cells = [[Cell(cell or None, missing=NOTHING) for cell in row] for row in rows]
        table = plain_table("Savings in thousands of pounds", columns, cells)
    heads_of_rows, told = row_table(of, answer)
    if told:
        shown = [[Cell(cell_words(cell)) for cell in row] for row in told]
        table = plain_table(of.title or "Who was consulted", heads_of_rows, shown)
    fault = fault_of(of, answer)
    words = paper_lines(answer) if of.kind == PAPERS and not fault else field_words(of, answer)
    may = deeds.may_write_section(viewer, report, section)
    return ShownField(
        heading=f"{of.number} {of.title}".strip(),
        words=tuple(words),
        table=table,
        blank=fault,
        href=report_href(report, "report_field", of.slug) if may else "",
    )


def _staffing(staffing: Staffing) -> Table:
    rows = []
    for one in staffing.comparison.changes:
        post = one.after or one.before
        if post is not None:
            rows.append((post.title, one.kind.capitalize(), f"{post.fte.normalize():f}"))
    heads = ("Post", "What", Column("Full-time equivalent", numeric=True))
    return plain_table(
        "Posts that change", heads, rows, empty_words="No post changes between the two structures."
    )
