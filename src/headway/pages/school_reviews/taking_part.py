"""Views for who takes part in a review: the school's evaluation of itself, findings, the one report, agreeing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.saving import Stale
from headway.features.school_reviews import actions as deeds
from headway.pages import errors
from headway.pages.answering import CHANGED, answer, press, refuse_unless, sent
from headway.pages.school_reviews.forms import EvaluationForm, FindingForm, ReportForm
from headway.pages.school_reviews.views import OWNED, found_review, review_form
from headway.rules.school_reviews import may_find, may_submit_evaluation
from headway.rules.school_reviews import may_write_report as may_report_in


def evaluate(request: HttpRequest, key: str) -> HttpResponse:
    """What the school finds of itself."""
    review = found_review(request, key)
    if not deeds.may_speak_for_school(request.viewer, review):
        raise Http404
    if refused := refuse_unless(request, may_submit_evaluation(review.state, "asked")):
        return refused
    form = EvaluationForm(sent(request), initial={"words": review.evaluation, "version": review.version})

    def act() -> None:
        deeds.submit_evaluation(
            review=review,
            **form.cleaned_data,
            seen_version=form.seen_version or 0,
            by=request.viewer,
            at=timezone.now(),
        )

    page = review_form(review, "Self-evaluation", form, "Submit it")
    return answer(request, page, act, "Submitted. The reviewers read it before they come.", thing="review")


def find(request: HttpRequest, key: str) -> HttpResponse:
    """What one reviewer found."""
    review = found_review(request, key)
    if not deeds.may_speak_as_reviewer(request.viewer, review):
        raise Http404
    if refused := refuse_unless(request, may_find(review.state)):
        return refused
    mine = review.reviewers.get(person=request.viewer.person)
    form = FindingForm(sent(request), initial={"words": mine.finding})

    def act() -> None:
        deeds.write_finding(review=review, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, review_form(review, "What you found", form, "Save"), act, "Saved.")


def report(request: HttpRequest, key: str) -> HttpResponse:
    """The one report."""
    review = found_review(request, key)
    if not deeds.may_write_report(request.viewer, review):
        raise Http404
    findings = [one.finding for one in review.reviewers.all()]
    if refused := refuse_unless(request, may_report_in(review.state, findings)):
        return refused
    form = ReportForm(sent(request), initial={"words": review.report, "version": review.version})

    def act() -> None:
        deeds.write_report(
            review=review,
            **form.cleaned_data,
            seen_version=form.seen_version or 0,
            by=request.viewer,
            at=timezone.now(),
        )

    words = (OWNED, "Other words are agreed to anew by all.")
    page = review_form(review, "Report", form, "Save", words=words)
    return answer(request, page, act, "Saved. Everybody agrees to it as it stands.", thing="report")


def agree(request: HttpRequest, key: str) -> HttpResponse:
    """Agree to the report as it was seen."""
    review = found_review(request, key)
    if not deeds.may_write_report(request.viewer, review):
        raise Http404
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else review.version

    def act() -> None:
        deeds.agree(review=review, seen_version=version, by=request.viewer, at=timezone.now())

    try:
        return press(request, act, "You have agreed to the report.", reverse("joint_review", args=[key]))
    except Stale:
        return errors.forbidden(request, CHANGED.format("report"))
