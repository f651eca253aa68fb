"""Forms of structural changes."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from headway.features.people.models import Person
from headway.features.schools.models import School
from headway.features.structural_changes.models import Part
from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField

FOR_EXAMPLE = "For example, 27 3 2026"
YES, NO = "yes", "no"


class EditForm(KitForm):
    """What a case is called, who leads it and who decides."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter what the case is called",
        "lead": "Select who leads it for the authority",
    }
    title = forms.CharField(label="Title", max_length=200)
    lead = forms.ModelChoiceField(
        Person.objects.none(),
        label="Led for the authority by",
        empty_label="Choose one",
        to_field_name="public_id",
    )
    body = forms.CharField(
        label="Who decides",
        max_length=200,
        required=False,
        help_text="The cabinet, the governing boards, the department",
    )

    def __init__(self, *args: Any, leads: QuerySet[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["lead"].queryset = leads


class CaseForm(EditForm):
    """A new case: its kind gives it its stages."""

    missing: ClassVar[MissingSentences] = EditForm.missing | {
        "kind": "Select what kind of change it is",
        "opened_on": "Enter the day the case begins",
    }
    kind = forms.ChoiceField(label="Kind of change")
    opened_on = MemorableDateField(
        label="Begins on", help_text="The targets of the stages count from this day."
    )
    field_order = ("kind", "title", "lead", "opened_on", "body")

    def __init__(self, *args: Any, kinds: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [("", "Choose one"), *kinds.items()]


class SchoolForm(KitForm):
    """A school and what becomes of it."""

    missing: ClassVar[MissingSentences] = {
        "school": "Select the school",
        "part": "Select what becomes of it",
    }
    school = forms.ModelChoiceField(
        School.objects.none(), label="School", empty_label="Choose one", to_field_name="urn"
    )
    part = forms.ChoiceField(label="What becomes of it", choices=Part.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, schools: QuerySet[School], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["school"].queryset = schools


class StageForm(KitForm):
    """By when a stage is to be done, and when it was."""

    missing: ClassVar[MissingSentences] = {"target_on": "Enter the day by which it is to be done"}
    target_on = MemorableDateField(label="To be done by", help_text=FOR_EXAMPLE)
    done_on = MemorableDateField(label="Done on", required=False, help_text="Leave empty until it is done.")


class LogForm(KitForm):
    """What happened in the case."""

    missing: ClassVar[MissingSentences] = {
        "words": "Enter what happened",
        "on": "Enter the day it happened",
    }
    words = long_text("What happened", "No names of pupils, parents or staff.")
    on = MemorableDateField(label="On", help_text=FOR_EXAMPLE)


class DecisionForm(KitForm):
    """What was decided, and when."""

    missing: ClassVar[MissingSentences] = {
        "goes_ahead": "Select whether the change goes ahead",
        "decision": "Enter what was decided",
        "decided_on": "Enter the day of the decision",
    }
    goes_ahead = forms.ChoiceField(
        label="Does the change go ahead?", choices=[(YES, "Yes"), (NO, "No")], widget=forms.RadioSelect
    )
    decision = long_text("The decision", "By whom, and with what conditions.")
    decided_on = MemorableDateField(label="Decided on", help_text=FOR_EXAMPLE)

    @property
    def told(self) -> dict[str, Any]:
        """What is recorded."""
        return self.cleaned_data | {"goes_ahead": self.cleaned_data["goes_ahead"] == YES}


class ClosingForm(KitForm):
    """The first day on which the change holds."""

    missing: ClassVar[MissingSentences] = {"takes_effect_on": "Enter the first day on which the change holds"}
    takes_effect_on = MemorableDateField(label="The change holds from", help_text="For example, 1 9 2027")


class NotGoingAheadForm(KitForm):
    """Nothing is asked for: the change does not go ahead."""


class CorrectionForm(EditForm):
    """The case that puts another right."""

    missing: ClassVar[MissingSentences] = EditForm.missing | {"opened_on": "Enter the day the case begins"}
    opened_on = MemorableDateField(label="Begins on", help_text=FOR_EXAMPLE)
    field_order = ("title", "lead", "opened_on", "body")
