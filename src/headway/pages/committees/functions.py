"""Views of functions and who carries them out, before and after a day (M14-18, M1-10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.committees import actions as deeds
from headway.features.committees.models import Function
from headway.features.committees.queries import functions_visible_to
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, sent
from headway.pages.committees.views import CRUMB, policy_of

HREF = "/joint-working/functions/"
ONE_DAY = timedelta(days=1)
NOBODY = "nobody named"


class PassOnForm(KitForm):
    """To whom, from when, and what the authority keeps."""

    missing: ClassVar[MissingSentences] = {
        "holder": "Enter who carries it out",
        "valid_from": "Enter the first day",
    }
    holder = forms.CharField(
        label="Carried out by", max_length=120, help_text="The authority, a trust, a partnership"
    )
    valid_from = MemorableDateField(label="From", help_text="For example, 1 9 2026")
    duty = long_text("What the authority keeps by law", required=False, rows=3)


class FunctionForm(PassOnForm):
    """A function with who carries it out."""

    missing: ClassVar[MissingSentences] = PassOnForm.missing | {
        "name": "Enter the function",
        "kind": "Select what kind of function it is",
    }
    name = forms.CharField(label="Function", max_length=120, help_text="Like “challenge of every school”")
    kind = forms.ChoiceField(label="Kind")
    field_order = ("name", "kind", "holder", "valid_from", "duty")

    def __init__(self, *args: Any, kinds: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [("", "Choose one"), *kinds.items()]


class DaysForm(KitForm):
    """The two days that are held against each other."""

    missing: ClassVar[MissingSentences] = {"before": "Enter the first day", "after": "Enter the second day"}
    before = MemorableDateField(label="First day")
    after = MemorableDateField(label="Second day")


@dataclass(frozen=True, slots=True)
class FunctionsPage:
    """Who carries out what on two days."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    form: DaysForm
    table: Table
    sentence: str
    new_href: str


def show_functions(request: HttpRequest) -> HttpResponse:
    """Every function on two days; without a choice the last day something passed on, and the day before."""
    functions = list(functions_visible_to(request.viewer))
    before, after = _usual_days(functions, request.viewer.on)
    asked = request.GET if "before-day" in request.GET else None
    form = DaysForm(asked, initial={"before": before, "after": after})
    if asked is not None and form.is_valid():
        before, after = form.cleaned_data["before"], form.cleaned_data["after"]
    kinds, keeps = policy_of(request).functions, bool(deeds.may_keep(request.viewer))
    held = [(one, _holder(one, before), _holder(one, after)) for one in functions]
    changed = [one for one, first, second in held if first != second]
    page = FunctionsPage(
        heading="Functions and who carries them out",
        breadcrumbs=(CRUMB,),
        form=form,
        table=_table(held, before, after, kinds, keeps=keeps),
        sentence=_sentence(changed, before, after, kinds) if functions else "",
        new_href=reverse("function_new") if keeps else "",
    )
    return render(request, "committees/functions.html", {"page": page}, status=422 if form.errors else 200)


def name_one(request: HttpRequest) -> HttpResponse:
    """A new function."""
    form = FunctionForm(sent(request), kinds=dict(policy_of(request).functions))

    def act() -> None:
        deeds.name_function(**form.cleaned_data, by=request.viewer, at=timezone.now())

    page = FormPage("Add a function", "", _crumbs(), form, "Add it", HREF)
    return answer(request, page, act, "The function is added.")


def pass_on(request: HttpRequest, key: str) -> HttpResponse:
    """Somebody else carries it out from a day on."""
    found = functions_visible_to(request.viewer).filter(public_id=key).first()
    if found is None:
        raise Http404
    form = PassOnForm(sent(request), initial={"duty": found.duty})

    def act() -> None:
        deeds.pass_on_function(function=found, **form.cleaned_data, by=request.viewer, at=timezone.now())

    words = tuple(f"{one.holder}, from {day_words(one.valid_from)}" for one in found.holdings.all())
    page = FormPage(f"Pass on: {found.name}", "", _crumbs(), form, "Pass it on", HREF, words)
    return answer(request, page, act, "It passes on. Who carried it out before stays in the history.")


def _crumbs() -> tuple[Link, ...]:
    return (CRUMB, Link("Functions", HREF))


def _usual_days(functions: Sequence[Function], on: date) -> tuple[date, date]:
    passed = [
        one.valid_from
        for function in functions
        for number, one in enumerate(function.holdings.all())
        if number
    ]
    last = max(passed, default=on)
    return last - ONE_DAY, last


def _holder(function: Function, on: date) -> str:
    held = [
        one.holder
        for one in function.holdings.all()
        if one.valid_from <= on and (one.valid_until is None or on < one.valid_until)
    ]
    return held[0] if held else ""


def _table(
    held: Sequence[tuple[Function, str, str]],
    before: date,
    after: date,
    kinds: Mapping[str, str],
    *,
    keeps: bool,
) -> Table:
    rows = [
        (
            Cell(
                one.name,
                href=reverse("function_pass_on", args=[one.public_id]) if keeps else "",
                note=kinds.get(one.kind, one.kind),
            ),
            Cell(first or None, missing=NOBODY),
            Cell(second or None, missing=NOBODY, note="changed" if first != second else ""),
            Cell(one.duty or None, missing="none named"),
        )
        for one, first, second in held
    ]
    heads = ("Function", f"On {day_words(before)}", f"On {day_words(after)}", "What the authority keeps")
    empty = "No function is written down yet. Begin with what every school gets."
    return plain_table("Functions", heads, rows, empty_words=empty)


def _sentence(changed: Sequence[Function], before: date, after: date, kinds: Mapping[str, str]) -> str:
    span = f"Between {day_words(before)} and {day_words(after)}"
    if not changed:
        return f"{span} nothing passed on."
    named = sorted({kinds.get(one.kind, one.kind) for one in changed})
    number = f"{len(changed)} function{'s' if len(changed) > 1 else ''}"
    return (
        f"{span} {number} passed on, all of the kind: {named[0]}."
        if len(named) == 1
        else (f"{span} {number} passed on, of the kinds: {'; '.join(named)}.")
    )
