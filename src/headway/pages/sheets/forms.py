"""The form a sheet is given by."""

from typing import ClassVar

from django import forms

from headway.kit.forms import KitForm, MissingSentences

MOST_MEGABYTES = 5
MOST_CHARACTERS = 1_000_000


class GiveSheetForm(KitForm):
    """Cells pasted, or a file."""

    missing: ClassVar[MissingSentences] = {"year": "Select the year the days are for"}

    paste = forms.CharField(
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        label="Paste the cells",
        help_text="Copy them in the spreadsheet with the line of column names, and paste them here.",
    )
    file = forms.FileField(required=False, label="Or choose a file", help_text="XLSX or CSV")
    year = forms.TypedChoiceField(coerce=int, label="The days are for")

    def __init__(self, *args: object, years: list[tuple[int, str]], yearly: bool, **more: object) -> None:
        super().__init__(*args, **more)
        self.fields["year"].choices = years
        self.fields["year"].initial = years[0][0]
        if not yearly:
            self.fields["year"].widget = forms.HiddenInput()

    def clean_file(self) -> object:
        """No file larger than a sheet of one's own can be."""
        given = self.cleaned_data["file"]
        if given and given.size > MOST_MEGABYTES * 1_000_000:
            raise forms.ValidationError(
                f"The file is larger than {MOST_MEGABYTES} megabytes, larger than a sheet of this kind can be. "
                "Save the one sheet on its own and give that"
            )
        return given

    def clean(self) -> dict:
        """One of the two, not both and not neither."""
        data = super().clean()
        pasted, file = bool(data.get("paste", "").strip()), bool(data.get("file"))
        if pasted and file:
            self.add_error("paste", "Either paste cells or choose a file, not both")
        if not pasted and not file and not self.errors:
            self.add_error("paste", "Paste the cells, or choose a file")
        return data
