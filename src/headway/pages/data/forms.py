"""The form that takes a published file."""

from datetime import date

from django import forms

from headway.kit.forms import KitForm
from headway.kit.memorable_dates import MemorableDateField

MOST_MEGABYTES = 200


class GiveFileForm(KitForm):
    """A file as its publisher gives it, and the day it was published."""

    missing = {"file": "Choose the file to read", "published_on": "Enter the day the file was published"}

    file = forms.FileField(
        label="File",
        help_text="CSV or XLSX as downloaded. What it is is told by its header, not by its name.",
    )
    published_on = MemorableDateField(label="Published on", help_text="For example, 1 9 2026")

    def __init__(self, *args: object, today: date, **more: object) -> None:
        super().__init__(*args, **more)
        self.today = today

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
