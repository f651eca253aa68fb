"""Advisers edited in the list: a line each, saved together, and to be taken back for some seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.allocation.queries import advisers_visible_to, year_label
from headway.features.people.capacity import years_of
from headway.features.people.models import Adviser
from headway.flows.edit_advisers import AdviserEdit, StaleRows, edit_advisers
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences, Problem
from headway.kit.grid import Grid, GridCell, GridRow, grid_of
from headway.kit.words import count_words
from headway.pages.advisers.forms import days_field, half_days
from headway.pages.advisers.quadrants import quadrant_names
from headway.pages.days.page import chosen_year
from headway.pages.lists.undo import offer
from headway.rules.capacity import Contract, may_contract

HOME = "/advisers/"
MOST_LINES = 60
PARTS = ("contracted", "leave", "training", "internal")
YES_NO = [("yes", "Yes"), ("no", "No")]
STALE = "Somebody else saved this adviser meanwhile. Open the list again to see what stands now."


class LineForm(KitForm):
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
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, adviser: Adviser, quadrants: Iterable[str], **more: Any) -> None:
        super().__init__(*args, prefix=adviser.person.public_id, **more)
        self.adviser = adviser
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
            adviser=self.adviser,
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
    if request.method == "POST" and (done := _save(request, lines, year)):
        return done
    left = len(advisers) - len(shown)
    page = InlinePage(
        heading="Edit advisers in the list",
        caption=year_label(year),
        breadcrumbs=(Link("Advisers", HOME),),
        grid=_grid(lines),
        problems=tuple(_problems(lines)),
        left_words=f"{count_words(left, 'adviser more is', 'advisers more are')} edited one by one."
        if left
        else "",
        year=year,
    )
    return render(request, "advisers/inline.html", {"page": page}, status=422 if page.problems else 200)


def _lines(request: HttpRequest, advisers: Sequence[Adviser], year: int) -> list[LineForm]:
    days = years_of(year, [adviser.pk for adviser in advisers])
    quadrants = quadrant_names()
    posted = request.POST if request.method == "POST" else None
    return [
        LineForm(posted, adviser=one, quadrants=quadrants, initial=_initial(one, days.get(one.pk)))
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


def _save(request: HttpRequest, lines: Sequence[LineForm], year: int) -> HttpResponse | None:
    """Save the lines that were changed, if all of them are good; else nothing, and the faults stand in the boxes."""
    # An adviser who came to the list since the form was opened is not in what was sent.
    sent = [line for line in lines if line["version"].html_name in request.POST]
    if not all([line.is_valid() for line in sent]):
        return None
    edits = [line.edit for line in sent if line.has_changed()]
    back = f"{HOME}?year={year}"
    if not edits:
        messages.info(request, "Nothing was changed.")
        return redirect(back)
    now = timezone.now()
    try:
        facts = edit_advisers(edits=edits, year=year, by=request.viewer.id, at=now)
    except StaleRows as stale:
        for line in sent:
            if line.adviser in stale.advisers:
                line.add_error("contracted_days", STALE)
        return None
    words = f"{count_words(len(edits), 'adviser was', 'advisers were')} changed."
    offer(request, "edit_advisers", facts, back, words, now)
    return redirect(back)


def _grid(lines: Sequence[LineForm]) -> Grid:
    fields = [field.label for field in lines[0].visible_fields()] if lines else []
    return grid_of("Advisers", "Adviser", fields, [_row(line) for line in lines])


def _row(line: LineForm) -> GridRow:
    cells = tuple(
        GridCell(
            name=field.html_name,
            value=_shown(field.value()),
            label=f"{field.label}, {line.adviser}",
            fault=field.errors[0] if line.is_bound and field.errors else "",
            choices=tuple(getattr(field.field, "choices", ())),
        )
        for field in line.visible_fields()
    )
    version = line["version"]
    return GridRow(str(line.adviser), cells, kept=((version.html_name, _shown(version.value())),))


def _shown(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _problems(lines: Sequence[LineForm]) -> Iterable[Problem]:
    for line in lines:
        faulty = [field for field in line.visible_fields() if line.is_bound and field.errors]
        yield from (Problem(f"{line.adviser}: {one.errors[0]}", f"#{one.html_name}") for one in faulty)
