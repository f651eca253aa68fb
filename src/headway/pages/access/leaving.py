"""The page of somebody who leaves: the last day, who takes over, and what becomes of everything that is theirs."""

from dataclasses import dataclass, replace
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from headway.features.appointments.queries import people_visible_to, viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.flows.leave_service import holdings_of, leave_service, verdict_of_leaving
from headway.flows.leaving_work import work_of
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Column, Table, plain_table
from headway.kit.words import count_words, day_words
from headway.pages.access.in_hand import in_hand_table, others_table
from headway.pages.access.page import CRUMB, address
from headway.rules.verdict import Refused, Verdict


class LeaveForm(KitForm):
    """The first day without access, and who takes over."""

    missing = {"on": "Enter the first day without access"}

    on = MemorableDateField(label="First day without access", help_text="For example, 1 9 2026")
    successor = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label="Nobody: what is theirs ends",
        label="Who takes over",
        help_text="Schools, visits to come, records and support in hand, plans, actions and shared views go to this person",
    )

    def __init__(self, *args: object, people: object, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["successor"].queryset = people


@dataclass(frozen=True, slots=True)
class LeavePage:
    """The form and what is theirs; after the form was looked at, the button that does it."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: LeaveForm
    table: Table
    in_hand: Table | None
    others: Table | None
    verdict: Verdict | None
    confirm: str
    cancel_href: str


def leave(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show what leaving means, then do it."""
    person = get_object_or_404(people_visible_to(request.viewer), public_id=person_id)
    people = (
        people_visible_to(request.viewer).filter(is_active=True).exclude(pk=person.pk).order_by("name", "pk")
    )
    posted = request.POST if request.method == "POST" else None
    form = LeaveForm(posted, people=people, initial={"on": request.viewer.on})
    page = _page(person, form, request.viewer.on, request.viewer)
    if posted is not None and form.is_valid():
        on = form.cleaned_data["on"]
        try:
            if posted.get("step") == "do":
                return _do(request, person, form)
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        words = f"End the access of {person.name} on {day_words(on)}"
        successor = form.cleaned_data["successor"]
        verdict = verdict_of_leaving(person, on, request.viewer, successor)
        shown = _page(person, form, on, request.viewer, successor)
        page = replace(shown, verdict=verdict, confirm=words)
    return render(request, "access/leave.html", {"page": page}, status=422 if form.errors else 200)


def _page(
    person: Person, form: LeaveForm, on: date, viewer: Viewer, successor: Person | None = None
) -> LeavePage:
    work = work_of(person, on, viewer_of(person, on=viewer.on, access=viewer.access))
    rows = [
        (held.tie.words.capitalize(), held.number, held.tie.fate.capitalize(), held.tie.why)
        for held in holdings_of(person, on)
    ]
    heads = ("What is theirs", Column("Number", numeric=True), "What becomes of it", "Why")
    return LeavePage(
        heading=f"{person.name} leaves",
        caption="Access",
        breadcrumbs=(CRUMB, Link(person.name, address("access_person", person))),
        form=form,
        table=plain_table(
            "What becomes of what is theirs", heads, rows, empty_words="Nothing here is theirs."
        ),
        in_hand=in_hand_table(work, successor),
        others=others_table(work),
        verdict=None,
        confirm="",
        cancel_href=address("access_person", person),
    )


def _do(request: HttpRequest, person: Person, form: LeaveForm) -> HttpResponse:
    on, successor = form.cleaned_data["on"], form.cleaned_data["successor"]
    left = leave_service(person=person, successor=successor, on=on, by=request.viewer, at=timezone.now())
    words = [f"{person.name} has no access from {day_words(on)} on."]
    if successor:
        words.append(f"{count_words(left.ties.handed, 'tie goes', 'ties go')} to {successor.name}.")
    if left.work:
        words.append(
            f"{count_words(left.work, 'piece of work in hand goes', 'pieces of work in hand go')} with it."
        )
    if left.ties.ended:
        words.append(f"{count_words(left.ties.ended, 'tie ends', 'ties end')} without a successor.")
    messages.success(request, " ".join(words))
    return redirect("access_person", person.public_id)
