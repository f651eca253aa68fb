"""Views of annual reviews (M4-04)."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.categories.actions import may_judge_beside
from headway.features.categories.models import Judgement
from headway.features.categories.queries import category_of, latest_proposals
from headway.features.categories.queries import may_do as may_do_to_category
from headway.features.performance_reviews import actions as deeds
from headway.features.performance_reviews.models import PerformanceReview
from headway.features.performance_reviews.queries import (
    KIND,
    Standing,
    may_reply,
    reviews_visible_to,
    schools_to_review,
    sees_shared_only,
    standings,
)
from headway.features.policies.queries import read_policy, typed
from headway.features.schools.models import School
from headway.features.schools.queries import school_for
from headway.flows.begin_performance_reviews import begin_reviews
from headway.flows.judge_from_review import judge_from_review
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.categories.forms import JudgeForm
from headway.pages.downloading import pack_file
from headway.pages.exports import asked_export
from headway.pages.lists.answer import answer_list
from headway.pages.performance_reviews.forms import AttendanceForm, ExceptionForm, ReplyForm, WordsForm
from headway.pages.performance_reviews.listing import (
    CRUMBS,
    FILTERS,
    HOME,
    SORTS,
    ReviewsPage,
    reviews_page,
)
from headway.pages.performance_reviews.page import review_pack, review_page, year_of_day
from headway.pages.performance_reviews.picking import with_boxes
from headway.pages.years import asked_year
from headway.rules.performance_reviews import AnnualReviewPolicy, may_write
from headway.rules.performance_reviews import may_reply as may_reply_in
from headway.rules.verdict import first_refusal

WRITE_WORDS = (
    "The school reads it once you share it. No names of pupils or staff.",
    "A review gives no score and changes no category.",
)
PART_WORDS = ("A review is shared once this is here. The school reads it. No names of pupils or staff.",)
JUDGE_WORDS = ("It waits until somebody else agrees, like every judgement.",)


def list_reviews(request: HttpRequest) -> HttpResponse:
    """Every open school with its review or its exception, or how many there are; the list as a file too."""
    policy = typed("annual_review", request.viewer.on)
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS)

    def build(asked: ListQuery) -> ReviewsPage:
        page = reviews_page(request.viewer, asked, policy)
        return replace(page, table=with_boxes(request.viewer, page.table, asked)) if page.table else page

    if not (request.viewer.may_ever(KIND, "see") or sees_shared_only(request.viewer)):
        if asked_export(request):
            raise Http404
        return render(request, "performance_reviews/reviews.html", {"page": build(query)})
    return answer_list(request, query, build, "performance_reviews/reviews.html")


def show_review(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """One school's review of a year, or that there is none."""
    school, standing, review = _standing(request, urn, year)
    policy: AnnualReviewPolicy = (
        read_policy(review.policy) if review else typed("annual_review", request.viewer.on)
    )
    page = review_page(
        request.viewer, school, year, standing, review, policy, category_of([urn], request.viewer.on).get(urn)
    )
    return render(request, "performance_reviews/review.html", {"page": page})


def begin(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """Begin the review of this academic year."""
    school = _open_school(request, urn, year)
    if year != year_of_day(request.viewer.on):
        raise Http404

    def act() -> None:
        begin_reviews(schools=[school], by=request.viewer, at=timezone.now())

    return press(request, act, "The review is begun with what is held today.", _href(urn, year))


def write(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """The reviewer's words."""
    review = _review(request, urn, year, "change")
    if refused := refuse_unless(request, may_write(review.state)):
        return refused
    names = ("strengths", "concerns", "questions", "version")
    form = WordsForm(sent(request), initial={name: getattr(review, name) for name in names})

    def act() -> None:
        deeds.write_review(
            review=review,
            seen_version=form.seen_version or 0,
            told=form.cleaned_data,
            by=request.viewer,
            at=timezone.now(),
        )

    page = _page(review.school, year, "Write the review", form, "Save", words=WRITE_WORDS)
    return answer(request, page, act, "Saved.", thing="review")


def take_part(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """What the attendance officer contributes, or their apology (M5-04)."""
    review = _review(request, urn, year, "see")
    if not (request.viewer.is_staff and deeds.may_take_part(request.viewer, review)):
        raise Http404
    if refused := refuse_unless(request, may_write(review.state)):
        return refused
    initial = {"kind": review.attendance, "words": review.attendance_words, "version": review.version}
    form = AttendanceForm(sent(request), initial=initial)

    def act() -> None:
        deeds.take_part(
            review=review,
            seen_version=form.seen_version or 0,
            **form.cleaned_data,
            by=request.viewer,
            at=timezone.now(),
        )

    page = _page(review.school, year, "The attendance officer's part", form, "Save", words=PART_WORDS)
    return answer(request, page, act, "Saved.", thing="review")


def share(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """Show the review to head and chair."""
    review = _review(request, urn, year, "change")

    def act() -> None:
        deeds.share_review(review=review, by=request.viewer, at=timezone.now())

    return press(request, act, "Head and chair can read the review and reply.", _href(urn, year))


def reply(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """What the school says to it."""
    review = _review(request, urn, year, "see")
    if not may_reply(request.viewer, review):
        raise Http404
    if refused := refuse_unless(request, may_reply_in(review.state)):
        return refused
    form = ReplyForm(sent(request))

    def act() -> None:
        deeds.reply_to_review(review=review, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = _page(review.school, year, "Reply to the review", form, "Send the reply")
    return answer(request, page, act, "Your reply stands with the review.")


def judge(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """Begin a judgement of the category from the review."""
    review = _review(request, urn, year, "change")
    held = Judgement.objects.filter(school=review.school)
    allowed = first_refusal(
        may_do_to_category(request.viewer, "change", review.school), may_judge_beside(held, date.max)
    )
    if refused := refuse_unless(request, allowed):
        return refused
    policy, proposal = typed("categories", request.viewer.on), latest_proposals([urn]).get(urn)
    initial = {"valid_from": request.viewer.on, "reason": review.concerns[:4000]}
    form = JudgeForm(sent(request), policy=policy, proposal=proposal, initial=initial)

    def act() -> None:
        data = dict(form.cleaned_data)
        seen = data.pop("proposal")
        judge_from_review(
            review=review,
            **data,
            seen_proposal=seen,
            policy=policy,
            by=request.viewer,
            at=timezone.now(),
        )

    page = _page(review.school, year, "Judge the category", form, "Record this judgement", words=JUDGE_WORDS)
    return answer(request, page, act, "The judgement waits to be agreed by somebody else.", thing="judgement")


def except_school(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """Put the school on the exceptions list of the year."""
    school = _open_school(request, urn, year)
    policy: AnnualReviewPolicy = typed("annual_review", request.viewer.on)
    form = ExceptionForm(sent(request), reasons=policy.reasons)

    def act() -> None:
        deeds.except_school(
            school=school,
            year=year,
            **form.cleaned_data,
            policy=policy,
            by=request.viewer,
            at=timezone.now(),
        )

    page = _page(school, year, "Put the school on the exceptions list", form, "Enter it")
    return answer(request, page, act, "The school is on the exceptions list of this year.")


def end_exception(request: HttpRequest, urn: int, year: int) -> HttpResponse:
    """Take the school off the exceptions list of the year."""
    school = _open_school(request, urn, year)

    def act() -> None:
        deeds.end_exception(school=school, year=year, by=request.viewer, at=timezone.now())

    return press(request, act, "The school is off the exceptions list.", _href(urn, year))


def download(request: HttpRequest, urn: int, year: int, form: str) -> HttpResponse:
    """The review in Word or as a PDF."""
    review = _review(request, urn, year, "see")
    in_force = category_of([urn], request.viewer.on).get(urn)
    pack = review_pack(review, in_force, staff=request.viewer.is_staff)
    return pack_file(pack, form, f"{review.school.name}, annual review {year}")


def _standing(request: HttpRequest, urn: int, year: int) -> tuple[School, Standing, PerformanceReview | None]:
    _insist_on_year(year)
    found = reviews_visible_to(request.viewer).filter(school__urn=urn, year=year)
    review = found.prefetch_related("replies__by").first()
    if review:
        return review.school, Standing(review, None), review
    school = None if sees_shared_only(request.viewer) else school_for(request.viewer, urn, KIND)
    if school is None:
        raise Http404
    return school, standings([urn], year)[urn], None


def _review(request: HttpRequest, urn: int, year: int, act: str) -> PerformanceReview:
    rows = reviews_visible_to(request.viewer, act).select_related("school__authority")
    found: PerformanceReview | None = (
        rows.filter(school__urn=urn, year=year).prefetch_related("replies__by").first()
    )
    if found is None:
        raise Http404
    return found


def _open_school(request: HttpRequest, urn: int, year: int) -> School:
    _insist_on_year(year)
    school: School | None = schools_to_review(request.viewer, "change").filter(urn=urn).first()
    if school is None:
        raise Http404
    return school


def _insist_on_year(year: int) -> None:
    if asked_year(str(year)) is None:
        raise Http404


def _href(urn: int, year: int) -> str:
    return reverse("annual_review", args=[urn, year])


def _page(school: School, year: int, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    href = _href(school.urn, year)
    return FormPage(heading, school.name, (*CRUMBS, Link(school.name, href)), form, label, href, **more)
