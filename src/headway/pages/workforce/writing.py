"""Views that begin, copy, change and move on a structure."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.workforce.actions import structures as deeds
from headway.features.workforce.models import Structure
from headway.kit.forms import KitForm
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.workforce.finding import CRUMB, crumbs_of, found_structure, structure_href
from headway.pages.workforce.forms import ChangedStructureForm, CopyForm, StructureForm
from headway.rules.structure_life import APPROVED, CONSULTING, DRAFT


def begin(request: HttpRequest) -> HttpResponse:
    """A new structure without posts."""
    form = StructureForm(sent(request), initial={"priced_on": request.viewer.on})

    def act() -> None:
        deeds.start_structure(told=form.cleaned_data, by=request.viewer, at=timezone.now())

    page = FormPage("Begin a structure", "", (CRUMB,), form, "Begin it", CRUMB.href)
    return answer(request, page, act, "The structure is begun. Add its posts.")


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Other facts of a draft."""
    structure = found_structure(request, key, "change")
    if refused := refuse_unless(request, deeds.may_change(request.viewer, structure)):
        return refused
    names = ("title", "year", "transitional", "notes", "priced_on", "version")
    form = ChangedStructureForm(sent(request), initial={name: getattr(structure, name) for name in names})

    def act() -> None:
        told = dict(form.cleaned_data)
        version = told.pop("version")
        deeds.edit_structure(
            structure=structure, seen_version=version, told=told, by=request.viewer, at=timezone.now()
        )

    return answer(
        request, page_of(structure, "Change this structure", form, "Save"), act, "Saved.", thing="structure"
    )


def copy(request: HttpRequest, key: str) -> HttpResponse:
    """The same posts under another title, to be changed."""
    structure = found_structure(request, key)
    form = CopyForm(sent(request), initial={"year": structure.year})

    def act() -> None:
        deeds.copy_structure(structure=structure, **form.cleaned_data, by=request.viewer, at=timezone.now())

    page = FormPage("Copy this structure", structure.title, crumbs_of(structure), form, "Copy it", CRUMB.href)
    return answer(request, page, act, "Copied. What follows another can be compared with it.")


def consult(request: HttpRequest, key: str) -> HttpResponse:
    """Put the structure out for consultation."""
    return _move(request, key, CONSULTING, "The structure is out for consultation.")


def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Make it a draft again."""
    return _move(request, key, DRAFT, "The structure is a draft again.")


def approve(request: HttpRequest, key: str) -> HttpResponse:
    """Approve it."""
    return _move(request, key, APPROVED, "The structure is approved.")


def page_of(structure: Structure, heading: str, form: KitForm, label: str, **more: Any) -> FormPage:
    """The page of a form about a structure, with the way back to it."""
    back = structure_href(structure)
    return FormPage(heading, structure.title, crumbs_of(structure), form, label, back, **more)


def _move(request: HttpRequest, key: str, to: str, done: str) -> HttpResponse:
    structure = found_structure(request, key, "approve" if to == APPROVED else "change")

    def act() -> None:
        deeds.move_structure(structure=structure, to=to, by=request.viewer, at=timezone.now())

    return press(request, act, done, structure_href(structure))
