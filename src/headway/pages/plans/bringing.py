"""Bringing in a plan that comes as a document: read, looked through with what is doubtful, then begun as a draft."""

import base64
import binascii
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.plans.actions.begin import Beginning, start_plan_from
from headway.flows.read_plan import read_plan
from headway.kit.figures import Link
from headway.kit.forms import Problem
from headway.kit.words import count_words
from headway.pages.plans.forms import BringForm, PlanForm
from headway.pages.plans.page import CRUMB, plan_href
from headway.pages.plans.writing import choices_of
from headway.publicdata.faults import Unreadable
from headway.rules.plan_grid import Plan, actions_of
from headway.rules.verdict import Refused

MOVE = "priority-{number}"
MOST_ACTIONS = 1000
TOO_MANY = (
    f"A plan of more than {MOST_ACTIONS:,} actions is more than anybody can monitor. "
    "Split the document and bring in its parts."
)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An action whose priority is proposed only: why, and the priorities to choose among."""

    name: str
    words: str
    why: str
    chosen: str


@dataclass(frozen=True, slots=True)
class ReadCell:
    """The actions of one priority in one period, in their words."""

    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BringPage:
    """First the form for the document; then what was read of it."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    form: Any
    content: str = ""
    counts: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[ReadCell, ...]], ...] = ()
    titles: tuple[str, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()
    faults: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def bring_in(request: HttpRequest) -> HttpResponse:
    """The document, then what was read of it, then the draft."""
    if request.method == "POST" and "content" in request.POST:
        return _look_through(request, _unpacked(request.POST["content"]))
    posted = request.method == "POST"
    form = BringForm(*((request.POST, request.FILES) if posted else ()))
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read() if file else form.cleaned_data["paste"].encode()
        try:
            return _look_through(request, content)
        except (Unreadable, Refused) as refusal:
            form.add_error("file" if file else "paste", str(refusal))
    page = BringPage("Bring in a plan from a document", (CRUMB,), form)
    return render(request, "plans/bring.html", {"page": page}, status=422 if form.errors else 200)


def _look_through(request: HttpRequest, content: bytes) -> HttpResponse:
    """What was read, with the form of the plan; the draft once it was sent with that form."""
    try:
        read = _read(content)
    except (Unreadable, Refused) as refusal:
        if "content" not in request.POST:
            raise
        messages.error(request, str(refusal))
        return redirect("plan_bring_in")
    sent = request.POST if "title" in request.POST else None
    form = PlanForm(
        sent, initial={"title": read.title[:200], "kind": "post-inspection"}, **choices_of(request)
    )
    if sent is not None and form.is_valid():
        told = Beginning(**form.cleaned_data)
        try:
            made = start_plan_from(
                read=read, told=told, moved=_moved(request, read), by=request.viewer, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        else:
            number = sum(1 for _ in actions_of(read))
            messages.success(
                request, f"The plan is here as a draft, with {count_words(number, 'action', 'actions')}."
            )
            return redirect(plan_href(made))
    page = _read_page(request, read, form, content)
    return render(request, "plans/bring.html", {"page": page}, status=422 if form.errors else 200)


def _read(content: bytes) -> Plan:
    """The plan of a document, at most so many actions as can be monitored."""
    read = read_plan(content=content)
    if sum(1 for _ in actions_of(read)) > MOST_ACTIONS:
        raise Refused(TOO_MANY)
    return read


def _read_page(request: HttpRequest, read: Plan, form: PlanForm, content: bytes) -> BringPage:
    number = sum(1 for _ in actions_of(read))
    counts = (
        f"{count_words(number, 'action', 'actions')} in {count_words(len(read.priorities), 'priority', 'priorities')} and "
        f"{count_words(len(read.periods), 'period', 'periods')}"
    )
    outside = any(one.outside for one in read.priorities)
    heads = [one.words for one in read.periods]
    rows = [
        (
            one.title or "No priority",
            tuple(
                ReadCell(tuple(action.line for action in cell))
                for cell in (*one.cells, *((one.outside,) if outside else ()))
            ),
        )
        for one in read.priorities
    ]
    page = BringPage("Look through what was read", (CRUMB,), form, base64.b64encode(content).decode(), counts)
    return replace(
        page,
        heads=(*heads, *(("In no period",) if outside else ())),
        rows=tuple(rows),
        titles=tuple(dict.fromkeys(one.title for one in read.priorities)),
        doubtful=tuple(_doubtful(request, read)),
        faults=tuple(one.sentence for one in read.faults if not one.is_question),
        questions=tuple(one.sentence for one in read.faults if one.is_question),
    )


def _doubtful(request: HttpRequest, read: Plan) -> list[Doubtful]:
    found = []
    for number, (title, action) in enumerate(_numbered(read)):
        if action.proposed:
            name = MOVE.format(number=number)
            found.append(Doubtful(name, action.line, action.proposed, request.POST.get(name, title)))
    return found


def _moved(request: HttpRequest, read: Plan) -> dict[int, str]:
    """Every doubtful action with the priority that was chosen for it; one that is none of the plan's is passed over."""
    titles = {one.title for one in read.priorities}
    chosen = {
        number: request.POST.get(MOVE.format(number=number), "")
        for number, (_, action) in enumerate(_numbered(read))
        if action.proposed
    }
    return {number: title for number, title in chosen.items() if title in titles}


def _numbered(read: Plan) -> list[tuple[str, Any]]:
    """Each action with its priority's title, in the order of the document."""
    return [
        (one.title, action)
        for one in read.priorities
        for cell in (*one.cells, one.outside)
        for action in cell
    ]


def _unpacked(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
