"""A bound form field as a GOV.UK component, with its label, hint, error and their wiring."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.widgets import Input
from django.template.loader import render_to_string
from django.utils.choices import flatten_choices
from django.utils.safestring import SafeString

from headway.kit.components import nest_options, plain_text, render_component
from headway.kit.forms import wrong_parts
from headway.kit.memorable_dates import MemorableDateWidget

# Attributes that the components know as options; any other is written on the element as it stands.
KNOWN_ATTRIBUTES = ("autocomplete", "inputmode", "spellcheck", "autocapitalize", "pattern", "rows")
NUMBER_WIDTH = "govuk-input--width-5"
SMALL_BOXES = "govuk-checkboxes--small"
Options = dict[str, Any]


def render_field(bound: forms.BoundField, **more: Any) -> SafeString:
    """The field as HTML. `more` are further options of its component: `label__classes`, `classes`, `rows`,
    `prefix__text`, and `width` (2, 3, 4, 5, 10 or 20 characters).

    Raises TypeError for a widget that has no component, such as a list of many choices.
    """
    widget = bound.field.widget
    if bound.is_hidden:
        return SafeString(bound)
    if isinstance(widget, MemorableDateWidget):
        return _render_date(bound, widget)
    for kind, build in BUILDERS:
        if isinstance(widget, kind) and not isinstance(widget, forms.SelectMultiple):
            component, options = build(bound)
            return render_component(component, merge_options(options, _own_options(more)))
    raise TypeError(
        f'No component shows the field "{bound.name}", a {type(widget).__name__}. Choose another widget.'
    )


def merge_options(base: Options, more: Options) -> Options:
    """Options laid over others, nested ones joined; empty ones left out, as the macros expect."""
    merged = {name: value for name, value in base.items() if value is not None}
    for name, value in more.items():
        both = isinstance(value, dict) and isinstance(merged.get(name), dict)
        merged[name] = merge_options(merged[name], value) if both else value
    return merged


def _own_options(more: Options) -> Options:
    width = more.pop("width", None)
    options = nest_options(more)
    if width:
        classes = f"{options.get('classes', '')} govuk-input--width-{width}"
        options["classes"] = classes.strip()
    return options


def _common(bound: forms.BoundField) -> Options:
    """What every component takes: names, hint, error, and the widget's own attributes."""
    attributes = dict(bound.field.widget.attrs)
    known = {name: attributes.pop(name) for name in KNOWN_ATTRIBUTES if name in attributes}
    return {
        "name": bound.html_name,
        "hint": {"text": plain_text(bound.help_text)} if bound.help_text else None,
        "errorMessage": {"text": plain_text(bound.errors[0])} if bound.errors else None,
        "disabled": True if bound.field.disabled else None,
        "attributes": attributes or None,
        **known,
    }


def _labelled(bound: forms.BoundField) -> Options:
    return {**_common(bound), "id": bound.auto_id, "label": {"text": plain_text(bound.label)}}


def _grouped(bound: forms.BoundField) -> Options:
    legend = {"text": plain_text(bound.label), "classes": "govuk-fieldset__legend--s"}
    return {**_common(bound), "idPrefix": bound.auto_id, "fieldset": {"legend": legend}}


def _text_value(bound: forms.BoundField) -> str:
    """The value as the widget would write it, typed text unchanged, so that nothing typed is lost."""
    shown = bound.field.widget.format_value(bound.value())
    return "" if shown is None else plain_text(shown)


def _input(bound: forms.BoundField) -> tuple[str, Options]:
    widget, options = bound.field.widget, _labelled(bound)
    options |= {"value": _text_value(bound), "type": widget.input_type}
    if isinstance(widget, forms.NumberInput):
        # A number box swallows what it cannot read and turns with the mouse wheel; text keeps what is typed.
        parted = isinstance(bound.field, forms.FloatField | forms.DecimalField)
        options |= {"type": "text", "inputmode": "decimal" if parted else "numeric", "spellcheck": False}
        options["classes"] = NUMBER_WIDTH
    if isinstance(widget, forms.PasswordInput):
        options["value"] = None
    return "input", options


def _textarea(bound: forms.BoundField) -> tuple[str, Options]:
    options = {**_labelled(bound), "value": _text_value(bound)}
    (options.get("attributes") or {}).pop("cols", None)
    return "textarea", options


def _file(bound: forms.BoundField) -> tuple[str, Options]:
    return "file-upload", _labelled(bound)


def _select(bound: forms.BoundField) -> tuple[str, Options]:
    return "select", {**_labelled(bound), "items": _items(bound, "selected")}


def _radios(bound: forms.BoundField) -> tuple[str, Options]:
    items = [item for item in _items(bound, "checked") if item["value"] != ""]
    return "radios", {**_grouped(bound), "items": items, "classes": "govuk-radios--small"}


def _checkboxes(bound: forms.BoundField) -> tuple[str, Options]:
    items = _items(bound, "checked")
    return "checkboxes", {**_grouped(bound), "items": items, "classes": SMALL_BOXES}


def _single_checkbox(bound: forms.BoundField) -> tuple[str, Options]:
    checked = bound.field.widget.check_test(bound.value())
    item = {"value": "on", "text": plain_text(bound.label), "checked": checked}
    return "checkboxes", {
        **_common(bound),
        "idPrefix": bound.auto_id,
        "items": [item],
        "classes": SMALL_BOXES,
    }


def _items(bound: forms.BoundField, mark: str) -> list[Options]:
    """The choices with the chosen ones marked, those of groups one after the other; what was sent is compared as text."""
    value = bound.value()
    chosen = (
        {str(v) for v in value}
        if isinstance(value, list | tuple | set)
        else {"" if value is None else str(value)}
    )
    return [
        {"value": str(choice), "text": plain_text(words), mark: str(choice) in chosen}
        for choice, words in flatten_choices(iter(bound.field.choices))
    ]


def _render_date(bound: forms.BoundField, widget: MemorableDateWidget) -> SafeString:
    boxes = widget.boxes(bound.html_name, bound.value(), bound.auto_id, wrong_parts(bound))
    error = bound.errors[0] if bound.errors else ""
    return render_to_string(
        "kit/date_field.html",
        {"id": bound.auto_id, "label": bound.label, "hint": bound.help_text, "error": error, "boxes": boxes},
    )


# The first that fits is used, so a kind stands before the kinds it is made from.
BUILDERS: tuple[tuple[type[forms.Widget], Callable[[forms.BoundField], tuple[str, Options]]], ...] = (
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _single_checkbox),
    (forms.ClearableFileInput, _file),
    (forms.FileInput, _file),
    (forms.Textarea, _textarea),
    (forms.Select, _select),
    (Input, _input),
)
