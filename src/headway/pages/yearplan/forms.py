"""Forms of the year plan."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences

LONGEST_REASON = 300
LONGEST_POOL = 120


class FixForm(KitForm):
    """Who it shall be, why, and what carries days that do not fit."""

    missing: ClassVar[MissingSentences] = {
        "adviser": "Choose the adviser",
        "reason": "Enter the reason for fixing this by hand",
    }
    adviser = forms.ChoiceField(label="Adviser")
    reason = forms.CharField(
        label="Reason", max_length=LONGEST_REASON, help_text="Kept with the plan, not shown to the school"
    )
    pool = forms.CharField(
        label="Pool that carries days over capacity (optional)",
        max_length=LONGEST_POOL,
        required=False,
        help_text="Only where the adviser has no room",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, advisers: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["adviser"].choices = [("", "Choose an adviser"), *advisers]


class AskForm(KitForm):
    """What carries the need that stays unmet, if any."""

    pool = forms.CharField(
        label="Pool that carries days not met (optional)",
        max_length=LONGEST_POOL,
        required=False,
        help_text="Needed where any days are not met",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class DecideForm(KitForm):
    """Yes, or no with a reason."""

    missing: ClassVar[MissingSentences] = {"answer": "Choose whether you approve this plan"}
    answer = forms.ChoiceField(
        label="Do you approve this plan?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason", required=False, help_text="Needed for a no", widget=forms.Textarea(attrs={"rows": 3})
    )


class PublishForm(KitForm):
    """Why outside August, and the version that was seen."""

    reason = forms.CharField(
        label="Reason for publishing on this day",
        max_length=LONGEST_REASON,
        required=False,
        help_text="Needed outside 1 to 31 August",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
