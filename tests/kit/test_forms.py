"""The house's own sentences: what happened, what to do, never the framework's."""

import re

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile

from headway.kit.forms import KitForm, Problem
from tests.kit.gallery import VisitForm, wrong_form

BANNED = re.compile(r"invalid|please|this field|valid |ensure this|required", re.IGNORECASE)
KINDS = [
    forms.CharField,
    forms.EmailField,
    forms.URLField,
    forms.IntegerField,
    forms.DecimalField,
    forms.FloatField,
    forms.DateField,
    forms.TimeField,
    forms.DateTimeField,
    forms.DurationField,
    forms.BooleanField,
    forms.ChoiceField,
    forms.MultipleChoiceField,
    forms.TypedChoiceField,
    forms.FileField,
    forms.ImageField,
    forms.UUIDField,
    forms.SlugField,
    forms.JSONField,
]
LIMITS = {
    forms.CharField: {"max_length": 3, "min_length": 2},
    forms.IntegerField: {"min_value": 1, "max_value": 6, "step_size": 2},
    forms.DecimalField: {"max_digits": 3, "decimal_places": 1, "max_value": 50},
}
TRIED = ["", "x", "xxxxxxx", "1", "7", "0", "3", "99999.123", "a\0b", "-1", "nobody@", "http:/", "2026-13-01"]


def one_field(field: forms.Field) -> type[KitForm]:
    return type("OneField", (KitForm,), {"answer": field, "missing": {"answer": "Enter the answer"}})


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_speaks_in_the_framework_s_words(kind: type[forms.Field]) -> None:
    form = one_field(kind(label="Answer", **LIMITS.get(kind, {})))
    for words in form().fields["answer"].error_messages.values():
        assert not BANNED.search(str(words)), words
    for tried in TRIED:
        for said in form({"answer": tried}).errors.get("answer", []):
            assert not BANNED.search(said), (tried, said)


@pytest.mark.parametrize(
    ("field", "tried", "words"),
    [
        (forms.CharField(max_length=3), "abcde", "Answer must be 3 characters or fewer; now it has 5"),
        (
            forms.CharField(),
            "a\0",
            "Answer holds a character that cannot be stored. Type it again instead of pasting it",
        ),
        (forms.IntegerField(max_value=6), "7", "Answer must be 6 or less"),
        (forms.IntegerField(), "some", "Answer must be a whole number, like 12"),
        (
            forms.DecimalField(decimal_places=1),
            "1.25",
            "Answer has too many digits after the decimal point; the most is 1",
        ),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Answer must be one of the choices in the list"),
        (forms.EmailField(), "nobody", "Enter an e-mail address in the form name@example.org"),
    ],
)
def test_a_fault_says_what_to_do(field: forms.Field, tried: str, words: str) -> None:
    assert one_field(field)({"answer": tried}).errors["answer"] == [words]


def test_an_empty_file_is_told_apart_from_none() -> None:
    form = one_field(forms.FileField())
    assert form({}, {}).errors["answer"] == ["Enter the answer"]
    empty = SimpleUploadedFile("paper.docx", b"")
    assert form({}, {"answer": empty}).errors["answer"] == [
        "The file chosen is empty. Choose one that holds something"
    ]


def test_a_required_field_without_a_sentence_cannot_be_built() -> None:
    class Forgetful(KitForm):
        title = forms.CharField()

    with pytest.raises(ImproperlyConfigured, match='The field "title" must be filled in, but no sentence'):
        Forgetful()


def test_a_message_written_on_the_field_stands() -> None:
    field = forms.IntegerField(error_messages={"required": "Say how many", "invalid": "Write it in digits"})
    form = type("Own", (KitForm,), {"count": field})
    assert form({"count": ""}).errors["count"] == ["Say how many"]
    assert form({"count": "x"}).errors["count"] == ["Write it in digits"]


def test_a_per_cent_sign_in_a_label_survives() -> None:
    form = one_field(forms.CharField(label="% of {pupils}", max_length=1))
    assert form({"answer": "ab"}).errors["answer"] == [
        "% of {pupils} must be 1 characters or fewer; now it has 2"
    ]


def test_the_summary_lists_the_form_s_faults_first_and_links_each_field_once() -> None:
    problems = wrong_form().problems
    assert problems[0] == Problem(
        "The school is closed on that day. Choose another day or another school.", ""
    )
    assert problems[1] == Problem("Purpose must be 20 characters or fewer; now it has 30", "#id_title")
    assert [p.href for p in problems[1:]] == [
        "#id_title",
        "#id_email",
        "#id_half_days",
        "#id_reason",
        "#id_phase",
        "#id_manner",
        "#id_themes",
        "#id_visit_on-day",
        "#id_paper",
    ]


def test_a_form_not_yet_sent_has_no_problem() -> None:
    assert VisitForm().problems == []


def test_a_hidden_field_s_fault_is_told_without_a_link() -> None:
    form = type("Hidden", (KitForm,), {"version": forms.IntegerField(widget=forms.HiddenInput)})
    assert [p.href for p in form({"version": ""}).problems] == [""]
    assert "load it again" in form({"version": ""}).problems[0].words
