"""Forms of indicators."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from headway.features.people.models import Person
from headway.features.plans.measured import POLARITIES
from headway.features.plans.models import Plan
from headway.features.schools.models import School
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.measures import Measure
from headway.rules.plan_policy import FREQUENCIES, YEARLY, PlanPolicy

DIGITS = {"max_digits": 14, "decimal_places": 4}


class IndicatorForm(KitForm):
    """What is measured, in what, how often, and where it stands."""

    missing: ClassVar[MissingSentences] = {
        "name": "Enter what is measured",
        "definition": "Enter how it is counted",
        "unit": "Select the unit",
        "polarity": "Select which direction is better",
        "frequency": "Select how often a value comes",
        "owner": "Select who gives the values",
        "baseline": "Enter where it stands now",
        "baseline_on": "Enter as at which day",
        "tolerance": "Enter how far off is still near enough, or 0",
    }
    name = forms.CharField(label="Indicator", max_length=200)
    definition = forms.CharField(
        label="Definition",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who and what is counted, as at when",
    )
    unit = forms.ChoiceField(label="Unit")
    polarity = forms.ChoiceField(
        label="Better is",
        choices=[(slug, words) for slug, words in POLARITIES.items()],
        widget=forms.RadioSelect,
    )
    frequency = forms.ChoiceField(
        label="How often", choices=[(one, one.capitalize()) for one in FREQUENCIES], widget=forms.RadioSelect
    )
    measure = forms.ChoiceField(
        label="Published measure",
        required=False,
        help_text="Its values can then be taken over from what was published, year by year",
    )
    school = forms.ModelChoiceField(
        None, required=False, empty_label="The authority", label="Of", to_field_name="urn"
    )
    owner = forms.ModelChoiceField(None, empty_label="Choose one", label="Owner")
    plan = forms.ModelChoiceField(
        None, required=False, empty_label="No single plan", label="Of the plan", to_field_name="public_id"
    )
    baseline = forms.DecimalField(label="Baseline", **DIGITS)
    baseline_on = MemorableDateField(label="As at", help_text="For example, 31 8 2026")
    tolerance = forms.DecimalField(
        label="Tolerance",
        min_value=0,
        initial=0,
        help_text="How far off is still near enough, in the unit",
        **DIGITS,
    )
    source = forms.CharField(label="Source", max_length=300, required=False)
    formula = forms.CharField(
        label="Formula",
        max_length=500,
        required=False,
        help_text="Leave empty where values are given. Else other indicators by the name for formulas on their pages, "
        "for example percent(plans_approved, plans_due)",
    )

    def __init__(
        self,
        *args: Any,
        policy: PlanPolicy,
        measures: Sequence[Measure],
        owners: QuerySet[Person],
        plans: QuerySet[Plan],
        schools: QuerySet[School],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = [("", "Choose one"), *((one.many, one.many) for one in policy.units)]
        self.fields["owner"].queryset = owners
        self.fields["plan"].queryset = plans
        self.fields["school"].queryset = schools
        self.fields["measure"].choices = [("", "None"), *((one.key, one.label) for one in measures)]

    def clean(self) -> dict:
        """A published measure comes once a year, and instead of a formula."""
        data = super().clean()
        if data.get("measure") and data.get("frequency") not in (None, YEARLY):
            self.add_error("frequency", "A published measure comes once a year. Select yearly")
        if data.get("measure") and data.get("formula"):
            self.add_error("formula", "Either a formula or a published measure, not both")
        return data


class TargetForm(KitForm):
    """What is aimed at by when."""

    missing: ClassVar[MissingSentences] = {"value": "Enter the value aimed at", "due_on": "Enter by when"}
    value = forms.DecimalField(label="Value", **DIGITS)
    due_on = MemorableDateField(label="By", help_text="For example, 31 7 2027")
    milestone = forms.BooleanField(label="It is a milestone on the way to the target", required=False)
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed where a target is changed. The old one is kept beside it.",
    )


class ValueForm(KitForm):
    """The value of a period, or why there is none."""

    missing: ClassVar[MissingSentences] = {"period": "Select the period"}
    period = forms.ChoiceField(label="Period")
    value = forms.DecimalField(label="Value", required=False, max_digits=16, decimal_places=6)
    why_missing = forms.CharField(
        label="Or why there is none",
        max_length=200,
        required=False,
        help_text="A missing value is never a nought",
    )
    source = forms.CharField(label="Source", max_length=300, required=False)
    sure = forms.BooleanField(label="The value is right as it stands", required=False)

    def __init__(self, *args: Any, periods: list[tuple[str, str]], asks: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["period"].choices = periods
        if not asks:
            del self.fields["sure"]
