"""A plan written and read back: unchanged as a spreadsheet and as a Word document, and no cell a formula."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.gateways.documents.hostile import HOSTILE
from tests.plan_document import plan_of, policy

from headway.flows.read_plan import read_plan
from headway.gateways.documents import plan_spreadsheet, plan_word
from headway.rules.calendars import Span
from headway.rules.plan_grid import Action, Period, Plan, Priority, actions_of, bare

MARCH = Period("March 2004", Span(date(2004, 3, 1), date(2004, 4, 1)))
APRIL = Period("April 2004", Span(date(2004, 4, 1), date(2004, 5, 1)))


def plan(*words, **facts):
    """A plan of one priority and two periods with these actions in the first."""
    cell = tuple(Action(one, **facts) for one in words)
    return Plan("Plan of the year", "Strategic Priority", (MARCH, APRIL), (Priority("Planning", (cell, ())),))


def back(content):
    return read_plan(content=content, policy=policy())


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def test_a_spreadsheet_is_read_back_unchanged():
    again = back(plan_spreadsheet(plan_of()))
    assert bare(again) == bare(plan_of())
    assert [fault.words for fault in again.faults] == []


def test_facts_of_an_action_are_read_back():
    facts = {
        "mark": "1.",
        "public_id": "p-1",
        "owner": "Head of service",
        "due": "2004-03-31",
        "status": "late",
    }
    given_plan = plan("Write", proposed="by its words", **facts)
    assert bare(back(plan_spreadsheet(given_plan))) == given_plan


def test_actions_outside_every_period_are_read_back_with_their_column():
    outside = (Action("Recruit", column="Later"),)
    given_plan = replace(plan("Write"), priorities=(Priority("Planning", ((Action("Write"),), ()), outside),))
    for content in (plan_spreadsheet(given_plan), plan_word(given_plan)):
        assert bare(back(content)) == given_plan


def test_a_word_document_is_read_back_unchanged_but_for_who_proposed_what():
    again = back(plan_word(plan_of()))
    assert [one.words for one in actions_of(again)] == [one.words for one in actions_of(plan_of())]
    assert [one.cells[0][0].place for one in again.priorities] != []
    assert (again.title, again.notes, again.corner) == (
        "Larkshire Plan after Inspection",
        ("Timeline",),
        "Strategic Priority",
    )


def test_a_word_document_is_landscape_a3_and_repeats_its_heads():
    content = plan_word(plan_of())
    section = docx.Document(io.BytesIO(content)).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (420, 297)
    assert part(content, "word/document.xml").count("<w:tblHeader/>") == 1
    # the paragraphs of a cell outside Word's own list would be joined when read again
    assert 'w:val="ListBullet"' in part(content, "word/document.xml")


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_hostile_words_are_no_formula_and_come_back(text):
    content = plan_spreadsheet(plan(text))
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml") + part(content, "xl/worksheets/sheet2.xml")
    assert [one.words for one in actions_of(back(content))] == [" ".join(text.split())]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab•-1.=+@/ ,é“(", min_size=1).map(str.split).filter(bool).map(" ".join), max_size=6))
def test_any_words_are_read_back_from_the_spreadsheet(words):
    given_plan = plan(*words)
    assert bare(back(plan_spreadsheet(given_plan))).priorities == given_plan.priorities


def test_a_long_cell_goes_on_in_rows_that_can_be_seen():
    given_plan = plan(*(f"Review plan {number}" for number in range(60)))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(plan_spreadsheet(given_plan))).get_sheet_by_name(
        "Timeline"
    )
    rows = [row[1] for row in sheet.to_python()[2:]]
    assert [text.count("\n") + 1 for text in rows] == [26, 26, 8]
    assert bare(back(plan_spreadsheet(given_plan))) == given_plan


def changed(content, sheet, old, new):
    """The workbook with one text changed in one sheet only, as an officer would."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(made, "w") as out:
        strings = package.read("xl/sharedStrings.xml").decode()
        texts = re.findall(r"<si>.*?</si>", strings, re.DOTALL)
        at = next(number for number, text in enumerate(texts) if f">{old}<" in text)
        for name in package.namelist():
            text = package.read(name).decode()
            if name == "xl/sharedStrings.xml":
                text = text.replace("</sst>", f"<si><t>{new}</t></si></sst>")
            if name == f"xl/worksheets/sheet{sheet}.xml":
                text = text.replace(f"<v>{at}</v>", f"<v>{len(texts)}</v>")
            out.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(("sheet", "order"), [(1, ["Write", "Tell"]), (2, ["Tell", "Write"])])
def test_where_grid_and_list_differ_both_are_kept_and_asked_about(sheet, order):
    again = back(changed(plan_spreadsheet(plan("Write")), sheet, "Write", "Tell"))
    assert [one.words for one in actions_of(again)] == order
    assert [fault.is_question for fault in again.faults] == [True, True]
    assert "stands in the grid and not in the list" in again.faults[0].words


def test_the_same_plan_gives_the_same_bytes():
    assert plan_spreadsheet(plan_of()) == plan_spreadsheet(plan_of())
    assert plan_word(plan_of()) == plan_word(plan_of())
    assert plan_word(plan_of()) != plan_word(plan("Write"))
