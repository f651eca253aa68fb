"""Views of what a body asks for: its questions, an answer for each, and the reply (M15-04)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.committees import actions as deeds
from headway.features.committees.models import Forum, InformationRequest
from headway.features.committees.queries import forums_visible_to, requests_visible_to
from headway.kit.figures import Link, SummaryRow
from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.committees.views import CRUMB
from headway.rules.joint_working import may_answer
from headway.rules.verdict import Verdict

MOST_QUESTIONS = 40


class RequestForm(KitForm):
    """What is asked, by when."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter what the request is about",
        "questions": "Enter at least one question",
        "asked_on": "Enter the day it was asked",
    }
    title = forms.CharField(label="About", max_length=200)
    questions = long_text("Questions, one a line", rows=6)
    asked_on = MemorableDateField(label="Asked on", help_text="For example, 27 3 2026")
    reply_by = MemorableDateField(label="Reply promised by", required=False)

    def clean_questions(self) -> list[dict[str, str]]:
        """Each line as a question without an answer."""
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        if len(lines) > MOST_QUESTIONS:
            raise forms.ValidationError(f"There are {len(lines)} questions. Record at most {MOST_QUESTIONS}")
        return [{"words": line, "answer": ""} for line in lines]


class AnswersForm(KitForm):
    """An answer for each question."""

    missing: ClassVar[MissingSentences] = {"version": "Open the page again"}
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questions: list[dict[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.names = [f"answer-{number}" for number in range(1, len(questions) + 1)]
        for name, one in zip(self.names, questions, strict=True):
            field = long_text(one["words"], rows=4, required=False)
            set_house_messages(name, field, {})
            self.fields[name] = field

    @property
    def answers(self) -> list[str]:
        """The answers in the order of the questions."""
        return [self.cleaned_data[name] for name in self.names]


@dataclass(frozen=True, slots=True)
class RequestPage:
    """One request with its answers."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    table: Table
    answer_href: str
    send_href: str
    may_send: Verdict


def record(request: HttpRequest, key: str) -> HttpResponse:
    """What a body asks for."""
    forum = forums_visible_to(request.viewer).filter(public_id=key).first()
    if forum is None:
        raise Http404
    form = RequestForm(sent(request), initial={"asked_on": request.viewer.on})

    def act() -> None:
        deeds.record_request(forum=forum, told=form.cleaned_data, by=request.viewer, at=timezone.now())

    href = reverse("forum", args=[key])
    page = FormPage("Record a request", forum.name, _crumbs(forum), form, "Record it", href)
    return answer(request, page, act, "The request is recorded. Answer each question, then send the reply.")


def show_request(request: HttpRequest, key: str, asked: str) -> HttpResponse:
    """The questions with their answers."""
    found = _found(request, key, asked)
    keeps = bool(deeds.may_keep(request.viewer)) and found.replied_on is None
    rows = [
        (str(number), one["words"], Cell(one["answer"] or None, missing="not answered yet"))
        for number, one in enumerate(found.questions, 1)
    ]
    page = RequestPage(
        heading=found.title,
        caption="Request for information",
        breadcrumbs=_crumbs(found.forum),
        facts=_facts(found),
        table=plain_table("Questions", ("No.", "Question", "Answer"), rows),
        answer_href=_href(found, "request_answer") if keeps else "",
        send_href=_href(found, "request_send") if keeps else "",
        may_send=deeds.may_reply(request.viewer, found),
    )
    return render(request, "committees/request.html", {"page": page})


def write_answers(request: HttpRequest, key: str, asked: str) -> HttpResponse:
    """An answer for each question."""
    found = _found(request, key, asked)
    if refused := refuse_unless(request, may_answer(found.replied_on)):
        return refused
    initial: dict[str, Any] = {f"answer-{n}": one["answer"] for n, one in enumerate(found.questions, 1)}
    form = AnswersForm(sent(request), questions=found.questions, initial=initial | {"version": found.version})

    def act() -> None:
        deeds.answer_request(
            request=found,
            answers=form.answers,
            seen_version=form.cleaned_data["version"],
            by=request.viewer,
            at=timezone.now(),
        )

    href = _href(found, "request")
    page = FormPage("Answer the questions", found.title, _crumbs(found.forum), form, "Save", href)
    return answer(request, page, act, "Saved.", thing="request")


def send(request: HttpRequest, key: str, asked: str) -> HttpResponse:
    """Send the reply."""
    found = _found(request, key, asked)

    def act() -> None:
        deeds.send_reply(request=found, by=request.viewer, at=timezone.now())

    return press(request, act, "The reply is sent and stays as it is.", _href(found, "request"))


def requests_table(request: HttpRequest, forum: Forum) -> Table:
    """What the body asked for, newest first."""
    rows = [
        (
            day_cell(one.asked_on),
            Cell(one.title, href=_href(one, "request")),
            _stands(one),
            day_cell(one.reply_by, missing="nothing promised"),
        )
        for one in requests_visible_to(request.viewer).filter(forum=forum)
    ]
    heads = ("Asked on", "About", "How it stands", "Promised by")
    return plain_table("Requests for information", heads, rows, empty_words="It has asked for nothing yet.")


def _stands(one: InformationRequest) -> Cell:
    if one.replied_on:
        return Cell("Replied", colour="green", note=f"On {day_words(one.replied_on)}")
    answered = sum(bool(question["answer"]) for question in one.questions)
    return Cell("Open", colour="yellow", note=f"{answered} of {len(one.questions)} answered")


def _found(request: HttpRequest, key: str, asked: str) -> InformationRequest:
    rows = requests_visible_to(request.viewer)
    row = rows.filter(forum__public_id=key, public_id=asked).first()
    if row is None:
        raise Http404
    return row


def _href(one: InformationRequest, name: str) -> str:
    return reverse(name, args=[one.forum.public_id, one.public_id])


def _crumbs(forum: Forum) -> tuple[Link, ...]:
    return (CRUMB, Link(forum.name, reverse("forum", args=[forum.public_id])))


def _facts(found: InformationRequest) -> tuple[SummaryRow, ...]:
    replied = day_words(found.replied_on) if found.replied_on else None
    promised = day_words(found.reply_by) if found.reply_by else None
    return (
        SummaryRow("Asked by", found.forum.name),
        SummaryRow("Asked on", day_words(found.asked_on)),
        SummaryRow("Reply promised by", promised),
        SummaryRow("Replied on", replied),
    )
