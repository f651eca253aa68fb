"""Views that begin a report and write what stands above its sections."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.decisions.actions import reporting as deeds
from headway.features.decisions.queries import KIND, template_of
from headway.features.policies.queries import policy_in_use
from headway.features.workforce.queries import structures_visible_to
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.decisions.finding import CRUMB, crumbs_of, found_report, report_href
from headway.pages.decisions.forms import BeginForm, HeadsForm


def begin(request: HttpRequest) -> HttpResponse:
    """A new report in the form that is in use."""
    if refused := refuse_unless(request, request.viewer.may(KIND, "change")):
        return refused
    known = {one.public_id: one for one in structures_visible_to(request.viewer)}
    form = BeginForm(
        sent(request), structures={key: f"{one.title}, {one.year}" for key, one in known.items()}
    )

    def act() -> None:
        data = form.cleaned_data
        deeds.begin_report(
            title=data["title"],
            form=policy_in_use("decision_report", request.viewer.on),
            before=known.get(data["before"]),
            after=known.get(data["after"]),
            by=request.viewer,
            at=timezone.now(),
        )

    page = FormPage("Begin a report", "", (CRUMB,), form, "Begin it", CRUMB.href)
    return answer(request, page, act, "The report is begun. Write its sections.")


def write_heads(request: HttpRequest, key: str) -> HttpResponse:
    """Title and what stands above the sections."""
    report = found_report(request, key, "change")
    if refused := refuse_unless(request, deeds.may_change(request.viewer, report)):
        return refused
    initial = report.heads | {"title": report.title, "version": report.version}
    form = HeadsForm(sent(request), heads=dict(template_of(report).heads), initial=initial)

    def act() -> None:
        deeds.write_heads(
            report=report,
            seen_version=form.cleaned_data["version"],
            title=form.cleaned_data["title"],
            heads=form.told,
            by=request.viewer,
            at=timezone.now(),
        )

    page = FormPage("Title and heads", report.title, crumbs_of(report), form, "Save", report_href(report))
    return answer(request, page, act, "Saved.", thing="report")
