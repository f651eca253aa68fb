"""Views of consultations: all of them, and one with how far it is, what was said and what was made of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.decisions.actions import consulting as deeds
from headway.features.decisions.consulted import (
    ANSWERS,
    KIND,
    consultations_visible_to,
    dates_of,
    responses_visible_to,
)
from headway.features.decisions.models import Consultation, Response
from headway.flows.consultation_days import alerted_on, days_in_term
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.consultations.finding import CRUMB, consultation_href, found_consultation, policy_of
from headway.rules import consultations as rule
from headway.rules.consultation_policy import ConsultationPolicy
from headway.rules.verdict import Verdict

COLOURS = {rule.DRAFT: "yellow", rule.OPEN: "blue", rule.CLOSED: "grey", rule.PUBLISHED: "green"}
BEGIN_ONE = "No consultation is begun yet. Say what is asked, whom, and until when."
NONE_YET = "No consultation is open yet."


@dataclass(frozen=True, slots=True)
class ConsultationsPage:
    """Every consultation, and what can be begun."""

    heading: str
    table: Table
    begin_href: str


@dataclass(frozen=True, slots=True)
class ConsultationPage:
    """One consultation."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    alert: str
    figures: tuple[Figure, ...]
    about: str
    questions: tuple[str, ...]
    facts: tuple[SummaryRow, ...]
    answer_href: str
    may_answer: Verdict | None
    links: tuple[Link, ...]
    themes: Table
    responses: Table | None
    suggestions: Table | None
    state: str
    move_label: str
    move_href: str
    may_move: Verdict | None


def list_consultations(request: HttpRequest) -> HttpResponse:
    """Every consultation the viewer may see, the newest first."""
    viewer = request.viewer
    rows = [
        (
            Cell(one.title, href=consultation_href(one), note=_alert(one, policy_of(request), viewer)),
            Cell(one.get_state_display(), colour=COLOURS[one.state]),
            day_cell(one.starts_on),
            day_cell(one.ends_on),
            one.answered,
        )
        for one in consultations_visible_to(viewer)
    ]
    heads = ("Consultation", "State", "First day", "Last day", Column("Responses", numeric=True))
    changes = bool(viewer.may(KIND, "change"))
    page = ConsultationsPage(
        heading="Consultations",
        table=plain_table("Consultations", heads, rows, empty_words=BEGIN_ONE if changes else NONE_YET),
        begin_href=reverse("consultation_new") if changes else "",
    )
    return render(request, "consultations/consultations.html", {"page": page})


def show_consultation(request: HttpRequest, key: str) -> HttpResponse:
    """One consultation with its themes, and the responses the viewer may see."""
    viewer, found, policy = request.viewer, found_consultation(request, key), policy_of(request)
    responses = list(responses_visible_to(viewer, found))
    label, href, may_move = _move(viewer, found)
    answers = bool(viewer.may_ever(ANSWERS, "change"))
    page = ConsultationPage(
        heading=found.title,
        caption="Consultation",
        breadcrumbs=(CRUMB,),
        alert=_alert(found, policy, viewer),
        figures=_figures(found, viewer),
        about=found.about,
        questions=tuple(found.questions),
        facts=_facts(found, policy),
        answer_href=consultation_href(found, "consultation_answer") if answers else "",
        may_answer=deeds.may_answer(viewer, found) if answers else None,
        links=_links(viewer, found),
        themes=_themes(viewer, found),
        responses=_responses(responses, policy.audiences) if viewer.knows(ANSWERS) else None,
        suggestions=_suggestions(responses) if viewer.may(ANSWERS) else None,
        state=found.state,
        move_label=label,
        move_href=href,
        may_move=may_move,
    )
    return render(request, "consultations/consultation.html", {"page": page})


def _alert(found: Consultation, policy: ConsultationPolicy, viewer: Viewer) -> str:
    """A sentence from so many school days before the result is due, until it is published (M15-03)."""
    if found.publish_by is None or found.state in (rule.DRAFT, rule.PUBLISHED):
        return ""
    if found.publish_by < viewer.on:
        return f"Its result was to be published by {day_words(found.publish_by)}."
    if viewer.on < alerted_on(found.publish_by, policy.alert_school_days):
        return ""
    return f"Its result is to be published by {day_words(found.publish_by)}."


def _figures(found: Consultation, viewer: Viewer) -> tuple[Figure, ...]:
    elapsed = f"{rule.percent_elapsed(dates_of(found), viewer.on)} %" if found.state != rule.DRAFT else None
    figures = [
        Figure("Days over", elapsed, note="" if elapsed else "not open yet"),
        Figure("Responses", found.answered),
    ]
    if found.asked:
        rate = round(100 * found.answered / found.asked)
        figures.append(Figure("Response rate", f"{rate} %", note=f"{found.asked:,} asked"))
    if viewer.may(KIND, "change"):
        figures.append(Figure("Without a theme", found.unthemed))
    return tuple(figures)


def _facts(found: Consultation, policy: ConsultationPolicy) -> tuple[SummaryRow, ...]:
    asked = [policy.audiences.get(slug, slug) for slug in found.audiences]
    asked += [one.name for one in found.bodies.all()]
    facts = [
        SummaryRow("State", found.get_state_display(), colour=COLOURS[found.state]),
        SummaryRow("Who is asked", ", ".join(asked)),
        SummaryRow("From", day_words(found.starts_on)),
        SummaryRow("Until", day_words(found.ends_on)),
    ]
    if found.publish_by:
        facts.append(SummaryRow("Result published by", day_words(found.publish_by)))
    if found.published_on:
        facts.append(SummaryRow("Published on", day_words(found.published_on)))
    if found.posts_at_risk:
        facts.append(SummaryRow("Posts that may go", str(found.posts_at_risk)))
    if found.appraisal:
        facts.append(SummaryRow("Appraisal", found.appraisal.title))
    return tuple(facts)


def _themes(viewer: Viewer, found: Consultation) -> Table:
    """What was said and done: to everybody once published, before that to who works on it."""
    writes = bool(deeds.may_log(viewer, found))
    shown = found.state == rule.PUBLISHED or bool(viewer.may(KIND, "change"))
    rows = [
        (
            Cell(one.label, href=consultation_href(found, "theme", one.public_id) if writes else ""),
            Cell(one.decision or None, missing="not decided yet"),
            Cell(one.change or None, missing="nothing said yet"),
        )
        for one in (found.themes.all() if shown else ())
    ]
    empty = "What was said and what was done about it stands here once the result is published."
    return plain_table(
        "You said, we did", ("You said", "What was decided", "We did"), rows, empty_words=empty
    )


def _responses(responses: Sequence[Response], audiences: Mapping[str, str]) -> Table:
    rows = [
        (
            Cell(audiences.get(one.audience, one.audience), note=one.body.name if one.body else one.who),
            one.words,
            Cell(one.theme.label if one.theme else None, missing="none yet"),
            Cell(one.get_suggestion_display() or None, missing="no"),
            day_cell(one.given_on),
        )
        for one in responses
    ]
    counted = Counter(audiences.get(one.audience, one.audience) for one in responses)
    told = ", ".join(f"{label} {number}" for label, number in counted.items())
    heads = ("Who", "What was said", "Theme", "Suggestion", "On")
    caption = f"Responses ({told})" if told else "Responses"
    return plain_table(caption, heads, rows, empty_words="No response that you may see.")


def _suggestions(responses: Sequence[Response]) -> Table | None:
    """How many of each kind, by quadrant (M15-05); none where nobody suggested anything."""
    counted = rule.count_suggestions(
        (one.quadrant.name if one.quadrant else "", one.suggestion) for one in responses
    )
    if not counted:
        return None
    rows = [
        (Cell(name or None, missing="quadrant not known"), *(row[kind] for kind in rule.SUGGESTIONS))
        for name, row in counted.items()
    ]
    heads = ("Quadrant", *(Column(label, numeric=True) for label in rule.SUGGESTIONS.values()))
    return plain_table("Suggestions", heads, rows)


def _links(viewer: Viewer, found: Consultation) -> tuple[Link, ...]:
    links = []
    if deeds.may_write(viewer, found):
        links.append(Link("Change it", consultation_href(found, "consultation_edit")))
    if deeds.may_log(viewer, found):
        links += [
            Link("Log a response", consultation_href(found, "response_log")),
            Link("Add a theme", consultation_href(found, "theme_new")),
            Link("Put responses in themes", consultation_href(found, "responses_place")),
        ]
    return tuple(links)


def _move(viewer: Viewer, found: Consultation) -> tuple[str, str, Verdict | None]:
    """The next step, for who may take it at all."""
    if not viewer.may(KIND, "change"):
        return "", "", None
    if found.state == rule.DRAFT:
        within = days_in_term(found.audiences, found.ends_on, found.publish_by)
        return (
            "Open it",
            consultation_href(found, "consultation_open"),
            deeds.may_open_now(viewer, found, within),
        )
    if found.state == rule.OPEN:
        return "Close it", consultation_href(found, "consultation_close"), deeds.may_close_now(viewer, found)
    if found.state == rule.CLOSED:
        href = consultation_href(found, "consultation_publish")
        return "Publish the result", href, deeds.may_publish_now(viewer, found)
    return "", "", None
