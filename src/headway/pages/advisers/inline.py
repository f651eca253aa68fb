"""Advisers edited in the list: a line each, saved together, and to be taken back for some seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headway.features.allocation.queries import advisers_visible_to, year_label
from headway.features.people.capacity import years_of
from headway.features.people.models import Adviser
from headway.flows.edit_advisers import AdviserEdit, edit_advisers
from headway.kit.figures import Link
from headway.kit.forms import MissingSentences, Problem
from headway.kit.grid import Grid
from headway.pages.advisers.forms import days_field, half_days
from headway.pages.advisers.quadrants import quadrant_names
from headway.pages.days.page import chosen_year
from headway.pages.lists.inline import (
    MOST_LINES,
    InlineForm,
    Saving,
    left_words,
    lines_grid,
    problems_of,
    save_lines,
)
from headway.rules.capacity import Contract, may_contract

HOME = "/advisers/"
NOUN = ("adviser", "advisers")
PARTS = ("contracted", "leave", "training", "internal")
YES_NO = [("yes", "Yes"), ("no", "No")]


class LineForm(InlineForm):
    """What can be changed of an adviser in the list."""

    missing: ClassVar[MissingSentences] = {
        "contracted_days": "Enter the days contracted",
        "leave_days": "Enter the days of leave, 0 if there are none",
        "training_days": "Enter the days of training, 0 if there are none",
        "internal_days": "Enter the days promised to other work, 0 if there are none",
        "may_lead": "Select yes or no",
    }

    contracted_days = days_field("Contracted")
    leave_days = days_field("Leave")
    training_days = days_field("Training")
    internal_days = days_field("Other work")
    quadrant = forms.ChoiceField(required=False, label="Quadrant")
    may_lead = forms.ChoiceField(choices=YES_NO, label="May lead")
    max_intensive = forms.IntegerField(
        required=False, min_value=0, max_value=1000, label="Most schools causing concern"
    )

    def __init__(self, *args: Any, quadrants: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["quadrant"].choices = [("", "None"), *((name, name) for name in quadrants)]

    @property
    def contract(self) -> Contract:
        """The year in half-days."""
        return Contract(*(half_days(self.cleaned_data[f"{part}_days"]) for part in PARTS))

    def clean(self) -> dict[str, Any]:
        """A year must leave something for schools."""
        data = super().clean()
        if not self.errors and self.has_changed() and not (verdict := may_contract(self.contract)):
            self.add_error("contracted_days", verdict.reason)
        return data

    @property
    def edit(self) -> AdviserEdit:
        """What the adviser is to become."""
        data = self.cleaned_data
        return AdviserEdit(
            adviser=self.subject,
            version=data["version"] or 0,
            quadrant=data["quadrant"],
            may_lead=data["may_lead"] == "yes",
            max_intensive=data["max_intensive"],
            contract=self.contract,
        )


@dataclass(frozen=True, slots=True)
class InlinePage:
    """The lines in boxes."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    grid: Grid
    problems: tuple[Problem, ...]
    left_words: str
    year: int


def edit_list(request: HttpRequest) -> HttpResponse:
    """Every adviser one may change in a line of boxes; what was changed is saved as a whole."""
    year = chosen_year(request.GET.get("year", ""), timezone.localdate())
    advisers = list(advisers_visible_to(request.viewer).order_by("person__name", "pk"))
    shown = advisers[:MOST_LINES]
    lines = _lines(request, shown, year)

    def save(edits: list[AdviserEdit], at: datetime) -> dict:
        return edit_advisers(edits=edits, year=year, by=request.viewer.id, at=at)

    saving = Saving(save, "edit_advisers", NOUN, f"{HOME}?year={year}")
    if request.method == "POST" and (done := save_lines(request, lines, saving)):
        return done
    page = InlinePage(
        heading="Edit advisers in the list",
        caption=year_label(year),
        breadcrumbs=(Link("Advisers", HOME),),
        grid=lines_grid("Advisers", "Adviser", lines),
        problems=tuple(problems_of(lines)),
        left_words=left_words(len(advisers) - len(shown), NOUN),
        year=year,
    )
    return render(request, "advisers/inline.html", {"page": page}, status=422 if page.problems else 200)


def _lines(request: HttpRequest, advisers: Sequence[Adviser], year: int) -> list[LineForm]:
    days = years_of(year, [adviser.pk for adviser in advisers])
    quadrants = quadrant_names()
    posted = request.POST if request.method == "POST" else None
    return [
        LineForm(
            posted,
            subject=one,
            key=one.person.public_id,
            quadrants=quadrants,
            initial=_initial(one, days.get(one.pk)),
        )
        for one in advisers
    ]


def _initial(adviser: Adviser, days: Any) -> dict[str, Any]:
    held = {f"{part}_days": getattr(days, f"{part}_half_days", 0) / 2 for part in PARTS} if days else {}
    return held | {
        "quadrant": adviser.quadrant,
        "may_lead": "yes" if adviser.may_lead else "no",
        "max_intensive": adviser.max_intensive,
        "version": adviser.version,
    }
