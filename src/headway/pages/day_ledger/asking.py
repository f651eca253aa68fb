"""Views of asking for days beyond what is left, and of deciding on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.day_ledger.asking import ask_for_days, may_settle, settle_days
from headway.features.day_ledger.queries import day_requests_visible_to
from headway.kit.figures import Link
from headway.kit.words import days_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.day_ledger.forms import AskForm, DecideForm, year_of
from headway.pages.day_ledger.page import CRUMBS
from headway.pages.day_ledger.views import found_school
from headway.pages.day_ledger.writing import school_form
from headway.rules.day_ledger import may_grant

WHO = (
    "Going below zero is for the head of service to allow; days for concern for a quadrant lead too.",
    "An approval serves one use, of no more days than were asked for.",
)


def ask(request: HttpRequest, urn: int) -> HttpResponse:
    """Days beyond what is left, asked for by the authority's staff."""
    school = found_school(request, urn)
    if not request.viewer.is_staff:
        raise Http404
    form = AskForm(sent(request))

    def act() -> None:
        year = year_of(request.viewer.on)
        ask_for_days(subject=school, year=year, **form.told, by=request.viewer, at=timezone.now())

    page = school_form(school, "Ask for days beyond what is left", form, "Ask", words=WHO)
    return answer(request, page, act, "It waits for a decision.")


def decide(request: HttpRequest, key: str) -> HttpResponse:
    """Yes or no to what was asked."""
    found = day_requests_visible_to(request.viewer).filter(public_id=key).first()
    if found is None or not may_grant(request.viewer.roles, found.pool):
        raise Http404
    if refused := refuse_unless(request, may_settle(found, request.viewer)):
        return refused
    form = DecideForm(sent(request))

    def act() -> None:
        yes = form.cleaned_data["answer"] == "yes"
        reason = form.cleaned_data["reason"]
        settle_days(asked=found, yes=yes, reason=reason, by=request.viewer, at=timezone.now())

    asked = found.request
    words = (f"{asked.words}.", f"Why: {found.reason}. Asked by {asked.asked_by}.")
    heading = f"{days_words(found.half_days)} beyond what is left"
    if found.school:
        page = school_form(found.school, heading, form, "Decide", words=words)
    else:
        back = reverse("day_ledger_partnership", args=[found.partnership.public_id])
        crumbs = (*CRUMBS, Link(found.partnership.name, back))
        page = FormPage(heading, found.partnership.name, crumbs, form, "Decide", back, words)
    return answer(request, page, act, "Decided.")
