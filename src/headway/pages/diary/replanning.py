"""The page of an inspection's clashes: what must move, where to, who must be told; nothing moves until it is accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.saving import Stale
from headway.features.visits.models import InspectionNotice
from headway.features.visits.queries import notices_of
from headway.flows.replan_inspection import CHANGED, Move, accept_moves, moves_for
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import count_words, day_words
from headway.pages.answering import sent
from headway.pages.diary.words import CRUMB
from headway.pages.lists.undo import offer
from headway.rules.verdict import Refused
from headway.rules.visits import HALVES

HEADS = ("Visit", "Why it clashes", "Now", "Proposed", "Who must be told")
NO_DAY = "no free day found: move it by hand, or leave it"
WORDS = (
    "Nothing moves until you accept it. Each visit goes to the nearest day on which everybody who goes is free and schools are "
    "open; no other visit moves, and none is cancelled."
)
NOT_YOURS = "The adviser who goes accepts moves, or business support moves each visit by hand."


class AcceptForm(KitForm):
    """Which of the proposed moves are made."""

    missing: ClassVar[MissingSentences] = {"moves": "Select at least one visit to move"}
    moves = forms.MultipleChoiceField(label="Move these visits", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["moves"].choices = choices
        self.fields["moves"].error_messages["invalid_choice"] = CHANGED


@dataclass(frozen=True, slots=True)
class ReplanPage:
    """What clashes with an inspection, and the form that accepts the moves; None where none can be accepted."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    words: tuple[str, ...]
    table: Table
    form: AcceptForm | None
    cancel_href: str


def replan(request: HttpRequest, key: str) -> HttpResponse:
    """Look at the moves proposed, and accept all or some."""
    notice = _found(request, key)
    moves = moves_for(request.viewer, notice)
    free = [one for one in moves if one.slot and one.may]
    choices = [(one.key, _label(one)) for one in free]
    form = AcceptForm(sent(request), choices=choices, initial={"moves": [one.key for one in free]})
    if request.method == "POST" and form.is_valid():
        try:
            return _accept(request, notice, form.cleaned_data["moves"], timezone.now())
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        except Stale:
            form.add_error(None, CHANGED)
    page = _page(notice, moves, form if free else None)
    return render(request, "diary/replan.html", {"page": page}, status=422 if form.errors else 200)


def _found(request: HttpRequest, key: str) -> InspectionNotice:
    held = notices_of(request.viewer, "change").filter(public_id=key, done_on=None).first()
    if held is None:
        raise Http404
    return held


def _accept(request: HttpRequest, notice: InspectionNotice, keys: list[str], at: datetime) -> HttpResponse:
    facts = accept_moves(notice=notice, keys=keys, by=request.viewer, at=at)
    here = reverse("inspection_replan", args=[notice.public_id])
    said = f"{count_words(len(facts), 'visit is', 'visits are')} moved."
    offer(request, "replan_inspection", {"moves": facts}, here, said, at)
    return redirect(here)


def _page(notice: InspectionNotice, moves: Sequence[Move], form: AcceptForm | None) -> ReplanPage:
    rows = [_row(one) for one in moves]
    yours = any(one.may for one in moves)
    return ReplanPage(
        heading="Visits that clash with an inspection",
        caption=f"{notice.school.name}, from {day_words(notice.begins_on)}",
        breadcrumbs=(CRUMB,),
        words=(WORDS,) if yours else (WORDS, NOT_YOURS) if moves else (),
        table=plain_table(
            "What clashes", HEADS, rows, empty_words="No visit clashes with this inspection any more."
        ),
        form=form,
        cancel_href=CRUMB.href,
    )


def _row(move: Move) -> tuple[Cell | str, ...]:
    visit = move.visit
    href = reverse("visit", args=[visit.public_id])
    return (
        Cell(visit.place.name, href=href, note=move.kind),
        move.why,
        f"{day_words(visit.on)}, {HALVES[visit.half].lower()}",
        Cell(_where_to(move), missing=NO_DAY),
        "; ".join(move.told),
    )


def _where_to(move: Move) -> str | None:
    return f"{day_words(move.slot.on)}, {HALVES[move.slot.half].lower()}" if move.slot else None


def _label(move: Move) -> str:
    visit = move.visit
    now = f"{day_words(visit.on)}, {HALVES[visit.half].lower()}"
    return f"{visit.place.name}: from {now} to {_where_to(move)}"
