"""Word letters: text survives, templates can do nothing but fill in listed fields."""

import io
import zipfile

import docx
import pytest
from docxtpl import DocxTemplate
from tests.gateways.documents.hostile import HOSTILE, SHOWN

from headway.gateways.documents import DocumentFault, word_letter

FIELDS = {"name": (), "lines": ("days", "rule")}
CONTEXT = {"name": "Oak", "lines": [{"days": "2 days", "rule": "By size"}]}


def template(*paragraphs):
    """A Word file with these paragraphs."""
    document, out = docx.Document(), io.BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


def words_of(content):
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives_as_typed(text):
    made = word_letter(template("Dear {{ name }}!"), {**CONTEXT, "name": text}, FIELDS)
    assert words_of(made) == [f"Dear {text}!"]


@pytest.mark.parametrize(("typed", "shown"), SHOWN.items())
def test_control_characters_are_shown(typed, shown):
    assert words_of(word_letter(template("{{ name }}"), {**CONTEXT, "name": typed}, FIELDS)) == [shown]


def test_rows_are_walked_and_empty_fields_leave_their_part_out():
    source = template(
        "{%p for line in lines %}", "{{ line.days }}: {{ line.rule }}", "{%p endfor %}",
        "{%p if not name %}", "Nobody", "{%p endif %}", "{%p if name %}", "{{ name }}", "{%p endif %}",
    )  # fmt: skip
    rows = [{"days": "1", "rule": "a & b"}, {"days": "½", "rule": "{{ name }}"}]
    assert words_of(word_letter(source, {"name": "", "lines": rows}, FIELDS)) == [
        "1: a & b",
        "½: {{ name }}",
        "Nobody",
    ]


ATTACKS = [
    "{{ ''.__class__ }}",
    "{{ name.__class__.__mro__ }}",
    "{{ name.format() }}",
    "{{ lines.append }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self }}",
    "{{ name|safe }}",
    "{{ name * 999999999 }}",
    "{{ 7*7 }}",
    "{{ range(999999999) }}",
    "{{ name() }}",
    "{{ name[0] }}",
    "{{ secret }}",
    "{{r name }}{{ ''|attr('x') }}",
    "{% set x = name %}{{ x }}",
    "{% include 'a' %}",
    "{% import 'os' as os %}",
    "{% macro a() %}{% endmacro %}",
    "{% for a in name %}{{ a }}{% endfor %}",
    "{% for a, b in lines %}{% endfor %}",
    "{% for name in lines %}{{ name.days }}{% endfor %}",
    "{% for a in lines %}{% for b in lines %}x{% endfor %}{% endfor %}",
    "{% for a in lines recursive %}{{ loop(a) }}{% endfor %}",
    "{% for a in lines %}{{ a.__class__ }}{% endfor %}",
    "{% for a in lines %}{{ a.keys }}{% endfor %}",
    "{% if name is defined %}{% endif %}",
    "{{ name",
    "{% for a in lines %}",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_that_asks_for_more_is_refused_in_words(attack):
    with pytest.raises(DocumentFault, match="The letter template"):
        word_letter(template(attack), CONTEXT, FIELDS)


def test_without_allow_list_and_escaping_the_same_template_runs_and_words_are_lost():
    """The control: what the attacks and the hostile texts would do to a plain template."""
    out = io.BytesIO()
    plain = DocxTemplate(io.BytesIO(template("{{ 7*7 }}", "{{ name }}")))
    plain.render({"name": "St Peter & St Paul <CE>"})
    plain.save(out)
    assert words_of(out.getvalue())[0] == "49"
    assert words_of(out.getvalue())[1] != "St Peter & St Paul <CE>"


def test_an_attack_in_the_header_is_refused_as_well():
    document, out = docx.Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "{{ name.__class__ }}"
    document.save(out)
    with pytest.raises(DocumentFault, match="__class__"):
        word_letter(out.getvalue(), CONTEXT, FIELDS)


def test_an_attack_in_the_properties_is_refused_as_well():
    document, out = docx.Document(), io.BytesIO()
    document.core_properties.title = "{{ ''.__class__ }}"
    document.save(out)
    with pytest.raises(DocumentFault, match="does not|which letters do not take"):
        word_letter(out.getvalue(), CONTEXT, FIELDS)


@pytest.mark.parametrize(
    ("context", "words"),
    [
        ({"name": "Oak"}, "The letter lacks “lines”"),
        ({**CONTEXT, "cost": "1"}, "The letter does not take “cost”"),
        ({**CONTEXT, "name": 7}, "The field “name” takes text, not int"),
        ({**CONTEXT, "lines": "many"}, "“lines” takes a list of rows, not str"),
        ({**CONTEXT, "lines": [{"days": "1"}]}, "Row 1 of “lines” lacks “rule”"),
        ({**CONTEXT, "lines": ["x"]}, "Row 1 of “lines” is not a row"),
    ],
)
def test_a_context_with_more_or_less_than_the_fields_is_refused(context, words):
    with pytest.raises(DocumentFault, match=words):
        word_letter(template("{{ name }}"), context, FIELDS)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_a_template_that_is_no_word_file_is_refused(content):
    with pytest.raises(DocumentFault, match="not a Word file"):
        word_letter(content, CONTEXT, FIELDS)


def test_another_kind_of_zip_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("a.txt", "x")
    with pytest.raises(DocumentFault, match="not a Word file"):
        word_letter(tmp_path / "a.docx", CONTEXT, FIELDS)


def test_the_same_letter_gives_the_same_bytes():
    source = template("{{ name }}")
    assert word_letter(source, CONTEXT, FIELDS) == word_letter(source, CONTEXT, FIELDS)
    assert word_letter(source, CONTEXT, FIELDS) != word_letter(source, {**CONTEXT, "name": "Ash"}, FIELDS)


def test_no_moment_of_making_is_in_the_file():
    with zipfile.ZipFile(io.BytesIO(word_letter(template("{{ name }}"), CONTEXT, FIELDS))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
