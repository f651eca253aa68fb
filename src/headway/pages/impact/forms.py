"""Forms of support: what is promised, what was seen, and what somebody else says it changed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.numbers import ShortDecimalField
from headway.pages.budgets.money import amount, pounds
from headway.rules.impact_policy import ImpactPolicy
from headway.rules.measures import Measure
from headway.rules.money import to_pence

MOST_DAYS = 200
HALF_DAY = Decimal("0.5")
NOTHING = ("", "Choose one")
NAMES = "No names of pupils or staff: the school reads it."


class SupportForm(KitForm):
    """What is given, what it should change, by when, and how it will be seen."""

    missing: ClassVar[MissingSentences] = {
        "adviser": "Select who gives the support",
        "theme": "Select what it is about",
        "begun_on": "Enter the day it begins",
        "days": "Enter how many days are given, like 2.5",
        "aim": "Enter what it should change",
        "due_on": "Enter the day by which it should show",
        "seen_by": "Enter how it will be seen",
    }
    adviser = forms.ModelChoiceField(
        None, label="Given by", empty_label="Choose one", to_field_name="public_id"
    )
    theme = forms.ChoiceField(label="About")
    programme = forms.CharField(
        label="Programme (optional)",
        max_length=120,
        required=False,
        help_text="Where it is part of one. Write its name as it is written elsewhere.",
    )
    begun_on = MemorableDateField(label="Begins on", help_text="For example, 27 11 2026")
    days = ShortDecimalField(
        label="Days given",
        min_value=0,
        max_value=MOST_DAYS,
        step_size=HALF_DAY,
        max_digits=5,
        decimal_places=1,
    )
    cost = amount("Cost in pounds (optional)", "Leave it empty where it is not known.", required=False)
    aim = long_text("What it should change", NAMES)
    due_on = MemorableDateField(label="By when", help_text="For example, 27 7 2027")
    seen_by = long_text("How it will be seen", "What somebody else would look at to tell whether it changed.")
    measure = forms.ChoiceField(
        label="Measure (optional)",
        required=False,
        help_text="Its newest published figure from before is kept as the baseline, with its source.",
    )

    def __init__(
        self,
        *args: Any,
        policy: ImpactPolicy,
        measures: Iterable[Measure],
        advisers: QuerySet,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["adviser"].queryset = advisers
        self.fields["theme"].choices = [NOTHING, *policy.themes.items()]
        self.fields["measure"].choices = [("", "None"), *((one.key, one.label) for one in measures)]

    def told(self) -> dict[str, Any]:
        """The columns of what is promised."""
        told = dict(self.cleaned_data)
        cost = told.pop("cost")
        told["half_days"] = int(told.pop("days") * 2)
        told["cost_pence"] = None if cost is None else to_pence(cost)
        return told


class NewSupportForm(SupportForm):
    """The same, and for whom: a school, or a partnership as a whole."""

    school = forms.ModelChoiceField(
        None, label="School", required=False, empty_label="None: a whole partnership", to_field_name="urn"
    )
    partnership = forms.ModelChoiceField(
        None,
        label="Or a partnership as a whole",
        required=False,
        empty_label="None",
        to_field_name="public_id",
    )
    field_order = ("school", "partnership")

    def __init__(self, *args: Any, schools: QuerySet, partnerships: QuerySet, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["school"].queryset = schools
        self.fields["partnership"].queryset = partnerships

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"school", "partnership"}:
            if not told.get("school") and not told.get("partnership"):
                self.add_error("school", "Select the school, or a partnership")
            elif told.get("school") and told.get("partnership"):
                self.add_error("partnership", "Select a school or a partnership, not both")
        return told


class FollowUpForm(KitForm):
    """What was seen by the day it was promised for."""

    missing: ClassVar[MissingSentences] = {"seen": "Enter what was seen, even if nothing was"}
    seen = long_text("What was seen", f"What you looked at, and what it showed. {NAMES}", rows=5)


class JudgeForm(KitForm):
    """What somebody else than the giver says it changed."""

    missing: ClassVar[MissingSentences] = {
        "judgement": "Select what it changed",
        "reason": "Enter why you judge so",
        "evidence": "Enter what you looked at",
    }
    judgement = forms.ChoiceField(label="Your judgement", widget=forms.RadioSelect)
    reason = long_text("Why", NAMES)
    evidence = long_text("What you looked at", "With its date, so that somebody else can find it.")

    def __init__(self, *args: Any, words: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["judgement"].choices = list(words.items())


class StopForm(KitForm):
    """Why a support ends before it is judged."""

    missing: ClassVar[MissingSentences] = {"reason": "Enter why it is stopped"}
    reason = forms.CharField(label="Why", max_length=500, help_text=NAMES)


def as_boxes(support: Any) -> dict[str, Any]:
    """What stands in the boxes of a support that is changed."""
    kept = ("theme", "programme", "begun_on", "aim", "due_on", "seen_by", "measure", "version")
    days = support.half_days / 2
    return {
        **{name: getattr(support, name) for name in kept},
        "adviser": support.adviser.public_id,
        "days": f"{days:.1f}".removesuffix(".0"),
        "cost": pounds(support.cost_pence),
    }
