"""Partnerships edited in the list: a line each, saved together, and to be taken back for some seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.partnerships.queries import partnerships_visible_to
from headway.features.schools.models import Quadrant
from headway.flows.edit_partnerships import PartnershipEdit, edit_partnerships
from headway.kit.figures import Link
from headway.kit.forms import MissingSentences, Problem
from headway.kit.grid import Grid
from headway.pages.lists.inline import (
    MOST_LINES,
    InlineForm,
    Saving,
    left_words,
    lines_grid,
    problems_of,
    save_lines,
)
from headway.pages.partnerships.page import CRUMBS, HOME

NOUN = ("partnership", "partnerships")


class LineForm(InlineForm):
    """What can be changed of a partnership in the list."""

    missing: ClassVar[MissingSentences] = {"name": "Enter the name of the partnership"}

    name = forms.CharField(max_length=120, label="Name")
    quadrant = forms.ChoiceField(required=False, label="Quadrant")

    def __init__(self, *args: Any, quadrants: Mapping[str, Quadrant], **more: Any) -> None:
        super().__init__(*args, **more)
        self.quadrants = quadrants
        self.fields["quadrant"].choices = [("", "None"), *((key, one.name) for key, one in quadrants.items())]

    @property
    def edit(self) -> PartnershipEdit:
        """What the partnership is to become."""
        data = self.cleaned_data
        quadrant = self.quadrants.get(data["quadrant"])
        return PartnershipEdit(self.subject, data["version"] or 0, data["name"], quadrant)


@dataclass(frozen=True, slots=True)
class InlinePage:
    """The lines in boxes."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    grid: Grid
    problems: tuple[Problem, ...]
    left_words: str


def edit_list(request: HttpRequest) -> HttpResponse:
    """Every partnership one may change in a line of boxes; what was changed is saved as a whole."""
    rows = list(partnerships_visible_to(request.viewer, "change").order_by("name", "pk"))
    lines = _lines(request, rows[:MOST_LINES])

    def save(edits: list[PartnershipEdit], at: datetime) -> dict:
        return edit_partnerships(edits=edits, by=request.viewer, at=at)

    if request.method == "POST":
        done = save_lines(request, lines, Saving(save, "edit_partnerships", NOUN, HOME))
        if done:
            return done
    page = InlinePage(
        heading="Edit partnerships in the list",
        caption="",
        breadcrumbs=CRUMBS,
        grid=lines_grid("Partnerships", "Partnership", lines),
        problems=tuple(problems_of(lines)),
        left_words=left_words(len(rows) - len(lines), NOUN),
    )
    return render(request, "partnerships/inline.html", {"page": page}, status=422 if page.problems else 200)


def _lines(request: HttpRequest, rows: Sequence[Any]) -> list[LineForm]:
    quadrants = {one.public_id: one for one in Quadrant.objects.order_by("name", "pk")}
    posted = request.POST if request.method == "POST" else None
    return [
        LineForm(
            posted,
            subject=one,
            key=one.public_id,
            quadrants=quadrants,
            initial={
                "name": one.name,
                "quadrant": one.quadrant.public_id if one.quadrant else "",
                "version": one.version,
            },
        )
        for one in rows
    ]
