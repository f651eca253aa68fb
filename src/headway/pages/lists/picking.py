"""One deed for the rows picked in a list: nothing is done before its effects were shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.flows.effects import Effect, may_do_any
from headway.kit.figures import Link
from headway.kit.forms import KitForm
from headway.kit.listing import ListQuery
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.tables import Cell, Offer, Picking, Table, plain_table
from headway.kit.words import count_words
from headway.pages import errors
from headway.pages.lists.undo import offer
from headway.rules.verdict import Refused, Verdict

MOST_PICKED = 1000


@dataclass(frozen=True, slots=True)
class BulkAction:
    """Something that can be done with many. `choices`: what the viewer may choose among, None where nothing is chosen;
    `dated`: whether it is asked from which day; `after`: what is done once it is stored, such as sending mails: a deed
    with it cannot be taken back."""

    key: str
    label: str
    kind: str
    head: str
    effects: Callable[[Any, Sequence[Any], date], list[Effect]]
    do: Callable[..., dict]
    subjects: str
    done: str
    ask: str = ""
    argument: str = ""
    choices: Callable[[Viewer], QuerySet] | None = None
    dated: bool = True
    after: Callable[[HttpRequest, dict], None] | None = None

    def carry_out(self, chosen: Any, rows: Sequence[Any], valid_from: date, by: Viewer, at: datetime) -> dict:
        """Do it where it may be done; the facts by which it is taken back."""
        more = {self.argument: chosen} if self.argument else {}
        return self.do(**more, **{self.subjects: rows}, valid_from=valid_from, by=by, at=at)


@dataclass(frozen=True, slots=True)
class PickList:
    """A list whose rows can be picked. `find` reads what was sent: the rows meant that the viewer may see."""

    name: str
    home: str
    crumb: str
    noun: tuple[str, str]
    actions: tuple[BulkAction, ...]
    find: Callable[[HttpRequest, QueryDict], list[Any]]
    key: Callable[[Any], str]
    cell: Callable[[Any], Cell]
    not_yours: str


class BulkActionForm(KitForm):
    """Whom or what, and from which day, as far as the deed asks; the rows travel along."""

    missing = {"chosen": "Select one", "valid_from": "Enter the first day"}

    chosen = forms.ModelChoiceField(None, empty_label="Choose one")
    valid_from = MemorableDateField(label="From", help_text="For example, 1 9 2026")

    def __init__(self, *args: object, action: BulkAction, viewer: Viewer, **more: object) -> None:
        super().__init__(*args, **more)
        if action.choices:
            self.fields["chosen"].queryset = action.choices(viewer)
            self.fields["chosen"].label = action.ask
        else:
            del self.fields["chosen"]
        if not action.dated:
            del self.fields["valid_from"]


@dataclass(frozen=True, slots=True)
class PickingPage:
    """The form, the rows, and once asked what would change."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    form: BulkActionForm
    action: str
    keys: str
    back: str
    table: Table
    verdict: Verdict | None = None
    confirm: str = ""


def actions_of(viewer: Viewer, actions: Sequence[BulkAction]) -> tuple[BulkAction, ...]:
    """What this viewer may do with many."""
    return tuple(action for action in actions if viewer.may_ever(action.kind, "change"))


def with_picking(
    viewer: Viewer, table: Table, actions: Sequence[BulkAction], name: str, href: str, query: ListQuery
) -> Table:
    """The list with a box in each row, where there is anything the viewer may do."""
    ours = actions_of(viewer, actions)
    if not ours or not any(row.pick for row in table.rows):
        return table
    offers = tuple(Offer(action.key, action.label) for action in ours)
    words = f"All {table.count_words} of this list" if table.pages else ""
    everything = urlsplit(query.href()).query
    return replace(table, picking=Picking(href, name, offers, words, everything))


def change_picked(request: HttpRequest, picked: PickList) -> HttpResponse:
    """The form of a bulk action; then what it would change; then the action, to be taken back for some seconds."""
    actions = actions_of(request.viewer, picked.actions)
    if not actions:
        return errors.forbidden(request, picked.not_yours)
    sent = request.POST if request.method == "POST" else request.GET
    action = next((one for one in actions if one.key == sent.get("action")), None)
    rows = picked.find(request, sent)
    if action is None or not rows:
        one, many = picked.noun
        messages.warning(request, f"No {one} was picked. Tick the {many} in the list, then go on.")
        return redirect(picked.home)
    return _answer(request, picked, action, rows)


def _answer(request: HttpRequest, picked: PickList, action: BulkAction, rows: list[Any]) -> HttpResponse:
    posted = request.method == "POST"
    form = BulkActionForm(request.POST if posted else None, action=action, viewer=request.viewer)
    effects, verdict, confirm = None, None, ""
    if posted and form.is_valid():
        chosen, since = _asked(request, form)
        try:
            if request.POST.get("step") == "do":
                return _do(request, picked, action, rows, form)
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        effects = action.effects(chosen, rows, since)
        verdict = may_do_any(effects)
        confirm = f"Do it for {count_words(sum(bool(one.verdict) for one in effects), *picked.noun)}"
    page = PickingPage(
        heading=action.label,
        caption=count_words(len(rows), *picked.noun),
        breadcrumbs=(Link(picked.crumb, picked.home),),
        form=form,
        action=action.key,
        keys=" ".join(picked.key(row) for row in rows),
        back=picked.home,
        table=_table(picked, action, rows, effects),
        verdict=verdict,
        confirm=confirm,
    )
    return render(request, "lists/picking.html", {"page": page}, status=422 if form.errors else 200)


def _asked(request: HttpRequest, form: BulkActionForm) -> tuple[Any, date]:
    return form.cleaned_data.get("chosen"), form.cleaned_data.get("valid_from") or request.viewer.on


def _do(
    request: HttpRequest, picked: PickList, action: BulkAction, rows: list[Any], form: BulkActionForm
) -> HttpResponse:
    chosen, since = _asked(request, form)
    now = timezone.now()
    facts = action.carry_out(chosen, rows, since, request.viewer, now)
    one, many = picked.noun
    done = f"{action.done} {chosen}" if chosen else action.done
    words = f"{count_words(facts['number'], f'{one} is', f'{many} are')} {done}."
    if left := len(rows) - facts["number"]:
        words += f" {count_words(left, f'{one} was', f'{many} were')} left out."
    if facts["number"] and action.after:
        action.after(request, facts)
        messages.success(request, words)
    elif facts["number"]:
        offer(request, action.do.__name__, facts, picked.home, words, now)
    else:
        messages.warning(request, f"Nothing was changed. {words}")
    return redirect(picked.home)


def _table(
    picked: PickList, action: BulkAction, rows: Sequence[Any], effects: Sequence[Effect] | None
) -> Table:
    """The rows picked; with effects what stands there now and whether it will be done."""
    head = picked.noun[0].capitalize()
    if effects is None:
        many = picked.noun[1].capitalize()
        return plain_table(f"{many} picked", (head,), [(picked.cell(row),) for row in rows])
    lines = [
        (
            picked.cell(effect.subject),
            Cell(effect.now or None, missing="none"),
            Cell("Will be done", colour="green")
            if effect.verdict
            else Cell("Left out", colour="grey", note=effect.verdict.reason),
        )
        for effect in effects
    ]
    return plain_table("What will change", (head, action.head, "What happens"), lines)
