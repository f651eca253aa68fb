"""Views of what is said and made of it: one's own answer, what others said, themes and their responses."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.committees.queries import forums_visible_to
from headway.features.decisions.actions import consulting as deeds
from headway.features.decisions.consulted import open_to
from headway.features.decisions.models import Consultation, Response, Theme
from headway.features.schools.models import Quadrant
from headway.features.schools.queries import quadrant_of_viewer
from headway.kit.figures import Link
from headway.kit.grid import Grid, GridCell, GridRow, grid_of
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.consultations.finding import (
    consultation_href,
    crumbs_of,
    found_consultation,
    policy_of,
)
from headway.pages.consultations.forms import AnswerForm, LogForm, ThemeForm
from headway.rules.consultations import STAFF, suggest_theme

SCHOOLS, COUNCILLORS, MEMBER = "schools", "councillors", "member"
MOST_WORDS = 300
SUGGESTED = " (suggested)"


@dataclass(frozen=True, slots=True)
class PlacePage:
    """The responses, each with a list of themes to choose from."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    grid: Grid
    cancel_href: str


def answer_it(request: HttpRequest, key: str) -> HttpResponse:
    """One's own answer, until the last day."""
    consultation = open_to(request.viewer).filter(public_id=key).first()
    if consultation is None:
        raise Http404
    if refused := refuse_unless(request, deeds.may_answer(request.viewer, consultation)):
        return refused
    before = consultation.responses.filter(person=request.viewer.person).first()
    initial = {"words": before.words, "suggestion": before.suggestion} if before else {}
    form = AnswerForm(sent(request), initial=initial)

    def act() -> None:
        deeds.answer_consultation(
            consultation=consultation,
            **form.cleaned_data,
            audience=_audience(request),
            who=request.viewer.role_words()[:120],
            quadrant=quadrant_of_viewer(request.viewer),
            by=request.viewer,
            at=timezone.now(),
        )

    page = FormPage(
        "Your answer",
        consultation.title,
        crumbs_of(consultation),
        form,
        "Send it",
        consultation_href(consultation),
        (consultation.about, *consultation.questions),
    )
    return answer(request, page, act, "Thank you. You can change your answer until the last day.")


def log(request: HttpRequest, key: str) -> HttpResponse:
    """What somebody else said."""
    consultation = found_consultation(request, key, "change")
    if refused := refuse_unless(request, deeds.may_log(request.viewer, consultation)):
        return refused
    form = LogForm(
        sent(request),
        audiences=dict(policy_of(request).audiences),
        bodies=list(forums_visible_to(request.viewer)),
        quadrants=list(Quadrant.objects.order_by("name", "pk")),
        initial={"given_on": request.viewer.on},
    )

    def act() -> None:
        deeds.log_response(consultation=consultation, told=form.told, by=request.viewer, at=timezone.now())

    return answer(
        request, _page(consultation, "Log a response", form, "Log it"), act, "The response is logged."
    )


def add_theme(request: HttpRequest, key: str) -> HttpResponse:
    """A new theme."""
    consultation = found_consultation(request, key, "change")
    return _theme(request, consultation, None)


def edit_theme(request: HttpRequest, key: str, theme: str) -> HttpResponse:
    """What was decided about a theme, and what changed."""
    consultation = found_consultation(request, key, "change")
    found = consultation.themes.filter(public_id=theme).first()
    if found is None:
        raise Http404
    return _theme(request, consultation, found)


def place(request: HttpRequest, key: str) -> HttpResponse:
    """Which theme each response belongs to; a suggestion stands where nobody has chosen yet."""
    consultation = found_consultation(request, key, "change")
    if refused := refuse_unless(request, deeds.may_log(request.viewer, consultation)):
        return refused
    themes = {one.public_id: one for one in consultation.themes.all()}
    responses = list(consultation.responses.select_related("theme").order_by("given_on", "pk"))
    if request.method == "POST":
        placed = {}
        for one in responses:
            chosen = request.POST.get(one.public_id)
            if chosen is not None and (not chosen or chosen in themes):
                placed[one] = themes.get(chosen)
        deeds.place_responses(consultation=consultation, placed=placed, by=request.viewer, at=timezone.now())
        messages.success(request, "Saved.")
        return redirect(consultation_href(consultation))
    page = PlacePage(
        heading="Put responses in themes",
        caption=consultation.title,
        breadcrumbs=crumbs_of(consultation),
        grid=_grid(request, themes, responses),
        cancel_href=consultation_href(consultation),
    )
    return render(request, "consultations/place.html", {"page": page})


def _theme(request: HttpRequest, consultation: Consultation, theme: Theme | None) -> HttpResponse:
    if refused := refuse_unless(request, deeds.may_log(request.viewer, consultation)):
        return refused
    initial = {name: getattr(theme, name) for name in ("label", "decision", "change")} if theme else {}
    form = ThemeForm(sent(request), initial=initial)

    def act() -> None:
        deeds.write_theme(
            consultation=consultation,
            theme=theme,
            told=form.cleaned_data,
            by=request.viewer,
            at=timezone.now(),
        )

    heading = "What was made of a theme" if theme else "Add a theme"
    return answer(request, _page(consultation, heading, form, "Save"), act, "Saved.")


def _page(consultation: Consultation, heading: str, form: LogForm | ThemeForm, label: str) -> FormPage:
    back = consultation_href(consultation)
    return FormPage(heading, consultation.title, crumbs_of(consultation), form, label, back)


def _audience(request: HttpRequest) -> str:
    if request.viewer.is_staff:
        return STAFF
    return COUNCILLORS if MEMBER in request.viewer.roles else SCHOOLS


def _grid(request: HttpRequest, themes: dict[str, Theme], responses: list[Response]) -> Grid:
    least = policy_of(request).least_percent_in_common
    themed: dict[str, list[str]] = {key: [one.label] for key, one in themes.items()}
    for one in responses:
        if one.theme:
            themed[one.theme.public_id].append(one.words)
    rows = []
    for one in responses:
        suggested = "" if one.theme else suggest_theme(one.words, themed, least) or ""
        value = one.theme.public_id if one.theme else suggested
        words = one.words if len(one.words) <= MOST_WORDS else f"{one.words[:MOST_WORDS]}…"
        choices = [
            (key, f"{held.label}{SUGGESTED if key == suggested else ''}") for key, held in themes.items()
        ]
        cell = GridCell(one.public_id, value, f"Theme of: {words}", choices=(("", "No theme yet"), *choices))
        rows.append(GridRow(words, (cell,)))
    return grid_of("Responses", "Response", ("Theme",), rows)
