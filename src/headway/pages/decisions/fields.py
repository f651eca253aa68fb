"""The view that writes one field of a report, in the form of its kind."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.decisions.actions import reporting as deeds
from headway.features.decisions.queries import answer_of, template_of
from headway.features.saving import Stale
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.decisions.field_forms import FORMS, initial_of
from headway.pages.decisions.finding import crumbs_of, found_report, report_href
from headway.rules.report_policy import KINDS
from headway.rules.verdict import Refused

CHANGED = "Somebody else wrote here meanwhile. Look at what stands now, then change it again."


def write(request: HttpRequest, key: str, field: str) -> HttpResponse:
    """One numbered field."""
    report = found_report(request, key, "change")
    template = template_of(report)
    of, section = template.field(field), template.section_of(field)
    if of is None:
        raise Http404
    if refused := refuse_unless(request, deeds.may_write_section(request.viewer, report, section)):
        return refused
    held = report.answers.filter(slug=field).first()
    stands = answer_of(held.told if held else {})
    initial = initial_of(of.kind, stands) | {"version": held.version if held else 0}
    form = FORMS[of.kind](sent(request), of=of, initial=initial)

    def act() -> None:
        try:
            notices = deeds.write_field(
                report=report,
                slug=field,
                answer=form.answer,
                seen_version=form.cleaned_data["version"],
                by=request.viewer,
                at=timezone.now(),
            )
        except Stale as stale:
            raise Refused(CHANGED) from stale
        for words in notices:
            messages.info(request, words)

    title = of.title or (section.title if section else "")
    words = (f"{KINDS[of.kind]}.",) if of.required else ()
    heading = f"{of.number} {title}".strip()
    page = FormPage(
        heading, report.title, crumbs_of(report), form, "Save", report_href(report), words, grid=form.grid
    )
    return answer(request, page, act, "Saved.")
