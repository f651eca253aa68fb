"""The base form, with the house's own sentences in place of the framework's.

A sentence says what happened and what to do. A required field names its own: `missing = {"title": "Enter
the title of the visit"}`; a form that forgets one cannot be built, so a test finds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.forms.utils import pretty_name

from headway.kit.memorable_dates import PARTS, MemorableDateField

# By error code, for every kind of field. "%(…)s" are filled in by the framework, {label} here.
SENTENCES = {
    "max_length": "{label} must be %(limit_value)d characters or fewer; now it has %(show_value)d",
    "min_length": "{label} must be at least %(limit_value)d characters; now it has %(show_value)d",
    "max_value": "{label} must be %(limit_value)s or less",
    "min_value": "{label} must be %(limit_value)s or more",
    "step_size": "{label} must be a multiple of %(limit_value)s",
    "max_digits": "{label} has too many digits; the most is %(max)s",
    "max_decimal_places": "{label} has too many digits after the decimal point; the most is %(max)s",
    "max_whole_digits": "{label} has too many digits before the decimal point; the most is %(max)s",
    "invalid_choice": "{label} must be one of the choices in the list",
    "invalid_list": "{label} must be one of the choices in the list",
    "invalid_pk_value": "{label} must be one of the choices in the list",
    "list": "{label} must be one of the choices in the list",
    "incomplete": "{label} must have every part filled in",
    "null_characters_not_allowed": "{label} holds a character that cannot be stored. Type it again instead of pasting it",
    "invalid_extension": "{label} must be one of these kinds of file: %(allowed_extensions)s",
    "invalid_image": "{label} must be a picture. The file chosen is not one, or it is damaged",
    "missing": "Choose the file again: nothing arrived",
    "empty": "The file chosen is empty. Choose one that holds something",
    "contradiction": "Either choose a file or tick the box to remove it, not both",
    "overflow": "{label} is too large to be stored. Check the number",
}
# What "this is not one" means differs by kind; the first that fits is used.
WRONG_KIND: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.EmailField, "Enter an e-mail address in the form name@example.org"),
    (forms.URLField, "Enter a web address in the form https://www.example.org"),
    (forms.FloatField, "{label} must be a number, like 2.5"),
    (forms.DecimalField, "{label} must be a number, like 2.5"),
    (forms.IntegerField, "{label} must be a whole number, like 12"),
    (forms.DateTimeField, "{label} must be a date and a time, like 27/3/2026 10:30"),
    (forms.DateField, "{label} must be a real date, like 27/3/2026"),
    (forms.TimeField, "{label} must be a time, like 10:30"),
    (forms.DurationField, "{label} must be a length of time, like 1:30:00"),
    (forms.FileField, "Choose the file again: it did not arrive as a file"),
    (forms.UUIDField, "{label} is not a reference we know. Copy it again"),
    (forms.Field, "{label} is not in the form asked for. Check it against the example"),
)
MissingSentences = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the error summary; without an address it is about the form as a whole."""

    words: str
    href: str


class HouseMessages:
    """What KitForm adds to a form; mix it in before a form class of another package."""

    missing: ClassVar[MissingSentences] = {}
    in_grid: frozenset[str] = frozenset()  # fields shown as boxes of a grid below the others
    # The browser's own bubbles are in its words, not ours, and no summary lists them.
    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, field in self.fields.items():
            set_house_messages(name, field, self.missing)

    @property
    def problems(self) -> list[Problem]:
        """What the error summary shows."""
        return problems_of(self)


def long_text(
    label: str, hint: str = "", *, rows: int = 3, required: bool = True, longest: int = 2000
) -> forms.CharField:
    """A box of some lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class KitForm(HouseMessages, forms.Form):
    """The base of every form of Headway. One whose first values hold the `version` of a row carries it along, so that what
    somebody else saved meanwhile is not written over; afterwards it is `seen_version`, apart from the other data."""

    seen_version: int | None = None

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.carries_version = "version" in self.initial and "version" not in self.fields
        if self.carries_version:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, error_messages={"required": "Open the page again"}
            )

    def full_clean(self) -> None:
        """Clean every field, and lay the version apart."""
        super().full_clean()
        if self.is_bound and self.carries_version:
            self.seen_version = self.cleaned_data.pop("version", None)


def problems_of(form: forms.BaseForm) -> list[Problem]:
    """What is wrong with the form as a whole, then the first fault of each field, in their order.

    A hidden field has no box to link to; its fault is shown as one of the whole form.
    """
    whole = [Problem(words, "") for words in form.non_field_errors()]
    whole += [Problem(bound.errors[0], "") for bound in form.hidden_fields() if bound.errors]
    boxes = [bound for bound in form.visible_fields() if bound.errors]
    return whole + [Problem(bound.errors[0], f"#{first_box(bound)}") for bound in boxes]


def set_house_messages(name: str, field: forms.Field, missing: MissingSentences) -> None:
    """Put our sentences into one field. Raises ImproperlyConfigured for a required field without one."""
    if field.label is None:
        field.label = pretty_name(name)
    label = str(field.label).replace("%", "%%")
    ours = {code: sentence.format(label=label) for code, sentence in SENTENCES.items()}
    ours["invalid"] = next(s for kind, s in WRONG_KIND if isinstance(field, kind)).format(label=label)
    if isinstance(field, MemorableDateField):
        ours |= MemorableDateField.default_error_messages
    if field.required:
        ours["required"] = _missing_sentence(name, field, missing)
    # What the form's author wrote on the field itself stands before the house's.
    field.error_messages = {**field.error_messages, **ours, **_written_by_author(field)}


def _missing_sentence(name: str, field: forms.Field, missing: MissingSentences) -> str:
    sentence = missing.get(name) or _written_by_author(field).get("required")
    if not sentence and not isinstance(field.widget, forms.HiddenInput):
        raise ImproperlyConfigured(
            f'The field "{name}" must be filled in, but no sentence says what to do when it is not. '
            f'Add it to the form: missing = {{"{name}": "Enter …"}}.'
        )
    return sentence or "The page sent back was not complete. Go back, load it again and send it once more"


def _written_by_author(field: forms.Field) -> dict[str, str]:
    """Messages that differ from every default of the field's classes, so somebody wrote them on purpose."""
    defaults: dict[str, str] = {}
    for kind in reversed(type(field).__mro__):
        defaults |= getattr(kind, "default_error_messages", {})
    return {code: words for code, words in field.error_messages.items() if defaults.get(code) != words}


def wrong_parts(bound: forms.BoundField) -> tuple[str, ...]:
    """Which parts of a three-part date its error is about; all of them where the error does not say."""
    faults = bound.form.errors.get(bound.name)
    if not faults:
        return ()
    return tuple((faults.as_data()[0].params or {}).get("parts", PARTS))


def first_box(bound: forms.BoundField) -> str:
    """The id of the box that an error links to."""
    if isinstance(bound.field, MemorableDateField):
        return f"{bound.auto_id}-{wrong_parts(bound)[0]}"
    return bound.auto_id
