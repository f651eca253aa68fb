"""Views that move a report on: signed off, taken back, published, withdrawn."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.performance_reports import actions as deeds
from headway.flows.performance_document import pack_of, told_to
from headway.gateways.documents import pack_pdf, pack_word
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.performance_reports.finding import audience_for, crumbs_of, found_report, report_href
from headway.pages.performance_reports.forms import WithdrawForm
from headway.rules.verdict import insist


def sign_off(request: HttpRequest, key: str) -> HttpResponse:
    """Sign it off as it stands."""
    report = found_report(request, key, "approve")

    def act() -> None:
        deeds.sign_off_report(
            report=report, audience=audience_for(request, report), by=request.viewer, at=timezone.now()
        )

    return press(request, act, "The report is signed off.", report_href(report))


def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Make it a draft again."""
    report = found_report(request, key, "change")

    def act() -> None:
        deeds.take_report_back(report=report, by=request.viewer, at=timezone.now())

    return press(request, act, "The report is a draft again.", report_href(report))


def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Publish it; what its readers see and its files are kept as they are."""
    report = found_report(request, key, "approve")

    def act() -> None:
        audience = audience_for(request, report)
        insist(deeds.may_publish(request.viewer, report, audience))
        told = told_to(report, audience)
        pages = pack_of(report.title, told)
        deeds.publish_performance_report(
            report=report,
            audience=audience,
            told=told,
            word=pack_word(pages),
            pdf=pack_pdf(pages),
            by=request.viewer,
            at=timezone.now(),
        )

    return press(request, act, "The report is published.", report_href(report))


def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Its readers find it no more."""
    report = found_report(request, key, "approve")
    if refused := refuse_unless(request, deeds.may_withdraw(request.viewer, report)):
        return refused
    form = WithdrawForm(sent(request))

    def act() -> None:
        deeds.withdraw_performance_report(
            report=report, **form.cleaned_data, by=request.viewer, at=timezone.now()
        )

    page = FormPage(
        "Withdraw the report", report.title, crumbs_of(report), form, "Withdraw it", report_href(report)
    )
    return answer(request, page, act, "The report is withdrawn.")
