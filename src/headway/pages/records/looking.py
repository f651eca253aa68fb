"""Views after the draft: the check beside the text, the head's answer, sending out, a new version."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.records import queries
from headway.features.records.actions import settling as deeds
from headway.features.records.content import content_of
from headway.features.records.models import RecordOfVisit
from headway.flows.issue_record import issue_record
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.kit.tables import Table
from headway.pages.answering import press, refuse_unless, sent
from headway.pages.records.forms import AnswerForm, CheckForm
from headway.pages.records.photographs import Shown, shown_of
from headway.pages.records.showing import Part, agreed_table, carried_table, told_parts
from headway.pages.records.words import CRUMB, crumbs_of, found_record, href_of, policy_of, title_of
from headway.rules.verdict import Refused, Verdict


@dataclass(frozen=True, slots=True)
class LookPage:
    """The text of a record beside a form."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: KitForm
    words: tuple[str, ...]
    carried: Table | None
    parts: tuple[Part, ...]
    agreed: Table
    photographs: tuple[Shown, ...]
    cancel_href: str


def check(request: HttpRequest, key: str) -> HttpResponse:
    """The rubric beside the text: with enough marks it goes to the head, else back (M5-06)."""
    record, policy = found_record(request, key, queries.approves), policy_of(request)
    if refused := refuse_unless(request, queries.may_check(request.viewer, record)):
        return refused
    form = CheckForm(sent(request), policy=policy)

    def act(at: datetime) -> str:
        made = deeds.check_record(
            record=record,
            marks=form.marks,
            words=form.cleaned_data["words"],
            policy=policy,
            by=request.viewer,
            at=at,
        )
        return (
            "It passed and goes to the head."
            if made.passed
            else "It goes back to its author with your words."
        )

    most = len(policy.rubric) * policy.most_marks
    words = (
        f"Give each line a mark from 0, not at all, to {policy.most_marks}, fully. It passes with {policy.pass_marks} of "
        f"{most} marks and goes to the head; else it goes back to its author.",
        record.sample_words,
    )
    return _settle(request, record, form, act, "Check the record", words, "records/check.html")


def answer_for_school(request: HttpRequest, key: str) -> HttpResponse:
    """The head says that it is accurate, or what is not right."""
    record, policy = found_record(request, key, _of_head), policy_of(request)
    if refused := refuse_unless(request, queries.may_answer(request.viewer, record)):
        return refused
    form = AnswerForm(sent(request))
    accurate = request.POST.get("answer") == "accurate"

    def act(at: datetime) -> str:
        deeds.answer_record(
            record=record, accurate=accurate, comment=form.cleaned_data["comment"], policy=policy,
            by=request.viewer, at=at,
        )  # fmt: skip
        return "Thank you. The record is locked." if accurate else "Thank you. It goes back to its author."

    words = (
        "Are the facts right? What you think of the judgements you can say in the comment.",
        "If it is accurate, it is locked, and sent to you and your chair. If not, it goes back to your adviser.",
    )
    return _settle(request, record, form, act, "Is this record accurate?", words, "records/answer.html")


def deem(request: HttpRequest, key: str) -> HttpResponse:
    """The head did not answer in time."""
    record, policy = found_record(request, key, queries.settles), policy_of(request)

    def act() -> None:
        deeds.deem_accurate(record=record, policy=policy, by=request.viewer, at=timezone.now())

    return press(
        request, act, "The record is locked, and says that the head did not answer.", href_of(record)
    )


def send(request: HttpRequest, key: str) -> HttpResponse:
    """It goes to head and chair."""
    record, policy = found_record(request, key, queries.settles), policy_of(request)

    def act() -> None:
        issue_record(record=record, policy=policy, by=request.viewer, at=timezone.now())

    return press(request, act, "Sent to head and chair.", href_of(record))


def amend(request: HttpRequest, key: str) -> HttpResponse:
    """A new version of a locked record."""
    record = found_record(request, key, _of_team)
    made: list[RecordOfVisit] = []

    def act() -> None:
        made.append(deeds.amend_record(record=record, by=request.viewer, at=timezone.now()))

    answered = press(
        request, act, "A new version is begun. The one that was sent stays as it is.", href_of(record)
    )
    return redirect(href_of(made[0], "record_write")) if made else answered


def _settle(
    request: HttpRequest, record: RecordOfVisit, form: Any, act: Callable[[datetime], str], heading: str,
    words: tuple[str, ...], template: str,
) -> HttpResponse:  # fmt: skip
    """Do what the form says and go back to the record, or show both with the sentence that refuses it."""
    if form.is_valid():
        try:
            done = act(timezone.now())
        except Refused as refused:
            form.add_error("comment" if "comment" in form.fields else "words", refused.verdict.reason)
        else:
            messages.success(request, done)
            seen = queries.record_for(request.viewer, record.public_id)
            return redirect(href_of(record) if seen else CRUMB.href)
    told = content_of(record, policy_of(request))
    page = LookPage(
        heading=heading,
        caption=title_of(record),
        breadcrumbs=crumbs_of(record),
        form=form,
        words=tuple(one for one in words if one),
        carried=carried_table(told),
        parts=told_parts(told),
        agreed=agreed_table(told),
        photographs=shown_of(request.viewer, record),
        cancel_href=href_of(record),
    )
    return render(request, template, {"page": page}, status=422 if form.errors else 200)


def _of_head(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    return queries.answers_for(viewer, record.visit)


def _of_team(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    return queries.writes_of(viewer, record.visit)
