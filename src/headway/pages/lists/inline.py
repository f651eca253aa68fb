"""A list edited in place: a line of boxes each, saved together or not at all, and to be taken back for some seconds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from headway.flows.stale import RefusedRow, StaleRows
from headway.kit.forms import KitForm, Problem
from headway.kit.grid import Grid, GridCell, GridRow, grid_of
from headway.kit.words import count_words
from headway.pages.lists.undo import offer

MOST_LINES = 60


class InlineForm(KitForm):
    """What can be changed of one row; `edit` is what it is to become."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, subject: Any, key: str, **more: Any) -> None:
        super().__init__(*args, prefix=key, **more)
        self.subject = subject

    @property
    def edit(self) -> Any:
        """What the row is to become, for the flow that saves."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Saving:
    """How lines are saved: `save` takes the edits and the moment, and answers the facts by which it is taken back."""

    save: Callable[[list[Any], datetime], dict]
    kind: str
    noun: tuple[str, str]
    back: str


def save_lines(request: HttpRequest, lines: Sequence[InlineForm], how: Saving) -> HttpResponse | None:
    """Save the lines that were changed, if all of them are good; else nothing, and the faults stand in the boxes."""
    # A row that came to the list since the form was opened is not in what was sent.
    sent = [line for line in lines if line["version"].html_name in request.POST]
    if not all([line.is_valid() for line in sent]):
        return None
    edits = [line.edit for line in sent if line.has_changed()]
    if not edits:
        messages.info(request, "Nothing was changed.")
        return redirect(how.back)
    now = timezone.now()
    one, many = how.noun
    try:
        facts = how.save(edits, now)
    except StaleRows as stale:
        words = f"Somebody else saved this {one} meanwhile. Open the list again to see what stands now."
        _note(sent, stale.rows, words)
        return None
    except RefusedRow as refused:
        _note(sent, (refused.row,), refused.verdict.reason)
        return None
    words = f"{count_words(len(edits), f'{one} was', f'{many} were')} changed."
    offer(request, how.kind, facts, how.back, words, now)
    return redirect(how.back)


def lines_grid(caption: str, head: str, lines: Sequence[InlineForm]) -> Grid:
    """The lines in boxes."""
    fields = [field.label for field in lines[0].visible_fields()] if lines else []
    return grid_of(caption, head, fields, [_row(line) for line in lines])


def problems_of(lines: Sequence[InlineForm]) -> Iterable[Problem]:
    """What is wrong in the boxes."""
    for line in lines:
        faulty = [field for field in line.visible_fields() if line.is_bound and field.errors]
        yield from (Problem(f"{line.subject}: {one.errors[0]}", f"#{one.html_name}") for one in faulty)


def left_words(left: int, noun: tuple[str, str]) -> str:
    """That more rows are edited one by one; nothing where all stand in the list."""
    one, many = noun
    return f"{count_words(left, f'{one} more is', f'{many} more are')} edited one by one." if left else ""


def _note(lines: Sequence[InlineForm], rows: Sequence[Any], words: str) -> None:
    for line in lines:
        if line.subject in rows:
            line.add_error(line.visible_fields()[0].name, words)


def _row(line: InlineForm) -> GridRow:
    cells = tuple(
        GridCell(
            name=field.html_name,
            value=_shown(field.value()),
            label=f"{field.label}, {line.subject}",
            fault=field.errors[0] if line.is_bound and field.errors else "",
            choices=tuple(getattr(field.field, "choices", ())),
        )
        for field in line.visible_fields()
    )
    version = line["version"]
    return GridRow(str(line.subject), cells, kept=((version.html_name, _shown(version.value())),))


def _shown(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
