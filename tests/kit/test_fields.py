"""Bound fields as components: label, hint, error, and nothing typed is lost."""

import html5lib
import pytest
from django import forms

from headway.kit.fields import render_field
from headway.kit.forms import KitForm
from tests.kit.gallery import VisitForm, wrong_form

POLYGLOT = "\"><script>alert(1)</script>'{{ x }}"


def parsed(html: str):
    return html5lib.parse(html, namespaceHTMLElements=False)


@pytest.mark.parametrize("name", list(VisitForm.base_fields))
def test_every_kind_of_field_has_its_label_and_unique_ids(name: str) -> None:
    form = VisitForm()
    tree = parsed(render_field(form[name]))
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    labelled = {e.get("for") for e in tree.iter("label")}
    boxes = [e for tag in ("input", "select", "textarea") for e in tree.iter(tag)]
    assert len(ids) == len(set(ids))
    assert boxes and {box.get("id") for box in boxes} == labelled
    assert str(form[name].label) in "".join(tree.itertext())


@pytest.mark.parametrize("name", [n for n in VisitForm.base_fields if n != "alone"])
def test_an_error_stands_at_its_field_and_is_tied_to_it(name: str) -> None:
    form = wrong_form()
    tree = parsed(render_field(form[name]))
    error = next(e for e in tree.iter("p") if "govuk-error-message" in e.get("class", ""))
    tied = " ".join(e.get("aria-describedby", "") for e in tree.iter()).split()
    assert form.errors[name][0] in "".join(error.itertext())
    assert error.get("id") in tied
    assert all(part in {e.get("id") for e in tree.iter()} for part in tied)


def test_what_was_typed_stays_and_is_only_text() -> None:
    form = VisitForm({"title": POLYGLOT, "half_days": POLYGLOT, "reason": POLYGLOT, "visit_on-day": POLYGLOT})
    for name in ("title", "half_days", "visit_on"):
        tree = parsed(render_field(form[name]))
        assert next(tree.iter("input")).get("value") == POLYGLOT
        assert not list(tree.iter("script"))
    assert next(parsed(render_field(form["reason"])).iter("textarea")).text == POLYGLOT


def test_a_number_is_typed_as_text_so_that_nothing_is_swallowed() -> None:
    box = next(parsed(render_field(VisitForm()["half_days"])).iter("input"))
    assert (box.get("type"), box.get("inputmode")) == ("text", "numeric")


def test_a_number_with_parts_asks_a_telephone_for_its_decimal_point() -> None:
    for kind in (forms.DecimalField, forms.FloatField):
        form = type("Money", (KitForm,), {"pounds": kind(required=False)})
        assert next(parsed(render_field(form()["pounds"])).iter("input")).get("inputmode") == "decimal"


def test_choices_keep_what_was_chosen() -> None:
    form = VisitForm({"phase": "S", "manner": "call", "themes": ["read", "attend"], "alone": "on"})
    chosen = [
        e.get("value")
        for name in ("phase", "manner", "themes", "alone")
        for e in parsed(render_field(form[name])).iter()
        if e.get("checked") is not None or e.get("selected") is not None
    ]
    assert chosen == ["S", "call", "read", "attend", "on"]


def test_initial_values_are_marked_too() -> None:
    form = VisitForm(initial={"phase": "P", "themes": ["attend"], "alone": True, "half_days": 3})
    assert 'value="P" selected' in render_field(form["phase"])
    assert "checked" in render_field(form["alone"])
    assert 'value="3"' in render_field(form["half_days"])


def test_choices_in_groups_can_each_be_chosen() -> None:
    places = [
        ("", "Choose one"),
        ("Schools", [("s1", "Elm"), ("s2", "Oak")]),
        ("Partnerships", [("p1", "North")]),
    ]
    form = type("Place", (KitForm,), {"place": forms.ChoiceField(choices=places, required=False)})(
        {"place": "s2"}
    )
    options = list(parsed(render_field(form["place"])).iter("option"))
    assert [(one.get("value"), one.text) for one in options][1:] == [
        ("s1", "Elm"),
        ("s2", "Oak"),
        ("p1", "North"),
    ]
    assert [one.get("value") for one in options if one.get("selected") is not None] == ["s2"]


def test_a_password_is_never_sent_back() -> None:
    form = type("Secret", (KitForm,), {"code": forms.CharField(widget=forms.PasswordInput, required=False)})
    assert "hunter2" not in render_field(form({"code": "hunter2"})["code"])


def test_options_of_the_tag_reach_the_component() -> None:
    html = render_field(VisitForm()["title"], width=10, label__classes="govuk-label--l", classes="wide")
    assert "wide govuk-input--width-10" in html
    assert "govuk-label--l" in html and ">Purpose</label>" in " ".join(html.split()).replace(
        "> ", ">"
    ).replace(" <", "<")


def test_attributes_of_the_widget_reach_the_element() -> None:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "data-kind": "code"})
    form = type("Code", (KitForm,), {"code": forms.CharField(widget=widget, required=False)})
    box = next(parsed(render_field(form()["code"])).iter("input"))
    assert (box.get("autocomplete"), box.get("data-kind")) == ("one-time-code", "code")


def test_a_widget_without_a_component_is_named() -> None:
    field = forms.MultipleChoiceField(choices=[("a", "A")], required=False)
    form = type("Many", (KitForm,), {"many": field})
    with pytest.raises(TypeError, match='No component shows the field "many", a SelectMultiple'):
        render_field(form()["many"])
