"""Forms of the day ledger: credits, use, pools, taking back, asking and deciding."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from headway.features.day_ledger.models import DayRequest
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.words import days_words
from headway.rules.calendars import academic_year_of
from headway.rules.day_ledger import BOUGHT, CONCERN, CRISIS, KIND_WORDS, MOST_HALF_DAYS, POOLS

KINDS = {BOUGHT: "Days the school bought", CRISIS: "Days granted from the crisis pool"}
ANYTHING: MissingSentences = {
    "days": "Enter how many days",
    "source": "Enter what it stands on",
    "purpose": "Enter what the days are for",
    "reason": "Enter why",
    "on": "Enter the day",
}


class DaysField(forms.DecimalField):
    """Days in halves; the form's value is half-days."""

    def __init__(self, **more: Any) -> None:
        most = MOST_HALF_DAYS // 2
        super().__init__(
            label="Days", help_text="In halves, like 1.5", min_value=Decimal("0.5"), max_value=most,
            step_size=Decimal("0.5"), max_digits=4, decimal_places=1, **more,
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        """Half-days of the days typed."""
        days = super().clean(value)
        return days if days is None else int(days * 2)


def _source(hint: str) -> forms.CharField:
    return forms.CharField(label="What it stands on", max_length=120, help_text=hint)


def _reason(label: str = "Why") -> forms.CharField:
    return forms.CharField(label=label, max_length=300)


class MovementForm(KitForm):
    """What every movement says."""

    missing: ClassVar[MissingSentences] = ANYTHING
    days = DaysField()
    source = _source("The visit or letter. The same one counts once")
    purpose = forms.CharField(label="What the days are for", max_length=200)
    reason = _reason()
    on = MemorableDateField(label="Day", help_text="For example, 5 10 2026")

    @property
    def told(self) -> dict[str, Any]:
        """What the movement is to say, with the academic year of its day."""
        data = {name: self.cleaned_data[name] for name in ("source", "purpose", "reason", "on")}
        return data | {"half_days": self.cleaned_data["days"], "year": year_of(data["on"])}


class CreditForm(MovementForm):
    """Days that are bought, or granted in a crisis."""

    missing: ClassVar[MissingSentences] = ANYTHING | {"kind": "Select where the days come from"}
    kind = forms.ChoiceField(
        label="Where the days come from", widget=forms.RadioSelect, choices=list(KINDS.items())
    )
    source = _source("The order, invoice or decision. The same one counts once")
    field_order: ClassVar[list[str]] = ["kind", "days", "source", "purpose", "reason", "on"]


class UseForm(MovementForm):
    """Days that are used; `requests`: what was agreed beyond what is left; `own`: the account's own days in words."""

    pool = forms.ChoiceField(
        label="Paid from",
        required=False,
        choices=[(one, KIND_WORDS[one]) for one in POOLS if one != CRISIS],
    )
    case = forms.CharField(
        label="Case",
        max_length=60,
        required=False,
        help_text="Where the intervention team comes: the open case",
    )
    approved = forms.ChoiceField(label="Agreed beyond what is left", required=False)

    def __init__(self, *args: Any, requests: Iterable[DayRequest], own: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["pool"].choices = [("", own), *self.fields["pool"].choices]
        self.requests = {one.public_id: one for one in requests}
        self.fields["approved"].choices = [
            ("", "None"),
            *((key, f"{days_words(one.half_days)}: {one.reason}") for key, one in self.requests.items()),
        ]

    @property
    def told(self) -> dict[str, Any]:
        """What the debit is to say, where it is paid from, and what was agreed."""
        data = self.cleaned_data
        more = {"pool": data["pool"], "case": data["case"], "approved": self.requests.get(data["approved"])}
        return super().told | more


class FillForm(KitForm):
    """Days put into a pool."""

    missing: ClassVar[MissingSentences] = ANYTHING | {"pool": "Select the pool"}
    pool = forms.ChoiceField(
        label="Pool", choices=[("", "Choose one"), *((one, KIND_WORDS[one]) for one in POOLS)]
    )
    days = DaysField()
    source = _source("The plan or decision. The same one counts once")
    reason = _reason()
    on = MemorableDateField(label="Day", help_text="For example, 5 10 2026")

    @property
    def told(self) -> dict[str, Any]:
        """What the movement is to say."""
        data = dict(self.cleaned_data)
        return data | {"half_days": data.pop("days"), "year": year_of(data["on"])}


class TakeBackForm(KitForm):
    """Why and on which day something is taken back."""

    missing: ClassVar[MissingSentences] = {"reason": "Enter why", "on": "Enter the day"}
    reason = _reason("Why it is taken back")
    on = MemorableDateField(label="Day", help_text="For example, 5 10 2026")


class AskForm(KitForm):
    """Days beyond what is left."""

    missing: ClassVar[MissingSentences] = {"days": "Enter how many days", "reason": "Enter why"}
    pool = forms.ChoiceField(
        label="What is asked for", required=False,
        choices=[("", "To go below zero"), (CONCERN, "Days for concern, where the school has none of its own")],
    )  # fmt: skip
    days = DaysField()
    reason = _reason()

    @property
    def told(self) -> dict[str, Any]:
        """What is asked for."""
        data = dict(self.cleaned_data)
        return data | {"half_days": data.pop("days")}


class DecideForm(KitForm):
    """Yes or no."""

    missing: ClassVar[MissingSentences] = {"answer": "Select yes or no"}
    answer = forms.ChoiceField(
        label="Do you agree?", widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "No")]
    )
    reason = forms.CharField(label="Why", max_length=300, required=False, help_text="A no needs a reason")


def year_of(day: date) -> int:
    """The year in which the academic year of the day began."""
    return academic_year_of(day).first_on.year
