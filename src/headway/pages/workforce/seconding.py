"""Views of secondments: heads and officers lent to the service (M2-08)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from headway.features.schools.queries import OPEN_STATUSES, own_schools
from headway.features.workforce.actions import structures as deeds
from headway.features.workforce.models import Secondment, Structure
from headway.pages.answering import answer, refuse_unless, sent
from headway.pages.workforce.finding import found_structure
from headway.pages.workforce.forms import SecondmentForm
from headway.pages.workforce.writing import page_of


def add(request: HttpRequest, key: str) -> HttpResponse:
    """One more secondment."""
    structure = found_structure(request, key, "change")
    if refused := refuse_unless(request, deeds.may_change(request.viewer, structure)):
        return refused
    form = _form(request, {"starts_on": structure.priced_on, "intervenes": True})

    def act() -> None:
        deeds.add_secondment(structure=structure, told=form.told, by=request.viewer, at=timezone.now())

    page = page_of(structure, "Add a secondment", form, "Add it")
    return answer(request, page, act, "The secondment is added.")


def change(request: HttpRequest, key: str, secondment: str) -> HttpResponse:
    """A secondment as it is now, or out of the structure."""
    structure = found_structure(request, key, "change")
    found = _found(structure, secondment)
    if refused := refuse_unless(request, deeds.may_change(request.viewer, structure)):
        return refused
    names = ("title", "days_a_week", "starts_on", "ends_on", "intervenes")
    initial = {name: getattr(found, name) for name in names}
    form = _form(request, initial | {"school": found.school_id, "recharge": found.recharge_pence / 100})

    def act() -> None:
        deeds.change_secondment(secondment=found, told=form.told, by=request.viewer, at=timezone.now())

    def remove() -> None:
        deeds.remove_secondment(secondment=found, by=request.viewer, at=timezone.now())

    page = page_of(structure, "Change a secondment", form, "Save", remove_label="Take this secondment out")
    return answer(request, page, act, "Saved.", remove)


def _form(request: HttpRequest, initial: dict) -> SecondmentForm:
    schools = own_schools().filter(status_code__in=OPEN_STATUSES).order_by("name", "pk")
    return SecondmentForm(sent(request), schools=schools, initial=initial)


def _found(structure: Structure, key: str) -> Secondment:
    row = structure.secondments.select_related("structure").filter(public_id=key).first()
    if row is None:
        raise Http404
    return row
