"""Forms of settings, the posts in them, allowances and development."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from headway.features.schools.models import School
from headway.kit.forms import KitForm, MissingSentences, long_text
from headway.kit.memorable_dates import MemorableDateField
from headway.rules.allowances import GROUPS
from headway.rules.money import to_pence

CHOOSE = ("", "Choose one")


class SettingForm(KitForm):
    """What is said of a setting."""

    missing: ClassVar[MissingSentences] = {
        "name": "Enter what the setting is called",
        "kind": "Select the kind of setting",
        "opened_on": "Enter the day it opened",
    }
    name = forms.CharField(label="Name", max_length=120)
    kind = forms.ChoiceField(label="Kind", help_text="Allowances go by it")
    school = forms.ModelChoiceField(
        None, label="At a school", empty_label="At no school", to_field_name="urn", required=False
    )
    opened_on = MemorableDateField(label="Opened on", help_text="For example, 1 9 2026")
    closed_on = MemorableDateField(
        label="First day it is closed", required=False, help_text="Leave it empty while the setting is open"
    )

    def __init__(self, *args: Any, kinds: Mapping[str, str], schools: QuerySet[School], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [CHOOSE, *kinds.items()]
        self.fields["school"].queryset = schools


class SettingPostForm(KitForm):
    """What is said of a post in a setting."""

    missing: ClassVar[MissingSentences] = {
        "role": "Enter the role, like teacher",
        "number": "Enter a number that tells it from others of the role",
        "group": "Select the group of staff",
        "fte": "Enter the share of full time, like 1 or 0.6",
        "valid_from": "Enter its first day",
    }
    role = forms.CharField(label="Role", max_length=80, help_text="Like teacher, never a person's name")
    number = forms.IntegerField(label="Number", min_value=1, max_value=999)
    group = forms.ChoiceField(label="Group of staff", choices=[CHOOSE, *GROUPS.items()])
    fte = forms.DecimalField(
        label="Share of full time", min_value=Decimal("0.01"), max_value=1, max_digits=3, decimal_places=2
    )
    valid_from = MemorableDateField(label="First day")
    valid_until = MemorableDateField(
        label="First day without it", required=False, help_text="Leave it empty while the post stands"
    )


class SettingPayForm(KitForm):
    """What a post in a setting is paid."""

    missing: ClassVar[MissingSentences] = {}
    pay = forms.DecimalField(
        label="Pay a year at full time, in pounds",
        help_text="Leave it empty where it is not known",
        required=False,
        min_value=1,
        max_digits=9,
        decimal_places=2,
    )

    @property
    def pay_pence(self) -> int | None:
        """The pay in pence; None: not known."""
        pay = self.cleaned_data["pay"]
        return None if pay is None else to_pence(pay)


class AllowanceForm(KitForm):
    """What a scheme says."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter what the allowance is called",
        "setting_kinds": "Select at least one kind of setting",
        "groups": "Select at least one group of staff",
        "valid_from": "Enter the first day it is paid",
    }
    title = forms.CharField(label="Title", max_length=120)
    setting_kinds = forms.MultipleChoiceField(
        label="Kinds of setting",
        widget=forms.CheckboxSelectMultiple,
        help_text="Every setting of such a kind is covered, also one that opens later",
    )
    groups = forms.MultipleChoiceField(
        label="Groups of staff", choices=list(GROUPS.items()), widget=forms.CheckboxSelectMultiple
    )
    amount = forms.DecimalField(
        label="Amount a year at full time, in pounds",
        help_text="Or leave it empty and enter a percentage",
        required=False,
        min_value=Decimal("0.01"),
        max_digits=9,
        decimal_places=2,
    )
    percent = forms.DecimalField(
        label="Per cent of pay",
        required=False,
        min_value=Decimal("0.01"),
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    valid_from = MemorableDateField(label="From")
    valid_until = MemorableDateField(
        label="First day without it", required=False, help_text="Leave it empty where no end is set"
    )

    def __init__(self, *args: Any, kinds: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["setting_kinds"].choices = list(kinds.items())

    @property
    def told(self) -> dict[str, Any]:
        """What the scheme is to say."""
        data = dict(self.cleaned_data)
        amount = data.pop("amount")
        return data | {
            "setting_kinds": " ".join(data["setting_kinds"]),
            "groups": " ".join(data["groups"]),
            "amount_pence": None if amount is None else to_pence(amount),
        }


class DayForm(KitForm):
    """The day a page tells of."""

    missing: ClassVar[MissingSentences] = {"on": "Enter the day"}
    on = MemorableDateField(label="As on", help_text="For example, 1 9 2026")


class DevelopmentForm(KitForm):
    """What a post is to learn in a year."""

    missing: ClassVar[MissingSentences] = {
        "words": "Write what is to be learned",
        "hours_planned": "Enter how many hours are planned",
    }
    words = long_text("Planned development", "No names: it is about the post.")
    hours_planned = forms.DecimalField(
        label="Hours planned", min_value=Decimal("0.5"), max_value=2000, max_digits=5, decimal_places=1
    )


class HoursForm(KitForm):
    """Hours completed on a day."""

    missing: ClassVar[MissingSentences] = {
        "on": "Enter the day",
        "hours": "Enter how many hours",
        "words": "Enter what it was",
    }
    on = MemorableDateField(label="On")
    hours = forms.DecimalField(
        label="Hours", min_value=Decimal("0.5"), max_value=24, max_digits=4, decimal_places=1
    )
    words = forms.CharField(label="What it was", max_length=200)
