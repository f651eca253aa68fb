"""The pages of advisers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.allocation.actions import declare_conflict, end_conflict
from headway.features.allocation.models import Conflict
from headway.features.allocation.queries import advisers_visible_to
from headway.features.people.advisers import add_adviser, add_capability, edit_adviser
from headway.features.people.models import Adviser
from headway.features.people.queries import becoming_advisers
from headway.features.saving import Stale
from headway.features.schools.queries import open_schools
from headway.kit.forms import KitForm
from headway.kit.listing import ListQuery
from headway.pages.advisers.forms import AddForm, ConflictForm, EditForm, PhaseForm
from headway.pages.advisers.one import FormPage, adviser_page, initial_of
from headway.pages.advisers.page import FILTERS, HOME, SORTS, AdvisersPage, advisers_page
from headway.pages.advisers.picking import BULK_ACTIONS, PICKED
from headway.pages.advisers.quadrants import quadrant_names
from headway.pages.days.page import chosen_year
from headway.pages.lists.answer import answer_list
from headway.pages.lists.picking import with_picking
from headway.pages.partnerships.forms import DayForm
from headway.rules.verdict import Refused

STALE = "Somebody else saved this adviser meanwhile. Look at what stands now, then change it again."


def show_advisers(request: HttpRequest) -> HttpResponse:
    """Every adviser the viewer may see, or the same as a file."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS)

    def build(asked: ListQuery) -> AdvisersPage:
        page = advisers_page(request.viewer, asked, timezone.localdate())
        table = with_picking(
            request.viewer, page.table, BULK_ACTIONS, PICKED, reverse("advisers_picked"), query
        )
        return replace(page, table=table)

    return answer_list(request, query, build, "advisers/advisers.html")


def show_adviser(request: HttpRequest, public_id: str) -> HttpResponse:
    """One adviser."""
    found = _visible(request, public_id)
    page = adviser_page(request.viewer, found, _year(request), timezone.localdate())
    return render(request, "advisers/adviser.html", {"page": page})


def add(request: HttpRequest) -> HttpResponse:
    """Add an adviser."""
    people = becoming_advisers(request.viewer.on)
    form = AddForm(_posted(request), quadrants=quadrant_names(), people=people)
    year = _year(request)

    def act() -> HttpResponse:
        data = form.cleaned_data
        made = add_adviser(
            person=data["person"],
            contract=form.contract,
            phases_first=tuple(data["phases_first"]),
            phases_second=tuple(data["phases_second"]),
            year=year,
            since=min(date(year, 9, 1), timezone.localdate()),
            by=request.viewer.id,
            at=timezone.now(),
            **form.plain,
        )
        return _done(request, made, f"{made} was added.")

    return _answer(request, form, FormPage.of("Add an adviser", None, form, "Add the adviser", year), act)


def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change an adviser's days, base and limits."""
    found, year = _visible(request, public_id), _year(request)
    form = EditForm(_posted(request), quadrants=quadrant_names(), initial=initial_of(found, year))

    def act() -> HttpResponse:
        edit_adviser(
            adviser=found,
            contract=form.contract,
            year=year,
            seen_version=form.cleaned_data["version"],
            by=request.viewer.id,
            at=timezone.now(),
            **form.plain,
        )
        return _done(request, found, f"{found} was changed.")

    return _answer(request, form, FormPage.of("Edit days and base", found, form, "Save", year), act)


def add_phase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record a phase the adviser may lead in, with the training behind it."""
    found = _visible(request, public_id)
    form = PhaseForm(_posted(request))

    def act() -> HttpResponse:
        add_capability(adviser=found, **form.cleaned_data, by=request.viewer.id, at=timezone.now())
        return _done(request, found, "The phase was recorded.")

    return _answer(request, form, FormPage.of("Record a phase", found, form, "Record it"), act)


def add_conflict(request: HttpRequest, public_id: str) -> HttpResponse:
    """Declare a conflict of interest."""
    found = _visible(request, public_id)
    form = ConflictForm(_posted(request), schools=open_schools())

    def act() -> HttpResponse:
        declare_conflict(
            adviser=found,
            school=form.cleaned_data["school"],
            reason=form.cleaned_data["reason"],
            on=form.cleaned_data["member_from"],
            by=request.viewer.person,
            at=timezone.now(),
        )
        return _done(request, found, f"The conflict with {form.cleaned_data['school']} was declared.")

    return _answer(request, form, FormPage.of("Declare a conflict", found, form, "Declare it"), act)


def finish_conflict(request: HttpRequest, public_id: str, conflict_id: str) -> HttpResponse:
    """End a conflict of interest."""
    found = _visible(request, public_id)
    held = Conflict.objects.filter(adviser=found, public_id=conflict_id, valid_until=None).first()
    if held is None:
        raise Http404
    form = DayForm(_posted(request), label="First day without the conflict")

    def act() -> HttpResponse:
        end_conflict(conflict=held, on=form.cleaned_data["on"], by=request.viewer.id, at=timezone.now())
        return _done(request, found, f"The conflict with {held.school} ends.")

    return _answer(
        request, form, FormPage.of(f"End the conflict with {held.school}", found, form, "End it"), act
    )


def _answer(
    request: HttpRequest, form: KitForm, page: FormPage, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """The form; after a good one what the action answers, and what it refuses beside the form."""
    if request.method == "POST" and form.is_valid():
        try:
            return act()
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        except Stale:
            form.add_error(None, STALE)
    return render(request, "advisers/form.html", {"page": page}, status=422 if form.errors else 200)


def _done(request: HttpRequest, adviser: Adviser, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("adviser", adviser.person.public_id)


def _visible(request: HttpRequest, public_id: str) -> Adviser:
    found = advisers_visible_to(request.viewer).filter(person__public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _year(request: HttpRequest) -> int:
    return chosen_year(request.GET.get("year", ""), timezone.localdate())
