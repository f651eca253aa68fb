"""Views of school reviews for who organises them: the list, one review, its plan, its reviewers, its beginning."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.school_reviews import actions as deeds
from headway.features.school_reviews.models import SchoolReview
from headway.features.school_reviews.queries import KIND, listed, reviews_visible_to, who_may_review
from headway.features.schools.models import School
from headway.features.schools.queries import school_for
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.pages.answering import FormPage, answer, press, sent
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.school_reviews.forms import OffForm, PlanForm, ReviewerForm
from headway.pages.school_reviews.page import (
    CRUMBS,
    DOCUMENTS,
    HOME,
    ReviewsPage,
    list_table,
    review_page,
)
from headway.rules.school_reviews import KIND_WORDS, STATE_WORDS

FILTERS, SORTS = ("q", "kind", "state"), {"school": "school__name", "starts": "starts_on"}
OWNED = "The report is the school's. It is agreed once every reviewer and the head agreed to the same words."

OFF_WORDS = "They see the review no longer. Where everybody else has agreed to the report, it is agreed."


def list_reviews(request: HttpRequest) -> HttpResponse:
    """Every review the viewer may see, or the same as a file."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=tuple(SORTS), default_sort="-starts")
    rows = reviews_visible_to(request.viewer)
    if words := query.text("q"):
        rows = rows.filter(school__name__icontains=words)
    for name in ("kind", "state"):
        if value := query.text(name):
            rows = rows.filter(**{name: value})
    total = rows.count()
    filters = (
        query.text_filter("q", "School"),
        query.choice_filter("kind", "Review", KIND_WORDS.items()),
        query.choice_filter("state", "How it stands", STATE_WORDS.items()),
    )

    def build(asked: ListQuery) -> ReviewsPage:
        shown = list(listed(rows).order_by(*asked.order_by(SORTS))[asked.bounds(total)])
        table = with_export(list_table(asked, shown, total, filters), asked)
        return ReviewsPage("Joint reviews", CRUMBS[:1], table, (Link("Feedback on documents", DOCUMENTS),))

    return answer_list(request, query, build, "school_reviews/reviews.html")


def show_review(request: HttpRequest, key: str) -> HttpResponse:
    """One review."""
    page = review_page(request.viewer, found_review(request, key))
    return render(request, "school_reviews/review.html", {"page": page})


def plan(request: HttpRequest, urn: int) -> HttpResponse:
    """A new review of a school."""
    school = _school(request, urn)
    form = PlanForm(sent(request))

    def act() -> None:
        deeds.plan_review(school=school, told=form.cleaned_data, by=request.viewer, at=timezone.now())

    page = FormPage("Plan a review", school.name, CRUMBS, form, "Plan it", HOME, (OWNED,))
    return answer(request, page, act, "The review is planned. Name its reviewers.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Other dates or another focus."""
    review = found_review(request, key, "change")
    names = ("kind", "focus", "evaluate_by", "starts_on", "report_by", "version")
    form = PlanForm(sent(request), initial={name: getattr(review, name) for name in names})

    def act() -> None:
        deeds.change_plan(
            review=review,
            told=form.cleaned_data,
            seen_version=form.seen_version or 0,
            by=request.viewer,
            at=timezone.now(),
        )

    return answer(
        request, review_form(review, "Change the plan", form, "Save"), act, "Saved.", thing="review"
    )


def name_reviewer(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody who reviews."""
    review = found_review(request, key, "change")
    named = set(review.reviewers.values_list("person", flat=True))
    people = [one for one in who_may_review(request.viewer, review.school) if one.pk not in named]
    form = ReviewerForm(sent(request), people=people)

    def act() -> None:
        deeds.add_reviewer(review=review, person=form.chosen, by=request.viewer, at=timezone.now())

    return answer(request, review_form(review, "Name a reviewer", form, "Name"), act, "Named.")


def take_off(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody reviews no longer."""
    review = found_review(request, key, "change")
    people = [one.person for one in review.reviewers.all() if not one.finding]
    form = OffForm(sent(request), people=people)

    def act() -> None:
        deeds.take_reviewer_off(
            review=review,
            person=form.chosen,
            reason=form.cleaned_data["reason"],
            by=request.viewer,
            at=timezone.now(),
        )

    page = review_form(review, "Take a reviewer off", form, "Take off", words=(OFF_WORDS,))
    return answer(request, page, act, "Taken off.")


def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the review."""
    review = found_review(request, key, "change")

    def act() -> None:
        deeds.begin_review(review=review, by=request.viewer, at=timezone.now())

    done = "The review has begun. Each reviewer writes what they found."
    return press(request, act, done, reverse("joint_review", args=[key]))


def found_review(request: HttpRequest, key: str, act: str = "see") -> SchoolReview:
    """The review, where the viewer may do the act to it; else it is not found."""
    rows = reviews_visible_to(request.viewer, act).prefetch_related("reviewers__person")
    found: SchoolReview | None = rows.filter(public_id=key).first()
    if found is None:
        raise Http404
    return found


def review_form(review: SchoolReview, heading: str, form: Any, label: str, **more: Any) -> FormPage:
    """The page of a form about a review."""
    back = reverse("joint_review", args=[review.public_id])
    crumbs = (*CRUMBS, Link(review.focus, back))
    return FormPage(heading, review.school.name, crumbs, form, label, back, **more)


def _school(request: HttpRequest, urn: int) -> School:
    found: School | None = school_for(request.viewer, urn, KIND, "change")
    if found is None:
        raise Http404
    return found
