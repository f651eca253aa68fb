"""The pages of categories."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from headway.features.categories.actions import judge
from headway.features.categories.models import JudgementState
from headway.features.categories.queries import KIND, judgements_of, latest_proposals, may_do
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import schools_visible_to
from headway.flows.review_categories import review_categories
from headway.flows.settle_judgement import settle_judgement
from headway.kit.listing import ListQuery
from headway.kit.words import count_words
from headway.pages.categories.forms import DecideForm, JudgeForm
from headway.pages.categories.listing import FILTERS, HOME, SORTS, CategoriesPage, categories_page
from headway.pages.categories.page import category_page
from headway.pages.lists.answer import answer_list
from headway.rules.verdict import Refused, Verdict


def show_categories(request: HttpRequest) -> HttpResponse:
    """Every school's proposal and category, or the same as a file."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS)

    def build(asked: ListQuery) -> CategoriesPage:
        return categories_page(
            request.viewer, asked, typed("categories", request.viewer.on), timezone.localdate()
        )

    return answer_list(request, query, build, "categories/categories.html")


def review(request: HttpRequest) -> HttpResponse:
    """Let the rules propose anew for every school the viewer may judge."""
    found = review_categories(on=timezone.localdate(), by=request.viewer, at=timezone.now())
    words = f"{count_words(found.schools, 'school')} reviewed, {count_words(found.new, 'proposal')} new."
    messages.success(request, f"{words} A proposal is no category: judge where it is right or wrong.")
    return redirect("categories")


def show_category(request: HttpRequest, urn: int) -> HttpResponse:
    """One school's category."""
    page = category_page(
        request.viewer, _visible(request, urn), typed("categories", request.viewer.on), timezone.localdate()
    )
    return render(request, "categories/category.html", {"page": page})


def judge_school(request: HttpRequest, urn: int) -> HttpResponse:
    """Judge a school's category; it waits until somebody else agrees."""
    school = _visible(request, urn)
    _insist(may_do(request.viewer, "change", school))
    policy = typed("categories", request.viewer.on)
    form = JudgeForm(request.POST, policy=policy, proposal=latest_proposals([urn]).get(urn))
    if form.is_valid():
        data = form.cleaned_data
        seen = data.pop("proposal")
        try:
            made = judge(
                school=school,
                **data,
                seen_proposal=seen,
                policy=policy,
                by=request.viewer,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        else:
            messages.success(
                request, f"Category {made.category}, {made.label}, waits to be agreed by somebody else."
            )
            return redirect("category", urn)
    page = category_page(request.viewer, school, policy, timezone.localdate(), judge_form=form)
    return render(request, "categories/category.html", {"page": page, "form": form}, status=422)


def decide(request: HttpRequest, urn: int) -> HttpResponse:
    """Agree to a judgement that waits, or refuse it."""
    school = _visible(request, urn)
    _insist(may_do(request.viewer, "approve", school))
    waiting = judgements_of(school).filter(state=JudgementState.WAITING).first()
    form = DecideForm(request.POST, judgement=waiting)
    if form.is_valid():
        judgement = judgements_of(school).filter(public_id=form.cleaned_data["judgement"]).first()
        if judgement is None:
            raise Http404
        yes = form.cleaned_data["yes"] == "yes"
        try:
            settled = settle_judgement(
                judgement=judgement,
                yes=yes,
                reason=form.cleaned_data["reason"],
                by=request.viewer,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        else:
            letter = " A letter to head and chair is prepared." if settled.letter else ""
            messages.success(
                request, f"Category {settled.judgement.category} {'agreed' if yes else 'refused'}.{letter}"
            )
            return redirect("category", urn)
    page = category_page(
        request.viewer, school, typed("categories", request.viewer.on), timezone.localdate(), decide_form=form
    )
    return render(request, "categories/category.html", {"page": page, "form": form}, status=422)


def _visible(request: HttpRequest, urn: int) -> School:
    schools = schools_visible_to(request.viewer, KIND).select_related("district")
    return get_object_or_404(schools, urn=urn)


def _insist(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)
