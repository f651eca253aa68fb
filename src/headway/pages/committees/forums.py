"""Views of one forum: its remit, its advice and what the authority answered (M16-06)."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.committees import actions as deeds
from headway.features.committees.models import Advice, Forum
from headway.features.committees.queries import advice_visible_to, forums_visible_to
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, sent
from headway.pages.committees.forms import AdviceForm, ChangedForumForm, ForumForm, ResponseForm
from headway.pages.committees.requests import requests_table
from headway.pages.committees.views import CRUMB, policy_of


@dataclass(frozen=True, slots=True)
class ForumPage:
    """One forum and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    advice: Table
    requests: Table
    ask_href: str
    edit_href: str
    advise_href: str


def found(request: HttpRequest) -> HttpResponse:
    """A new forum."""
    form = ForumForm(sent(request), kinds=dict(policy_of(request).forums))

    def act() -> None:
        deeds.found_forum(told=form.cleaned_data, by=request.viewer, at=timezone.now())

    page = FormPage("Add a forum", "", (CRUMB,), form, "Add it", CRUMB.href)
    return answer(request, page, act, "The forum is added.")


def show_forum(request: HttpRequest, key: str) -> HttpResponse:
    """One forum with its advice, newest first."""
    forum = _forum(request, key)
    keeps = deeds.may_keep(request.viewer)
    page = ForumPage(
        heading=forum.name,
        caption=policy_of(request).forums.get(forum.kind, forum.kind),
        breadcrumbs=(CRUMB,),
        facts=_facts(forum),
        advice=_advice(request, forum, keeps=bool(keeps)),
        requests=requests_table(request, forum),
        ask_href=reverse("request_new", args=[key]) if keeps else "",
        edit_href=reverse("forum_edit", args=[key]) if keeps else "",
        advise_href=reverse("advice_new", args=[key]) if keeps else "",
    )
    return render(request, "committees/forum.html", {"page": page})


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """A forum as it is now."""
    forum = _forum(request, key)
    names = ("name", "kind", "remit", "meets", "contact", "ended_on")
    initial = {name: getattr(forum, name) for name in names}
    form = ChangedForumForm(sent(request), initial=initial, kinds=dict(policy_of(request).forums))

    def act() -> None:
        deeds.change_forum(forum=forum, told=form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(forum, "Change this forum", form, "Save"), act, "Saved.")


def advise(request: HttpRequest, key: str) -> HttpResponse:
    """What the forum advised."""
    forum = _forum(request, key)
    form = AdviceForm(sent(request), initial={"given_on": request.viewer.on})

    def act() -> None:
        deeds.record_advice(forum=forum, **form.cleaned_data, by=request.viewer, at=timezone.now())

    return answer(request, _page(forum, "Record advice", form, "Record it"), act, "The advice is recorded.")


def respond(request: HttpRequest, key: str, advice: str) -> HttpResponse:
    """What the authority answers."""
    forum = _forum(request, key)
    one = advice_visible_to(request.viewer).filter(forum=forum, public_id=advice).first()
    if one is None:
        raise Http404
    initial = {"response": one.response, "responded_on": one.responded_on or request.viewer.on}
    form = ResponseForm(sent(request), initial=initial)

    def act() -> None:
        deeds.answer_advice(advice=one, **form.cleaned_data, by=request.viewer, at=timezone.now())

    words = (f"On {day_words(one.given_on)} the forum advised:", one.words)
    page = _page(forum, "Answer the advice", form, "Record the answer", words=words)
    return answer(request, page, act, "The answer is recorded.")


def _forum(request: HttpRequest, key: str) -> Forum:
    row = forums_visible_to(request.viewer).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _page(
    forum: Forum, heading: str, form: ForumForm | AdviceForm | ResponseForm, label: str, words: tuple = ()
) -> FormPage:
    href = reverse("forum", args=[forum.public_id])
    return FormPage(heading, forum.name, (CRUMB, Link(forum.name, href)), form, label, href, words)


def _facts(forum: Forum) -> tuple[SummaryRow, ...]:
    facts = [
        SummaryRow("Remit", forum.remit),
        SummaryRow("Meets", forum.meets or None),
        SummaryRow("Contact", forum.contact or None),
    ]
    if forum.ended_on:
        facts.append(SummaryRow("Ended on", day_words(forum.ended_on)))
    return tuple(facts)


def _advice(request: HttpRequest, forum: Forum, *, keeps: bool) -> Table:
    rows = [
        (day_cell(one.given_on), Cell(one.words, href=_answer_href(forum, one, keeps=keeps)), _answered(one))
        for one in advice_visible_to(request.viewer).filter(forum=forum)
    ]
    heads = ("Given on", "Advice", "The authority's answer")
    return plain_table("Advice", heads, rows, empty_words="The forum has given no advice yet.")


def _answer_href(forum: Forum, one: Advice, *, keeps: bool) -> str:
    return reverse("advice_answer", args=[forum.public_id, one.public_id]) if keeps else ""


def _answered(one: Advice) -> Cell:
    if one.responded_on is None:
        return Cell("Not answered", colour="yellow")
    return Cell(one.response, note=f"Answered on {day_words(one.responded_on)}")
