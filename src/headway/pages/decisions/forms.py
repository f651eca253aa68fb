"""Forms of decision reports: what stands above, one form for each kind of field, and the decision."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences, long_text, set_house_messages
from headway.kit.grid import Grid
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.decision_reports import DECISIONS, NO, YES, Answer
from headway.rules.report_life import OUTCOMES
from headway.rules.report_policy import Field

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
    """What every field has: words, and the version that was seen. `of`: the field of the report's form."""

    missing: ClassVar[MissingSentences] = {"version": "Open the page again"}
    words = long_text("Words", rows=8, required=False, longest=LONGEST)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, of: Field, **more: Any) -> None:
        super().__init__(*args, **more)
        self.of = of
        self.in_grid: frozenset[str] = frozenset()

    @property
    def grid(self) -> Grid | None:
        """The boxes of the form, where it has some."""
        return None

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
