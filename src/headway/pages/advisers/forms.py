"""Forms of advisers."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from headway.features.people.models import Capability, Person
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.numbers import ShortDecimalField
from headway.pages.partnerships.forms import MemberForm
from headway.rules.capacity import Contract
from headway.rules.schools import PHASE_WORDS

PHASES = [(slug, words.capitalize()) for slug, words in PHASE_WORDS.items()]
MOST_DAYS = 400
DAYS = "In days; half a day is 0.5"
BASE = "Metres on the National Grid, where journeys begin"


def days_field(label: str, hint: str = "") -> ShortDecimalField:
    return ShortDecimalField(
        label=label,
        min_value=0,
        max_value=MOST_DAYS,
        step_size=Decimal("0.5"),
        decimal_places=1,
        help_text=hint,
    )


class AdviserFields(KitForm):
    """What can be changed of an adviser: days of the year, base, quadrant, limits."""

    missing: ClassVar[MissingSentences] = {
        "contracted_days": "Enter the days contracted",
        "leave_days": "Enter the days of leave, 0 if there are none",
        "training_days": "Enter the days of training, 0 if there are none",
        "internal_days": "Enter the days promised to other work, 0 if there are none",
        "easting": "Enter the easting of the base",
        "northing": "Enter the northing of the base",
    }

    contracted_days = days_field("Days contracted", DAYS)
    leave_days = days_field("Leave")
    training_days = days_field("The post's own training")
    internal_days = days_field("Promised to other work")
    easting = forms.IntegerField(label="Base, easting", min_value=0, max_value=700_000, help_text=BASE)
    northing = forms.IntegerField(label="Base, northing", min_value=0, max_value=1_300_000)
    quadrant = forms.ChoiceField(required=False, label="Home quadrant")
    may_lead = forms.BooleanField(required=False, label="May lead partnerships")
    max_intensive = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=1000,
        label="Most schools causing concern",
        help_text="Leave blank for the policy's limit",
    )

    def __init__(self, *args: Any, quadrants: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["quadrant"].choices = [("", "None"), *((name, name) for name in quadrants)]

    @property
    def contract(self) -> Contract:
        """The year in half-days."""
        return Contract(
            *(
                half_days(self.cleaned_data[f"{part}_days"])
                for part in ("contracted", "leave", "training", "internal")
            )
        )

    @property
    def plain(self) -> dict[str, Any]:
        """Base, quadrant and limits, as the actions take them."""
        data = self.cleaned_data
        return {
            "base": (data["easting"], data["northing"]),
            "quadrant": data["quadrant"],
            "may_lead": data["may_lead"],
            "max_intensive": data["max_intensive"],
        }


class AddForm(AdviserFields):
    """A new adviser."""

    missing: ClassVar[MissingSentences] = AdviserFields.missing | {
        "person": "Choose who becomes an adviser",
        "phases_first": "Choose at least one phase the post is meant for",
    }
    field_order = ("person", "phases_first", "phases_second")

    person = forms.ModelChoiceField(
        Person.objects.none(),
        to_field_name="public_id",
        label="Post",
        empty_label="Choose a post",
        help_text="Everybody with the role Adviser or Quadrant lead who is no adviser yet. "
        "Is somebody missing? Ask an administrator to invite them or give them the role first.",
    )
    phases_first = forms.MultipleChoiceField(
        choices=PHASES, widget=forms.CheckboxSelectMultiple, label="Phases the post is meant for"
    )
    phases_second = forms.MultipleChoiceField(
        choices=PHASES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Phases it may take where needed",
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = people

    def clean(self) -> dict[str, Any]:
        """A phase is of first or of second choice, not both."""
        data = super().clean()
        both = set(data.get("phases_first", ())) & set(data.get("phases_second", ()))
        if both:
            named = ", ".join(sorted(PHASE_WORDS[phase] for phase in both))
            self.add_error("phases_second", f"Choose each phase once: {named} is in both lists")
        return data


class EditForm(AdviserFields):
    """The same adviser, with the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PhaseForm(KitForm):
    """A phase from a day on."""

    missing: ClassVar[MissingSentences] = {
        "phase": "Choose the phase",
        "choice": "Choose how the phase is meant",
        "valid_from": "Enter the first day",
        "evidence": "Enter the training behind it",
    }
    phase = forms.ChoiceField(choices=PHASES, label="Phase")
    choice = forms.TypedChoiceField(
        choices=Capability._meta.get_field("choice").choices, coerce=int, label="Meant as"
    )
    valid_from = MemorableDateField(label="From", help_text="For example, 1 9 2026")
    evidence = forms.CharField(max_length=300, label="Training", help_text="Course and date")


class ConflictForm(MemberForm):
    """A school the adviser must not be given."""

    missing: ClassVar[MissingSentences] = {
        "school": "Enter the school's URN or part of its name",
        "member_from": "Enter the first day of the conflict",
        "reason": "Enter the reason",
    }
    reason = forms.CharField(
        max_length=200, label="Reason", help_text="For those who plan; the school does not see it"
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["member_from"].label = "From"


def half_days(days: Decimal) -> int:
    return int(days * 2)
