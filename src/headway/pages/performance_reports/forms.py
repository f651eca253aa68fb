"""Forms of reports on performance."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences, long_text

Choices = Iterable[tuple[str, str]]


class BeginForm(KitForm):
    """What the report is called, on which year, and who reads it."""

    missing: ClassVar[MissingSentences] = {
        "title": "Enter the title of the report",
        "year": "Select the academic year",
        "audience": "Select who reads it",
    }
    title = forms.CharField(
        label="Title", max_length=200, help_text="For example, How our schools did in 2025/26"
    )
    year = forms.ChoiceField(label="Academic year", help_text="Results up to this year are shown")
    audience = forms.ChoiceField(label="Who reads it", widget=forms.RadioSelect)
    by_district = forms.BooleanField(required=False, label="Count schools district by district")

    def __init__(self, *args: Any, years: Choices, audiences: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["year"].choices = list(years)
        self.fields["audience"].choices = list(audiences)


class CommentaryForm(KitForm):
    """What is said of a section. It carries the version of the report."""

    commentary = long_text(
        "Commentary",
        "What the figures show and what follows. A number that is hidden in the tables must not stand here either.",
        rows=8,
        required=False,
        longest=5000,
    )


class RefreshForm(KitForm):
    """Nothing but the version of the report."""


class WithdrawForm(KitForm):
    """Why its readers find it no more."""

    missing: ClassVar[MissingSentences] = {"reason": "Enter why it is withdrawn"}
    reason = long_text("Reason", "It stays written for those who write reports.")
