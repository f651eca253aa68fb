"""The forms of data."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences
from headway.kit.memorable_dates import MemorableDateField

MOST_MEGABYTES = 200


class GiveFileForm(KitForm):
    """A file as its publisher gives it, and the day it was published."""

    missing: ClassVar[MissingSentences] = {
        "file": "Choose the file to read",
        "published_on": "Enter the day the file was published",
        "authority": "Enter the name of the authority this installation serves",
    }

    file = forms.FileField(
        label="File",
        help_text="CSV or XLSX as downloaded. What it is is told by its header, not by its name.",
    )
    published_on = MemorableDateField(label="Published on", help_text="For example, 1 9 2026")

    history = forms.BooleanField(
        label="This is an older file: take it as history",
        required=False,
        help_text="Only years of which nothing is held are added from it. What is held stays as it is.",
    )
    authority = forms.CharField(
        label="Local authority",
        max_length=120,
        help_text="As the register of schools writes it, for example Essex",
    )

    def __init__(self, *args: Any, today: date, authority: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.own = authority
        self.fields["authority"].initial = authority

    def clean_authority(self) -> str:
        """The installation's own authority, once it has one."""
        given = " ".join(self.cleaned_data["authority"].split())
        if self.own and given.casefold() != self.own.casefold():
            raise forms.ValidationError(
                f"This installation serves {self.own} and takes no files for another authority"
            )
        return self.own or given

    def clean_file(self) -> object:
        """No file larger than any that is published."""
        given = self.cleaned_data["file"]
        if given.size > MOST_MEGABYTES * 1_000_000:
            raise forms.ValidationError(
                f"The file is larger than {MOST_MEGABYTES} megabytes, far larger than any published one"
            )
        return given

    def clean_published_on(self) -> date:
        """A file is published today or before."""
        day = self.cleaned_data["published_on"]
        if day > self.today:
            raise forms.ValidationError("The day the file was published must be today or in the past")
        return day


class SettleDistrictForm(KitForm):
    """The district of a school that the register gives none; `seen` is the one it had when the page was made."""

    missing: ClassVar[MissingSentences] = {"district": "Choose the district the school stands in"}

    district = forms.ChoiceField(label="District")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, districts: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["district"].choices = [("", "Choose a district"), *districts]
