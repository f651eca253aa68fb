"""Every letter template: its Word file is there, takes exactly its fields, and reads as it should."""

import io
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from tests.features.letters.letters import SCHOOL_NAME, context

from headway.features.letters.templates import TEMPLATES, LetterFault, template_named, word_file
from headway.gateways.documents import word_letter

ROOT = Path(__file__).resolve().parents[3]


def words_of(**more):
    template = template_named("year-plan")
    document = docx.Document(io.BytesIO(word_letter(word_file(template), context(**more), template.fields)))
    body = [paragraph.text for paragraph in document.paragraphs]
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    return [paragraph.text for paragraph in document.sections[0].header.paragraphs], body, cells


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_field_stands_in_the_word_file_and_the_common_ones_are_there(name):
    template = TEMPLATES[name]
    assert {"authority", "service"} <= set(template.fields)
    assert all(template.fields[field] == () for field in re.findall(r"{(\w+)}", template.subject))
    for field, columns in template.fields.items():
        marked = {one: [] if rows else "" for one, rows in template.fields.items()}
        marked[field] = [{column: f"·{column}·" for column in columns}] if columns else f"·{field}·"
        made = docx.Document(io.BytesIO(word_letter(word_file(template), marked, template.fields)))
        text = "".join(made.element.itertext()) + made.sections[0].header.paragraphs[0].text
        assert all(f"·{part}·" in text for part in columns or [field]) or f"·{field}·" in header_of(made)


def header_of(document):
    return "".join(paragraph.text for paragraph in document.sections[0].header.paragraphs)


def test_m6_11_the_letter_names_adviser_lead_partnership_and_days_with_their_rules():
    header, body, cells = words_of()
    assert header == ["Invented County Council", "School improvement service"]
    text = "\n".join(body)
    for part in (
        "1 September 2026",
        f"To: The headteacher, {SCHOOL_NAME}\nCopy: the chair of governors",
        "Your adviser is Adviser 12,",
        "The lead for the North quadrant is Quadrant lead 2.",
        "a member of Oak & Ash.",
        "Days for your school: 6½ days",
        "Write to school.improvement@example.org.",
        "A reply by 18 September 2026",
        "Head of service\nSchool improvement service, Invented County Council",
    ):
        assert part in text
    assert cells == [
        ["Days", "Why"],
        ["4 days", "Your share of the partnership's days, by its size"],
        ["2½ days", "Support for a new headteacher"],
    ]


def test_m6_11_what_is_not_there_is_said_and_not_left_blank():
    text = "\n".join(words_of(adviser="", quadrant_lead="", partnership="", reply_by="")[1])
    assert "We have not named your adviser yet." in text
    assert "Its lead is not named yet" in text
    assert "not in a recognised partnership at present" in text
    assert "A reply by" not in text and "Your adviser is" not in text


def test_the_committed_word_file_is_what_the_script_writes(tmp_path):
    script = ROOT / "scripts" / "make_letter_template.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    parts = [docx.Document(str(folder / "year-plan.docx")).element.xml for folder in
             (tmp_path, ROOT / "policies" / "current" / "letters")]  # fmt: skip
    assert parts[0] == parts[1]


def test_an_unknown_template_or_a_lost_file_is_a_fault_in_words(settings, tmp_path):
    with pytest.raises(LetterFault, match="no letter template “birthday”. Use one of: .*year-plan"):
        template_named("birthday")
    settings.POLICIES = tmp_path
    with pytest.raises(LetterFault, match="cannot be read. Put the Word file back"):
        word_file(template_named("year-plan"))
