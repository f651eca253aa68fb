"""Forms of decision reports: what stands above, one form for each kind of field, and the decision."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.grid import Grid, GridRow, boxes_of, grid_of
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.decision_reports import DECISIONS, DIRECTIONS, NO, STAGES, YES, Answer
from headway.rules.money import to_pence
from headway.rules.report_life import OUTCOMES
from headway.rules.report_policy import (
    ALTERNATIVES,
    ASSESSMENT,
    CONSULTED,
    DECISION,
    GRID,
    IMPACT,
    PAPERS,
    TEXT,
)
from headway.rules.savings import ENTERED, KINDS, Line

THOUSAND, LONGEST = 1000, 8000
CHOOSE = ("", "Choose one")


class BeginForm(KitForm):
    """A new report, and the structures it changes."""

    missing: ClassVar[MissingSentences] = {"title": "Enter the title of the report"}
    title = forms.CharField(label="Title", max_length=200)
    before = forms.ChoiceField(
        label="Structure before", required=False, help_text="Where the report changes posts"
    )
    after = forms.ChoiceField(label="Structure after", required=False)

    def __init__(self, *args: Any, structures: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("before", "after"):
            self.fields[name].choices = [("", "None"), *structures.items()]

    def clean(self) -> dict:
        """Both structures, or neither."""
        data = super().clean()
        if bool(data.get("before")) != bool(data.get("after")):
            self.add_error("after", "Name both structures, before and after, or neither")
        return data


class HeadsForm(KitForm):
    """What stands above the sections, by the form of the report."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter the title of the report",
        "version": "Open the page again",
    }
    title = forms.CharField(label="Title", max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, heads: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.heads = heads
        for slug, label in heads.items():
            field = forms.CharField(label=label, max_length=300, required=False)
            set_house_messages(slug, field, {})
            self.fields[slug] = field

    @property
    def told(self) -> dict[str, str]:
        """The heads entered."""
        return {slug: self.cleaned_data[slug] for slug in self.heads}


class FieldForm(KitForm):
    """What every field has: words, and the version that was seen."""

    missing: ClassVar[MissingSentences] = {"version": "Open the page again"}
    words = long_text("Words", rows=8, required=False, longest=LONGEST)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def answer(self) -> Answer:
        """What is to stand in the field."""
        data = self.cleaned_data
        return Answer(words=data.get("words", ""), choice=data.get("choice", ""), items=self._items())

    def _items(self) -> tuple[str, ...]:
        lines = self.cleaned_data.get("items", "").splitlines()
        return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


class DecisionFieldForm(FieldForm):
    """What is asked for."""

    choice = forms.ChoiceField(
        label="What is asked for", choices=list(DECISIONS.items()), widget=forms.RadioSelect, required=False
    )
    field_order = ("choice", "words")


class ImpactForm(FieldForm):
    """Yes or no, with a sentence even for no (M14-13)."""

    choice = forms.ChoiceField(
        label="Is there an impact?",
        choices=[(YES, "Yes"), (NO, "No")],
        widget=forms.RadioSelect,
        required=False,
    )
    field_order = ("choice", "words")


class StageForm(FieldForm):
    """How far the equality assessment is (M14-15)."""

    choice = forms.ChoiceField(
        label="How far it is", choices=list(STAGES.items()), widget=forms.RadioSelect, required=False
    )
    field_order = ("choice", "words")


class AlternativesForm(FieldForm):
    """What else was considered, a line each."""

    items = long_text("Alternatives, one a line", required=False)
    field_order = ("items", "words")


class PapersForm(FieldForm):
    """The papers, a line each, or that there are none (M14-16)."""

    words = None
    items = long_text("Papers, one a line", required=False)
    none = forms.BooleanField(label="There are no background papers", required=False)

    @property
    def answer(self) -> Answer:
        """The papers, or the choice that says there are none."""
        items = self._items()
        return Answer(choice=NO if self.cleaned_data["none"] and not items else "", items=items)


class GridForm(FieldForm):
    """The savings grid in thousands of pounds, with its cost centres (M14-09, M14-10)."""

    missing: ClassVar[MissingSentences] = {
        "version": "Open the page again",
        "first_year": "Enter the first year, like 2026/27",
        "second_year": "Enter the second year, like 2027/28",
    }
    words = long_text("Words", required=False)
    items = long_text("Cost centres, one a line", rows=2, required=False)
    choice = forms.ChoiceField(
        label="Does it cost or save?",
        choices=list(DIRECTIONS.items()),
        widget=forms.RadioSelect,
        required=False,
    )
    first_year = forms.CharField(label="First year", max_length=10)
    second_year = forms.CharField(label="Second year", max_length=10)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, label in cells():
            field = forms.DecimalField(
                label=label, required=False, max_digits=9, decimal_places=3, min_value=-99999, max_value=99999
            )
            field.widget.attrs["id"] = name
            set_house_messages(name, field, {})
            self.fields[name] = field
        self.in_grid = frozenset(name for name, _ in cells())

    @property
    def grid(self) -> Grid:
        """The boxes as the form on paper has them: a row each, each year ongoing and one-off."""
        columns = [
            f"{year} year, {label.casefold()}" for year in ("First", "Second") for label in KINDS.values()
        ]
        rows = [
            GridRow(label, tuple(boxes_of(self, [one for one in cells() if one[0].startswith(f"{row}-")])))
            for row, label in ENTERED.items()
        ]
        return grid_of("Savings and costs in thousands of pounds", "Row", columns, rows)

    def clean(self) -> dict:
        """The two years differ."""
        data = super().clean()
        if data.get("first_year") and data.get("first_year") == data.get("second_year"):
            self.add_error("second_year", "The two years are the same. Correct one of them")
        return data

    @property
    def answer(self) -> Answer:
        """The lines entered, in pence."""
        data = self.cleaned_data
        years = (data["first_year"], data["second_year"])
        lines = []
        for name, _ in cells():
            row, place, kind = name.split("-")
            if data.get(name) is not None:
                lines.append(Line(row, years[int(place)], kind, to_pence(data[name] * THOUSAND)))
        return Answer(data["words"], data["choice"], years, tuple(lines), self._items())


class DecideForm(KitForm):
    """What was decided."""

    missing: ClassVar[MissingSentences] = {
        "outcome": "Select what was decided",
        "words": "Enter the decision in words",
        "decided_on": "Enter the day it was decided",
    }
    outcome = forms.ChoiceField(label="Decision", choices=list(OUTCOMES.items()), widget=forms.RadioSelect)
    words = long_text("In words")
    decided_on = MemorableDateField(label="Decided on", help_text="For example, 27 3 2026")


FORMS: Mapping[str, type[FieldForm]] = {
    TEXT: FieldForm,
    CONSULTED: FieldForm,
    DECISION: DecisionFieldForm,
    IMPACT: ImpactForm,
    ASSESSMENT: StageForm,
    ALTERNATIVES: AlternativesForm,
    PAPERS: PapersForm,
    GRID: GridForm,
}


def cells() -> Sequence[tuple[str, str]]:
    """The boxes of the grid: name and label, row by row."""
    return [
        (f"{row}-{place}-{kind}", f"{label}, {year} year, {KINDS[kind].casefold()}, £000")
        for row, label in ENTERED.items()
        for place, year in enumerate(("first", "second"))
        for kind in KINDS
    ]


def initial_of(kind: str, answer: Answer) -> dict[str, Any]:
    """What a form of this kind shows of what stands."""
    initial: dict[str, Any] = {
        "words": answer.words,
        "choice": answer.choice,
        "items": "\n".join(answer.items),
    }
    if kind == PAPERS:
        return {"items": initial["items"], "none": answer.choice == NO}
    if kind == GRID:
        places = {year: place for place, year in enumerate(answer.years)}
        for line in answer.lines:
            initial[f"{line.row}-{places[line.year]}-{line.kind}"] = _thousands(line.pence)
        initial |= dict(zip(("first_year", "second_year"), answer.years, strict=False))
    return initial


def _thousands(pence: int) -> str:
    return f"{pence / 100 / THOUSAND:.3f}".rstrip("0").rstrip(".")
