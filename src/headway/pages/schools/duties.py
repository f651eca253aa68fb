"""Who does what at one school today, and what is said before the authority plans to do it itself (M7-05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.schools.queries import school_for
from headway.flows.who_does_what import who_does_what
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.pages.schools.links import open_address
from headway.pages.schools.policies import policies_in_use
from headway.rules.school_functions import Does, prompt_of

OWN = "The authority carries it out for this school: {why}"
EMPTY = "No function is written down yet, so the authority does all. They are kept under Joint working."


class PlannedForm(KitForm):
    """What somebody is about to plan for the school."""

    missing: ClassVar[MissingSentences] = {"function": "Select what you want to plan"}
    function = forms.ChoiceField(label="What do you want to plan for this school?")

    def __init__(self, *args, names: Sequence[str], **more) -> None:
        super().__init__(*args, **more)
        self.fields["function"].choices = [("", "Choose one"), *((name, name) for name in names)]


@dataclass(frozen=True, slots=True)
class DutiesPage:
    """Each function with its body; `prompt` answers what was asked, `held` whether another body holds it."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    form: PlannedForm | None
    prompt: str
    held: bool
    functions_href: str


def show_duties(request: HttpRequest, urn: int) -> HttpResponse:
    """Functions by body with dates; `function` in the address asks of one of them."""
    viewer = request.viewer
    school = school_for(viewer, urn)
    if school is None:
        raise Http404
    found = who_does_what(viewer, school, viewer.on)
    asked = request.GET if "function" in request.GET else None
    form = PlannedForm(asked, names=[one.function.name for one in found]) if found else None
    wanted = form.cleaned_data["function"] if form and asked is not None and form.is_valid() else ""
    chosen = next((one for one in found if one.function.name == wanted), None)
    page = DutiesPage(
        heading=f"Who does what at {school.name}",
        caption=f"URN {urn}",
        breadcrumbs=(Link("Schools", "/schools/"), Link(school.name, reverse("school", args=[urn]))),
        table=_table(found, _kinds(request)),
        form=form,
        prompt=_said(chosen) if chosen else "",
        held=bool(chosen and chosen.elsewhere),
        functions_href=open_address(viewer, "/joint-working/functions/"),
    )
    status = 422 if form and form.errors else 200
    return render(request, "schools/duties.html", {"page": page}, status=status)


def _said(chosen: Does) -> str:
    return prompt_of(chosen) or OWN.format(why=f"{chosen.why[0].lower()}{chosen.why[1:]}")


def _kinds(request: HttpRequest) -> dict[str, str]:
    policy = policies_in_use("joint_working", on=request.viewer.on).get("joint_working")
    return dict(policy.functions) if policy else {}


def _table(found: Sequence[Does], kinds: dict[str, str]) -> Table:
    rows = [
        (
            Cell(one.function.name, note=kinds.get(one.function.kind, one.function.kind)),
            Cell(one.body, colour="purple" if one.elsewhere else "green", note=one.why),
            day_cell(one.since, missing="as before"),
            Cell(one.function.duty or None, missing="nothing named apart"),
        )
        for one in found
    ]
    heads = ("Function", "Carried out by", "Since", "What the authority keeps")
    return plain_table("Functions today", heads, rows, empty_words=EMPTY)
