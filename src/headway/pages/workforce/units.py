"""Views of units: the tree of who reports to whom on a day, and a unit that moves from a day on (M8-01)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.units import actions as deeds
from headway.features.units.models import Unit
from headway.features.units.queries import KIND, may_keep, reports, units_visible_to
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.trees import Branch, Tree
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.workforce.finding import CRUMB
from headway.rules.units import Reports, outline, places_on

HOME = Link("Units", "/workforce/units/")
NOBODY = "nobody"
EMPTY = "No unit is written down yet. Begin with the one that reports to nobody."


class AsAtForm(KitForm):
    """The day that is looked at."""

    missing: ClassVar[MissingSentences] = {"on": "Enter the day"}
    on = MemorableDateField(label="As at", help_text="For example, 27 3 2026")


class MoveForm(KitForm):
    """Which unit it reports to, from when."""

    missing: ClassVar[MissingSentences] = {"valid_from": "Enter the first day"}
    under = forms.ChoiceField(label="Reports to", required=False)
    valid_from = MemorableDateField(label="From", help_text="For example, 1 9 2026")

    def __init__(self, *args: Any, units: Mapping[str, Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        self.units = units
        self.fields["under"].choices = [("", NOBODY), *((key, unit.name) for key, unit in units.items())]

    @property
    def told(self) -> dict[str, Any]:
        """To which unit, from when."""
        return {
            "under": self.units.get(self.cleaned_data["under"]),
            "valid_from": self.cleaned_data["valid_from"],
        }


class UnitForm(MoveForm):
    """A new unit."""

    missing: ClassVar[MissingSentences] = MoveForm.missing | {"name": "Enter what the unit is called"}
    name = forms.CharField(label="Name", max_length=120, help_text="Like governor services")
    field_order = ("name", "under", "valid_from")

    @property
    def told(self) -> dict[str, Any]:
        """Its name too."""
        return super().told | {"name": self.cleaned_data["name"]}


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """Who reports to whom on a day."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    tree: Tree
    empty_words: str
    form: AsAtForm
    new_href: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit and where it reported when."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    move_href: str


def show_units(request: HttpRequest) -> HttpResponse:
    """The units as at a day; without one as at today."""
    if refused := refuse_unless(request, request.viewer.may(KIND)):
        return refused
    asked = request.GET if "on-day" in request.GET else None
    form = AsAtForm(asked, initial={"on": request.viewer.on})
    on = request.viewer.on
    if asked is not None and form.is_valid():
        on = form.cleaned_data["on"]
    page = UnitsPage(
        heading="Units and who they report to",
        breadcrumbs=(CRUMB,),
        tree=_tree(request, on),
        empty_words=EMPTY,
        form=form,
        new_href=reverse("unit_new") if may_keep(request.viewer) else "",
    )
    return render(request, "workforce/units.html", {"page": page}, status=422 if form.errors else 200)


def show_unit(request: HttpRequest, key: str) -> HttpResponse:
    """One unit: where it reports, and where it did before."""
    unit = _found(request, key)
    rows = [
        (
            Cell(one.under.name if one.under else NOBODY, note=_now(one, request.viewer.on)),
            day_cell(one.valid_from),
            Cell(
                day_words(one.valid_until) if one.valid_until else None,
                missing="no end",
                plain=one.valid_until,
            ),
        )
        for one in unit.reportings.select_related("under").order_by("-valid_from", "-pk")
    ]
    page = UnitPage(
        heading=unit.name,
        breadcrumbs=(CRUMB, HOME),
        table=plain_table("Reports to", ("Unit", "From", "Until"), rows),
        move_href=reverse("unit_move", args=[key]) if may_keep(request.viewer) else "",
    )
    return render(request, "workforce/unit.html", {"page": page})


def begin(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    form = UnitForm(sent(request), units=_units(request), initial={"valid_from": request.viewer.on})

    def act() -> None:
        deeds.found_unit(**form.told, by=request.viewer, at=timezone.now())

    page = FormPage("Add a unit", "", (CRUMB, HOME), form, "Add it", HOME.href)
    return answer(request, page, act, "The unit is added.")


def move(request: HttpRequest, key: str) -> HttpResponse:
    """A unit that reports elsewhere from a day on."""
    unit = _found(request, key, "change")
    others = {one: row for one, row in _units(request).items() if one != key}
    form = MoveForm(sent(request), units=others)

    def act() -> None:
        deeds.move_unit(unit=unit, **form.told, by=request.viewer, at=timezone.now())

    under = places_on(reports(), request.viewer.on).get(key, "")
    name = others[under].name if under in others else NOBODY
    words = (f"Today it reports to {name}. Before the day of the move that stays so.",)
    href = reverse("unit", args=[key])
    crumbs = (CRUMB, HOME, Link(unit.name, href))
    page = FormPage(f"Move {unit.name}", "", crumbs, form, "Move it", href, words)
    return answer(request, page, act, "The unit moves on that day. Where it was before stays in its history.")


def _found(request: HttpRequest, key: str, act: str = "see") -> Unit:
    row = units_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def _units(request: HttpRequest) -> dict[str, Unit]:
    return {one.public_id: one for one in units_visible_to(request.viewer, "change")}


def _now(row: Any, on: date) -> str:
    return "today" if Reports("", "", row.valid_from, row.valid_until).covers(on) else ""


def _tree(request: HttpRequest, on: date) -> Tree:
    names = {one.public_id: one.name for one in units_visible_to(request.viewer)}
    rows = reports()
    places = places_on(rows, on)
    since = {row.unit: row.valid_from for row in rows if row.covers(on)}
    branches = tuple(
        Branch(
            names[key],
            depth,
            note=f"since {day_words(since[key])}",
            href=reverse("unit", args=[key]),
        )
        for key, depth in outline(places, names)
    )
    return Tree(f"As at {day_words(on)}", branches)
