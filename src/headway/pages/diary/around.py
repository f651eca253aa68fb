"""Views around visits: agendas and their reviews, notices of inspection, days away."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.features.schools.queries import school_for
from headway.features.visits import around as deeds
from headway.features.visits.models import AgendaReview, InspectionNotice
from headway.features.visits.queries import notices_of
from headway.flows.replan_inspection import moves_for
from headway.kit.figures import Link
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.diary.forms import AttendedForm, AwayForm, NoticeForm, ReviewForm
from headway.pages.diary.visits import ALONG
from headway.pages.diary.words import CRUMB, policy_on
from headway.rules.notices import TASK
from headway.rules.visit_types import VisitPolicy, review_due

AGENDAS = "/diary/agendas/"


@dataclass(frozen=True, slots=True)
class AgendasPage:
    """Every agenda with its points, and the reviews of it."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    points: tuple[Table, ...]
    reviews: Table


def list_agendas(request: HttpRequest) -> HttpResponse:
    """Agendas of the policy in use: version, last review with schools, and whether one is due (M5-01, M5-05)."""
    viewer, policy = request.viewer, policy_on(request.viewer.on)
    if policy is None:
        raise Http404
    reviews = list(AgendaReview.objects.select_related("by"))
    may = bool(deeds.may_review_agendas(viewer))
    page = AgendasPage(
        heading="Agendas of visits",
        caption=f"Version {policy.header.version} of the policy",
        breadcrumbs=(CRUMB,),
        table=_agendas(policy, reviews, request, may),
        points=tuple(_points(policy, slug) for slug in policy.agendas),
        reviews=_reviews(policy, reviews),
    )
    return render(request, "diary/agendas.html", {"page": page})


def review(request: HttpRequest, agenda: str) -> HttpResponse:
    """An agenda was reviewed with schools."""
    policy = policy_on(request.viewer.on)
    if policy is None or agenda not in policy.agendas:
        raise Http404
    if refused := refuse_unless(request, deeds.may_review_agendas(request.viewer)):
        return refused
    form = ReviewForm(sent(request), initial={"on": request.viewer.on})

    def act() -> None:
        deeds.record_agenda_review(agenda=agenda, **form.cleaned_data, by=request.viewer, at=timezone.now())

    crumbs = (CRUMB, Link("Agendas of visits", AGENDAS))
    page = FormPage(
        "Record a review with schools", policy.agendas[agenda].label, crumbs, form, "Record it", AGENDAS
    )
    return answer(request, page, act, "The review is recorded.")


def notice(request: HttpRequest, urn: int) -> HttpResponse:
    """A notice of inspection came."""
    school = school_for(request.viewer, urn, deeds.READINESS, "change")
    if school is None:
        raise Http404
    form = NoticeForm(sent(request), initial={"told_on": request.viewer.on})

    def act() -> HttpResponse | None:
        viewer = request.viewer
        made = deeds.record_notice(school=school, **form.cleaned_data, by=viewer, at=timezone.now())
        clash = moves_for(viewer, made)
        return redirect("inspection_replan", made.public_id) if clash else None

    back = f"/schools/{urn}/readiness/"
    crumbs = (Link("Schools", "/schools/"), Link(school.name, back))
    words = (f"The link adviser then has a task in the same week: {TASK[0].lower()}{TASK[1:]}.",)
    page = FormPage(
        "Record a notice of inspection", school.name, crumbs, form, "Record it", back, words=words
    )
    return answer(request, page, act, "The notice is recorded, and the link adviser has the task.")


def attended(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody of the authority was at an inspection, and what was said."""
    held: InspectionNotice | None = notices_of(request.viewer, "change").filter(public_id=key).first()
    if held is None:
        raise Http404
    form = AttendedForm(sent(request))

    def act() -> None:
        deeds.attend_inspection(
            notice=held, note=form.cleaned_data["note"], by=request.viewer, at=timezone.now()
        )

    page = FormPage(TASK, held.school.name, (CRUMB,), form, "Record it", CRUMB.href)
    return answer(request, page, act, "What was said is recorded.")


def be_away(request: HttpRequest) -> HttpResponse:
    """Days on which somebody can be booked nowhere without being told."""
    people: list[Person] = list(holders(ALONG, on=request.viewer.on))
    form = AwayForm(sent(request), people=people)

    def act() -> None:
        told = dict(form.cleaned_data)
        key = told.pop("person")
        who = next(one for one in people if one.public_id == key)
        deeds.record_absence(person=who, **told, by=request.viewer, at=timezone.now())

    page = FormPage(
        "Record days away", "", (CRUMB,), form, "Record them", CRUMB.href, words=("Why is not asked.",)
    )
    return answer(request, page, act, "The days away are recorded.")


def _agendas(policy: VisitPolicy, reviews: list[AgendaReview], request: HttpRequest, may: bool) -> Table:
    rows = []
    for slug, agenda in policy.agendas.items():
        days = [one.on for one in reviews if one.agenda == slug]
        due = review_due(agenda, days, request.viewer.on, policy.review_months)
        last = max((day for day in (agenda.reviewed_on, *days) if day), default=None)
        cells = (
            agenda.label,
            agenda.version,
            day_cell(last, missing="never"),
            Cell("Review due" if due else "Fresh", colour="yellow" if due else "green", note=due),
        )
        do = (Cell("Record a review", href=reverse("agenda_review", args=[slug])),) if may else ()
        rows.append((*cells, *do))
    heads = ("Agenda", "Version", "Last reviewed with schools", "Review", *(("Do",) if may else ()))
    return plain_table("Agendas", heads, rows)


def _points(policy: VisitPolicy, slug: str) -> Table:
    agenda = policy.agendas[slug]
    rows = [(item.words, "Mandatory" if item.mandatory else "Optional") for item in agenda.items]
    return plain_table(f"{agenda.label}, version {agenda.version}", ("Point", "Kind"), rows)


def _reviews(policy: VisitPolicy, reviews: list[AgendaReview]) -> Table:
    rows = [
        (
            day_cell(one.on),
            policy.agendas[one.agenda].label if one.agenda in policy.agendas else one.agenda,
            one.reviewed_with,
            one.words,
            one.by.name,
        )
        for one in reviews
    ]
    heads = ("On", "Agenda", "With", "What is to change", "Recorded by")
    return plain_table("Reviews with schools", heads, rows, empty_words="No review is recorded yet.")
