"""Forms of the directory of good practice."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField
from headway.pages.schools.words import PHASES


class ExampleForm(KitForm):
    """What the school does, why it is known to help, and whom to ask."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter what the school does, in a few words",
        "phase": "Select the phase of the pupils it is about",
        "theme": "Select a theme",
        "words": "Enter what the school does",
        "evidence": "Enter what shows that it helps",
        "contact": "Enter the post to speak to",
    }
    title = forms.CharField(label="What the school does, in a few words", max_length=160)
    phase = forms.ChoiceField(label="Phase", choices=[("", "Choose one"), *PHASES.items()])
    theme = forms.ChoiceField(label="Theme")
    words = long_text(
        "What is done", "So that another school can tell whether it fits.", rows=6, longest=6000
    )
    evidence = long_text("What shows that it helps", "Figures or findings, with their dates.", rows=4)
    contact = forms.CharField(
        label="Contact at the school", max_length=160, help_text="A post, never a name: English lead"
    )

    def __init__(self, *args: Any, themes: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["theme"].choices = [("", "Choose one"), *themes.items()]


class NewExampleForm(ExampleForm):
    """The same, and at which school."""

    missing: ClassVar[MissingSentences] = ExampleForm.missing | {"school": "Select the school"}
    school = forms.ModelChoiceField(None, label="School", empty_label="Choose one")
    field_order = ("school",)

    def __init__(self, *args: Any, schools: QuerySet, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["school"].queryset = schools


class ConsentForm(KitForm):
    """On which day the school agreed, and who for it."""

    missing: ClassVar[MissingSentences] = {
        "on": "Enter the day the school agreed",
        "agreed_as": "Enter the post that agreed for the school",
    }
    on = MemorableDateField(label="Agreed on", help_text="For example, 27 11 2026")
    agreed_as = forms.CharField(label="Agreed by", max_length=120, help_text="A post, like headteacher")


class DecideForm(KitForm):
    """Yes, or back to the writer with a remark."""

    missing: ClassVar[MissingSentences] = {"yes": "Select whether it goes into the directory"}
    yes = forms.ChoiceField(
        label="Your decision",
        choices=[("yes", "Approve it"), ("no", "Give it back")],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label="Remark", max_length=500, required=False, help_text="Needed where you give it back."
    )


class WithdrawForm(KitForm):
    """Why an example leaves the directory."""

    missing: ClassVar[MissingSentences] = {"remark": "Enter why it is withdrawn"}
    remark = forms.CharField(label="Why", max_length=500)


class AskForm(KitForm):
    """What one would like to know."""

    missing: ClassVar[MissingSentences] = {"words": "Enter what you would like to know or see"}
    words = long_text("What would you like to know or see?", "The adviser brings you together.", rows=4)


class VisitForm(KitForm):
    """When the visit was made."""

    missing: ClassVar[MissingSentences] = {"on": "Enter the day of the visit"}
    on = MemorableDateField(label="Visited on", help_text="For example, 27 11 2026")


class OutcomeForm(KitForm):
    """What came of it."""

    missing: ClassVar[MissingSentences] = {"outcome": "Enter what came of it, even if nothing did"}
    outcome = long_text("What came of it", "What the school that asked does differently now.", rows=4)
