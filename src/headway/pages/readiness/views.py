"""Views of readiness for inspection (M7-08, M5-10)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headway.features.policies.queries import policy_in_use, read_policy
from headway.features.readiness.actions import record_review
from headway.features.readiness.queries import KIND
from headway.features.schools.models import School
from headway.features.schools.queries import school_for
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.pages.answering import FormPage, answer, sent
from headway.pages.lists.answer import answer_list
from headway.pages.readiness.forms import ReviewForm
from headway.pages.readiness.listing import FILTERS, HOME, SORTS, ReadinessPage, readiness_page
from headway.pages.readiness.page import school_readiness_page

RECORD_WORDS = (
    "Answer what was looked at and leave the rest. A review gives no score and is no judgement of the school.",
    "The school can read it. No names of pupils or staff.",
)


def show_readiness(request: HttpRequest) -> HttpResponse:
    """Which schools may expect an inspection in an academic year, or the same as a file."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS)

    def build(asked: ListQuery) -> ReadinessPage:
        return readiness_page(request.viewer, asked)

    return answer_list(request, query, build, "readiness/readiness.html")


def show_school(request: HttpRequest, urn: int) -> HttpResponse:
    """One school: what is to be expected and why, and its reviews."""
    page = school_readiness_page(request.viewer, _found(request, urn, "see"))
    return render(request, "readiness/school.html", {"page": page})


def record(request: HttpRequest, urn: int) -> HttpResponse:
    """A review that was held, by the list of questions in use."""
    school = _found(request, urn, "change")
    stored = policy_in_use("readiness", request.viewer.on)
    policy = read_policy(stored)
    form = ReviewForm(sent(request), policy=policy, initial={"on": request.viewer.on})
    back = f"/schools/{urn}/readiness/"
    crumbs = (Link("Schools", "/schools/"), Link("Ofsted readiness", HOME), Link(school.name, back))
    page = FormPage(
        heading="Record a readiness review",
        caption=school.name,
        breadcrumbs=crumbs,
        form=form,
        submit_label="Record this review",
        cancel_href=back,
        words=RECORD_WORDS,
    )

    def act() -> object:
        return record_review(
            school=school,
            on=form.cleaned_data["on"],
            answers=form.answers,
            notes=form.notes,
            next_step=form.cleaned_data["next_step"],
            policy=policy,
            stored=stored,
            by=request.viewer,
            at=timezone.now(),
        )

    return answer(
        request, page, act, "The review is recorded. It stays as it is; a later look is a new review."
    )


def _found(request: HttpRequest, urn: int, act: str) -> School:
    school = school_for(request.viewer, urn, KIND, act)
    if school is None:
        raise Http404
    return school
