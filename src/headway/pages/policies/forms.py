"""Forms of policies: one box for every value of a draft, and the decision on one that waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from headway.features.policies.lines import HEADER, Line, Path, Plain, header_lines, lines_of
from headway.kit.forms import KitForm, MissingSentences, set_house_messages
from headway.kit.memorable_dates import MemorableDateField
from headway.kit.numbers import ShortDecimalField
from headway.pages.policies.words import (
    day_of,
    mark_words,
    place_words,
    section_words,
    trust_words,
    whole_place_words,
    with_days_in_words,
)
from headway.rules.policyfile import MARKS, PolicyFault

LONGEST = 500
LONG_TEXT = 60
ABOUT = "About this version"
UNTIL = Line(("until",), ("until",), "")
MARK, FIGURE_SOURCE, VERSION = "mark_of_changes", "source_of_changes", "version"


@dataclass(frozen=True, slots=True)
class Group:
    """The boxes of one section of the document."""

    words: str
    fields: tuple[forms.BoundField, ...]


class EditForm(KitForm):
    """Every value of a draft in a box of its own, named by its place; what a pack's row holds cannot be added or
    taken away here."""

    missing: ClassVar[MissingSentences] = {MARK: "Select how sure the changed figures are"}
    version = forms.IntegerField(widget=forms.HiddenInput)
    mark_of_changes = forms.ChoiceField(
        label="How sure are the figures you change?",
        choices=[(letter, mark_words(letter)) for letter in MARKS],
        widget=forms.RadioSelect,
        initial="D",
    )
    source_of_changes = forms.CharField(
        label="Where the changed figures come from",
        help_text="For example, the decision of a panel and its date. It stands beside each changed figure.",
        max_length=LONGEST,
        required=False,
    )

    def __init__(self, *args: Any, body: Mapping[str, Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.lines = _editable(body)
        for name, line in self.lines.items():
            field = _field_of(line)
            set_house_messages(name, field, {name: _missing_words(line)})
            self.fields[name] = field

    @property
    def groups(self) -> tuple[Group, ...]:
        """The boxes by section: the version itself, its sections, the figures that change."""
        found: dict[str, list[forms.BoundField]] = {}
        for name, line in self.lines.items():
            found.setdefault(_group_words(line), []).append(self[name])
        changes = (self[MARK], self[FIGURE_SOURCE])
        groups = (Group(words, tuple(fields)) for words, fields in found.items())
        return (*groups, Group("The figures you changed", changes))

    @property
    def values(self) -> dict[Path, Plain | None]:
        """What was typed, by path, as the document holds it; an empty date is taken away."""
        return {line.path: _plain(line, self.cleaned_data[name]) for name, line in self.lines.items()}

    def show_fault(self, fault: PolicyFault) -> None:
        """Put the reader's sentence beside the box it is about, or above the form where it is about none."""
        found = next((name for name, line in self.lines.items() if line.place == fault.where), None)
        self.add_error(found, with_days_in_words(fault.words if found else str(fault)))


class StartForm(KitForm):
    """What a new version starts from: this one, or an alternative that comes with the product."""

    start = forms.ChoiceField(label="Start from", required=False)

    def __init__(self, *args: Any, alternatives: Mapping[str, Mapping[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(slug, str(body["name"])) for slug, body in alternatives.items()]
        self.fields["start"].choices = [("", "This version"), *named]


class DecideForm(KitForm):
    """A yes or a no to a version that waits."""

    missing: ClassVar[MissingSentences] = {"decision": "Select whether you approve this version"}
    decision = forms.ChoiceField(
        label="Your decision",
        choices=[("yes", "Approve it"), ("no", "Give it back to be changed")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        help_text="Needed where you give it back.",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def box_name(line: Line) -> str:
    """The name of a line's box in the form."""
    return ".".join(str(part) for part in line.path)


def _editable(body: Mapping[str, Any]) -> dict[str, Line]:
    header = {line.key: line for line in header_lines(body)}
    header.setdefault("until", UNTIL)
    ordered = [header[key] for key in HEADER if key in header]
    return {box_name(line): line for line in (*ordered, *lines_of(body))}


def _group_words(line: Line) -> str:
    return ABOUT if len(line.path) == 1 and line.key in HEADER else section_words(line)


def _field_of(line: Line) -> forms.Field:
    in_header = len(line.path) == 1 and line.key in HEADER
    hint = trust_words(line)
    more = {"label": whole_place_words(line) if in_header else place_words(line), "help_text": hint}
    value = line.value
    if isinstance(value, bool):
        return forms.BooleanField(required=False, initial=value, **more)
    if isinstance(value, int | float):
        return ShortDecimalField(initial=value, **more)
    if isinstance(value, list):
        more["help_text"] = "One on each line."
        widget = forms.Textarea(attrs={"rows": max(2, len(value))})
        return forms.CharField(required=False, initial="\n".join(value), widget=widget, **more)
    if line.path == UNTIL.path:
        more["help_text"] = "The first day on which it no longer holds. Leave it empty for no end."
        return MemorableDateField(required=False, initial=day_of(value), **more)
    if day := day_of(value):
        return MemorableDateField(initial=day, **more)
    widget = forms.Textarea(attrs={"rows": 2}) if len(value) > LONG_TEXT else forms.TextInput()
    return forms.CharField(max_length=LONGEST, initial=value, widget=widget, **more)


def _missing_words(line: Line) -> str:
    return f"{whole_place_words(line)} cannot be empty; enter a value"


def _plain(line: Line, typed: object) -> Plain | None:
    if isinstance(typed, bool):
        return typed
    if isinstance(typed, Decimal):
        return int(typed) if typed == typed.to_integral_value() else float(typed)
    if isinstance(typed, date):
        return typed.isoformat()
    if isinstance(line.value, list):
        return [words.strip() for words in str(typed).splitlines() if words.strip()]
    return str(typed) if typed else None
