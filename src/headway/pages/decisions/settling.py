"""Views that move a report on: signed off, laid, decided, published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.decisions.actions import reporting as deeds
from headway.features.decisions.queries import template_of
from headway.features.schools.queries import bank_holidays
from headway.flows.report_document import document_of
from headway.gateways.documents import pack_pdf, pack_word
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.decisions.finding import crumbs_of, found_report, report_href
from headway.pages.decisions.forms import DecideForm
from headway.rules.decision_reports import SETS_GOING


def sign(request: HttpRequest, key: str, section: str) -> HttpResponse:
    """Sign a section off as it stands."""
    report = found_report(request, key, "change")
    found = next((one for one in template_of(report).sections if one.slug == section and one.signed_by), None)
    if found is None:
        raise Http404

    def act() -> None:
        deeds.sign_section(report=report, section=found, by=request.viewer, at=timezone.now())

    return press(request, act, "The section is signed off.", report_href(report))


def lay(request: HttpRequest, key: str) -> HttpResponse:
    """Lay the report before those who decide."""
    report = found_report(request, key, "change")

    def act() -> None:
        deeds.lay_report(report=report, by=request.viewer, at=timezone.now())

    return press(request, act, "The report is laid. It stays as it is read.", report_href(report))


def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Make it a draft again."""
    report = found_report(request, key, "change")

    def act() -> None:
        deeds.take_report_back(report=report, by=request.viewer, at=timezone.now())

    return press(request, act, "The report is a draft again.", report_href(report))


def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Record what was decided."""
    report = found_report(request, key, "approve")
    if refused := refuse_unless(request, deeds.may_decide(request.viewer, report)):
        return refused
    template = template_of(report)
    form = DecideForm(sent(request), initial={"decided_on": request.viewer.on})

    def act() -> None:
        deeds.decide_report(
            report=report,
            **form.cleaned_data,
            bank_holidays_on=bank_holidays(),
            by=request.viewer,
            at=timezone.now(),
        )

    _, asked = deeds.asked_of(report, template)
    words = (SETS_GOING[asked],) if asked in SETS_GOING else ()
    page = FormPage(
        "Record the decision", report.title, crumbs_of(report), form, "Record it", report_href(report), words
    )
    return answer(request, page, act, "The decision is recorded.")


def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Publish it; the document is kept as it is."""
    report = found_report(request, key, "approve")

    def act() -> None:
        pages = document_of(report)
        deeds.publish_report(
            report=report, word=pack_word(pages), pdf=pack_pdf(pages), by=request.viewer, at=timezone.now()
        )

    return press(request, act, "The report is published.", report_href(report))
