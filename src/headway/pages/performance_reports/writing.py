"""Views that begin a report, write of its sections, and take its figures anew."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from headway.features.performance_reports import actions as deeds
from headway.features.performance_reports.queries import KIND, reporting_policy
from headway.flows.performance_document import differences, sections_for
from headway.flows.performance_figures import figures_of, period_of
from headway.kit.words import count_words, day_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.performance_reports.finding import (
    CRUMB,
    audience_for,
    crumbs_of,
    found_report,
    report_href,
)
from headway.pages.performance_reports.forms import BeginForm, CommentaryForm, RefreshForm
from headway.rules.calendars import academic_year_of
from headway.rules.verdict import Refused

YEARS_OFFERED = 4
MOST_TOLD = 40  # differences written out; all of them are taken
NO_POLICY = "No policy “Reports on performance” is in use, so nobody's view of a report is decided."


def begin(request: HttpRequest) -> HttpResponse:
    """A new report on the figures of today."""
    if refused := refuse_unless(request, request.viewer.may(KIND, "change")):
        return refused
    policy, this_year = reporting_policy(request.viewer), academic_year_of(request.viewer.on).first_on.year
    audiences = policy.audiences if policy else {}
    years = [(str(one), period_of(one)) for one in range(this_year, this_year - YEARS_OFFERED, -1)]
    form = BeginForm(
        sent(request),
        years=years,
        audiences=[(one.slug, one.label) for one in audiences.values()],
        initial={"year": str(this_year - 1)},
    )

    def act() -> HttpResponse:
        data = form.cleaned_data
        if data["audience"] not in audiences:
            raise Refused(NO_POLICY)
        year = int(data["year"])
        made = deeds.begin_performance_report(
            title=data["title"],
            year=year,
            audience=audiences[data["audience"]],
            by_district=data["by_district"],
            figures=figures_of(year, request.viewer.on),
            figures_on=request.viewer.on,
            by=request.viewer,
            at=timezone.now(),
        )
        return redirect(report_href(made))

    page = FormPage("Begin a report", "", (CRUMB,), form, "Take the figures", CRUMB.href)
    return answer(
        request, page, act, "The report is begun. Its figures stay as they are until you refresh them."
    )


def comment(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """What is said of one section."""
    report = found_report(request, key, "change")
    try:
        heading = sections_for(audience_for(request, report)).get(section)
    except Refused:
        heading = None
    if heading is None:
        raise Http404
    if refused := refuse_unless(request, deeds.may_write(request.viewer, report)):
        return refused
    initial = {"commentary": report.commentary.get(section, ""), "version": report.version}
    form = CommentaryForm(sent(request), initial=initial)

    def act() -> None:
        deeds.write_commentary(
            report=report,
            section=section,
            words=form.cleaned_data["commentary"].strip(),
            seen_version=form.seen_version,
            by=request.viewer,
            at=timezone.now(),
        )

    page = FormPage(heading, report.title, crumbs_of(report), form, "Save", report_href(report))
    return answer(request, page, act, "Saved.", thing="report")


def refresh(request: HttpRequest, key: str) -> HttpResponse:
    """What differs from the figures held, and the figures of today in their place."""
    report = found_report(request, key, "change")
    if refused := refuse_unless(request, deeds.may_write(request.viewer, report)):
        return refused
    figures = figures_of(report.year, request.viewer.on)
    found = differences(report.figures, figures)
    form = RefreshForm(sent(request), initial={"version": report.version})

    def act() -> None:
        deeds.refresh_figures(
            report=report,
            figures=figures,
            figures_on=request.viewer.on,
            seen_version=form.seen_version,
            by=request.viewer,
            at=timezone.now(),
        )

    words = [f"{what}: was {was}, is {now}." for what, was, now in found[:MOST_TOLD]]
    if len(found) > MOST_TOLD:
        words.append(f"And {count_words(len(found) - MOST_TOLD, 'more difference')}.")
    page = FormPage(
        "Refresh the figures",
        report.title,
        crumbs_of(report),
        form,
        "Take the figures of today",
        report_href(report),
        (_told(len(found), day_words(report.figures_on)), *words),
    )
    return answer(request, page, act, "The figures are those of today.", thing="report")


def _told(number: int, since: str) -> str:
    if not number:
        return f"No figure differs from those of {since}."
    return f"{count_words(number, 'figure differs', 'figures differ')} from those of {since}."
