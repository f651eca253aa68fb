"""Views of requests for contact: who asked, brought together, visited, and what came of it (M4-05)."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.practice import actions as deeds
from headway.features.practice.models import Asking, Brokerage
from headway.features.practice.queries import brokerages_visible_to
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.practice.finding import CRUMBS, REQUESTS, requests_table
from headway.pages.practice.forms import OutcomeForm, VisitForm
from headway.rules.good_practice import ASKED, ASKING, BROKERED, CLOSED, may_close, may_visit

REQUEST_CRUMBS = (*CRUMBS, Link("Requests", REQUESTS))


@dataclass(frozen=True, slots=True)
class RequestsPage:
    """Requests within reach."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    state: str
    colour: str
    words: str
    facts: tuple[SummaryRow, ...]
    links: tuple[Link, ...]
    broker_href: str


def list_requests(request: HttpRequest) -> HttpResponse:
    """Requests for contact: one's own, and those one brokers; the open ones first."""
    rows = sorted(brokerages_visible_to(request.viewer), key=lambda one: one.state == CLOSED)
    page = RequestsPage("Requests for contact", CRUMBS, requests_table(rows, examples=True))
    return render(request, "practice/requests.html", {"page": page})


def show_request(request: HttpRequest, key: str) -> HttpResponse:
    """One request."""
    asked = _found(request, key, "see")
    broker = bool(deeds.may_broker(request.viewer, asked))
    example = Link(asked.example.title, reverse("practice_example", args=[asked.example.public_id]))
    links = [("Record the visit", "practice_visit")] if asked.state == BROKERED else []
    links += [("Record what came of it", "practice_close")] if asked.state != CLOSED else []
    page = RequestPage(
        heading="Request for contact",
        caption=asked.example.title,
        breadcrumbs=REQUEST_CRUMBS,
        state=Asking(asked.state).label,
        colour=ASKING[asked.state],
        words=asked.words,
        facts=_facts(asked, example),
        links=tuple(Link(words, reverse(name, args=[key])) for words, name in links) if broker else (),
        broker_href=reverse("practice_broker", args=[key]) if broker and asked.state == ASKED else "",
    )
    return render(request, "practice/request.html", {"page": page})


def broker(request: HttpRequest, key: str) -> HttpResponse:
    """Say that the two were brought together."""
    asked = _found(request, key, "change")

    def act() -> None:
        deeds.broker(asked=asked, by=request.viewer, at=timezone.now())

    return press(request, act, "The two are brought together.", _href(asked))


def visit(request: HttpRequest, key: str) -> HttpResponse:
    """Say that the visit was made."""
    asked = _found(request, key, "change")
    day = request.viewer.on
    if refused := refuse_unless(request, may_visit(asked.state, asked.brokered_on, day, day)):
        return refused
    form = VisitForm(sent(request), initial={"on": day})

    def act() -> None:
        deeds.record_visit(asked=asked, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(asked, "Record the visit", form), act, "The visit is recorded.")


def close(request: HttpRequest, key: str) -> HttpResponse:
    """Say what came of it."""
    asked = _found(request, key, "change")
    if refused := refuse_unless(request, may_close(asked.state, "anything")):
        return refused
    form = OutcomeForm(sent(request))

    def act() -> None:
        deeds.close_request(asked=asked, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(asked, "What came of it", form), act, "The request is closed.")


def _facts(asked: Brokerage, example: Link) -> tuple[SummaryRow, ...]:
    brokered = f"{day_words(asked.brokered_on)}, by {asked.brokered_by}" if asked.brokered_on else "not yet"
    return (
        SummaryRow("Example", example.label, href=example.href),
        SummaryRow("Of the school", asked.example.school.name),
        SummaryRow("Asked by", f"{asked.asked_by}, {day_words(asked.asked_on)}"),
        SummaryRow("For the school", asked.school.name if asked.school else "no school"),
        SummaryRow("Brought together", brokered),
        SummaryRow("Visited on", day_words(asked.visited_on) if asked.visited_on else "not yet"),
        SummaryRow("What came of it", asked.outcome or "not known yet"),
    )


def _found(request: HttpRequest, key: str, act: str) -> Brokerage:
    row: Brokerage | None = brokerages_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _href(asked: Brokerage) -> str:
    return reverse("practice_request", args=[asked.public_id])


def _page(asked: Brokerage, heading: str, form: Any) -> FormPage:
    return FormPage(heading, asked.example.title, REQUEST_CRUMBS, form, "Record it", _href(asked))
