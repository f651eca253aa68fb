"""Values of indicators from a spreadsheet: looked through first, then kept all or none."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.plans.actions.measuring import may_change_indicator
from headway.features.plans.measured import indicators_visible_to, with_measures
from headway.features.plans.models import Indicator
from headway.features.policies.queries import typed
from headway.flows.read_values import HEADS, MORE, Policies, ValueLine, file_text, keep_values, read_values
from headway.kit.figures import Link
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import count_words
from headway.pages.plans.finding import policy_of
from headway.pages.plans.indicators import CRUMBS, HOME
from headway.publicdata.faults import Unreadable
from headway.rules.verdict import Refused

MOST_MEGABYTES = 3


class ValuesForm(KitForm):
    """Cells pasted, or a workbook."""

    missing: ClassVar[MissingSentences] = {}
    paste = forms.CharField(
        label="Paste the cells",
        required=False,
        strip=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text="With a first line of heads: Indicator, Period, Value; and where you have them Why missing, Source.",
    )
    file = forms.FileField(label="Or choose a spreadsheet", required=False, help_text="XLSX or CSV")
    keep = forms.BooleanField(label="Keep them all; what is asked about is right", required=False)

    def __init__(self, *args: Any, offers_keep: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if not offers_keep:
            self.fields["keep"].widget = forms.HiddenInput()

    def clean(self) -> dict:
        """One of the two."""
        data = super().clean()
        if bool(data.get("file")) == bool(data.get("paste", "").strip()) and not self.errors:
            self.add_error("paste", "Paste the cells or choose a spreadsheet, one of the two")
        return data


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """The form, and what was read."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    form: KitForm
    words: str
    table: Table | None


def give_many(request: HttpRequest) -> HttpResponse:
    """Give values of many indicators at once."""
    posted = request.method == "POST"
    form = ValuesForm(*((request.POST, request.FILES) if posted else ()))
    if not (posted and form.is_valid()):
        return _show(request, form)
    try:
        text = _text_of(form)
        lines = read_values(text, _known(request), _policies(request), request.viewer.on)
        faulty = sum(bool(one.faults) for one in lines)
        if not faulty and form.cleaned_data["keep"]:
            kept = keep_values(lines=lines, policy=policy_of(request), by=request.viewer, at=timezone.now())
            messages.success(request, f"{count_words(kept, 'value is', 'values are')} kept.")
            return redirect(HOME)
    except (Unreadable, Refused) as refusal:
        form.add_error("file" if form.cleaned_data["file"] else "paste", str(refusal))
        return _show(request, form)
    again = ValuesForm({"paste": text}, offers_keep=not faulty)
    if faulty:
        again.add_error(
            "paste", f"{count_words(faulty, 'line has', 'lines have')} a fault. Mend it here, or paste anew"
        )
    return _show(request, again, lines)


def _show(request: HttpRequest, form: ValuesForm, lines: tuple[ValueLine, ...] = ()) -> HttpResponse:
    words = f"{count_words(len(lines), 'line was', 'lines were')} read. Nothing is kept yet." if lines else ""
    page = ValuesPage("Give values from a spreadsheet", CRUMBS, form, words, _table(lines) if lines else None)
    return render(request, "plans/values.html", {"page": page}, status=422 if form.errors else 200)


def _known(request: HttpRequest) -> list[Indicator]:
    rows = with_measures(indicators_visible_to(request.viewer))
    return [one for one in rows if may_change_indicator(request.viewer, one)]


def _text_of(form: ValuesForm) -> str:
    given = form.cleaned_data["file"]
    if not given:
        return form.cleaned_data["paste"]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "values"
        place.write_bytes(given.read())
        return file_text(place)


def _policies(request: HttpRequest) -> Policies:
    return Policies(policy_of(request), typed("plan_reading", request.viewer.on))


def _table(lines: tuple[ValueLine, ...]) -> Table:
    rows = [
        (
            str(one.number),
            *(Cell(words or None, missing="") for words in one.words),
            _found_cell(one),
        )
        for one in lines
    ]
    heads = ("Line", *(head.capitalize() for head in (*HEADS, *MORE)), "Looked through")
    return plain_table("What was read", heads, rows)


def _found_cell(line: ValueLine) -> Cell:
    if line.faults:
        return Cell("Fault", colour="red", note=" ".join(line.faults))
    if line.questions:
        return Cell("Look again", colour="yellow", note=" ".join(line.questions))
    return Cell("In order", colour="green")
