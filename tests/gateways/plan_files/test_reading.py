"""Files of plans: recognised by content, read alike in every form, refused in a sentence."""

import io
import zipfile

import docx
import pytest
import xlsxwriter
from docx.oxml.ns import qn
from tests.plan_document import TEXT, policy

from headway.flows.read_plan import read_plan
from headway.gateways.documents import Sheet, spreadsheet
from headway.gateways.plan_files.packages import PlanFileLimits
from headway.gateways.plan_files.reading import read_plan_tables
from headway.publicdata.faults import Unreadable
from headway.rules.verdict import Refused

ROWS = [
    ["Priority", "March 2004", "April 2004"],
    ["Planning", "• Write\n• Recruit", "Meet"],
    ["Money", "Count", ""],
]
WORDS = {"Planning": [["Write", "Recruit"], ["Meet"]], "Money": [["Count"], []]}


def read(content):
    return read_plan(content=content, policy=policy())


def words_of(plan):
    return {one.title: [[action.words for action in cell] for cell in one.cells] for one in plan.priorities}


def parted(mark, encoding):
    lines = (mark.join(f'"{cell}"' for cell in row) for row in ROWS)
    return "\r\n".join(lines).encode(encoding)


def word(rows, change=lambda table: None, title=None):
    document = docx.Document()
    if title:
        document.add_paragraph(title)
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    change(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(name="a.txt", content=b"x", **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as package:
        package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        parted(",", "utf-8"),
        parted(",", "utf-8-sig"),
        parted(";", "cp1252"),
        parted("\t", "utf-16"),
        spreadsheet([Sheet("Plan", ROWS[0], ROWS[1:])]),
        word(ROWS),
    ],
    ids=["csv", "csv with mark", "semicolons", "tabs in UTF-16", "xlsx", "docx"],
)  # fmt: skip
def test_every_form_of_one_plan_is_read_alike(content):
    assert words_of(read(content)) == (WORDS)


def test_laid_out_text_is_read_by_its_content():
    assert len(read(TEXT.encode()).priorities) == 4


def test_merged_cells_of_a_workbook_cover_their_rows_and_columns():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Priority", "", "", "April 2004"])
        page.merge_range(0, 1, 0, 2, "March 2004")
        page.write_row(1, 1, ["Write", "Recruit", "Meet"])
        page.write_row(2, 1, ["Train", "Tell", "Ask"])
        page.merge_range(1, 0, 2, 0, "Planning")
    plan = read(out.getvalue())
    assert words_of(plan) == {"Planning": [["Write", "Recruit", "Train", "Tell"], ["Meet", "Ask"]]}
    assert plan.faults == ()


def test_merged_cells_of_a_word_table_cover_their_rows_and_columns():
    def merge(table):
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(1, 0).merge(table.cell(2, 0))

    rows = [
        ["Priority", "March 2004", "", "April 2004"],
        ["Planning", "Write", "Recruit", "Meet"],
        ["", "Train", "", "Ask"],
    ]
    plan = read(word(rows, merge, title="A plan"))
    assert words_of(plan) == {"Planning": [["Write", "Recruit", "Train"], ["Meet", "Ask"]]}
    assert (plan.title, plan.faults) == ("A plan", ())


def test_a_row_that_begins_late_keeps_its_columns():
    def cut(table):
        row = table.rows[2]._tr
        row.remove(row.findall(qn("w:tc"))[0])
        properties = row.get_or_add_trPr()
        before = properties.makeelement(qn("w:gridBefore"), {qn("w:val"): "1"})
        properties.append(before)

    assert words_of(read(word(ROWS, cut))) == {"Planning": [["Write", "Recruit", "Count"], ["Meet"]]}


def test_a_head_that_a_spreadsheet_made_a_date_is_the_month_when_it_is_the_first():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page, month = book.add_worksheet(), book.add_format({"num_format": "mmm-yy"})
        page.write_row(0, 0, ["Priority"])
        page.write_number(0, 1, 38047, month)
        page.write_row(1, 0, ["Planning", "Write"])
    (period,) = read(out.getvalue()).periods
    assert (period.span.first_on.isoformat(), period.span.until.isoformat()) == ("2004-03-01", "2004-04-01")


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
MANY = "P,March 2004\n" + "Planning,Write\n" * 100_000


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n\0", "empty"),
        (b"%PDF-1.7 x", "PDF"),
        (b"{\\rtf1 x", "rich text"),
        (b"<!DOCTYPE html><html>", "web page"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLD + "WordDocument".encode("utf-16-le"), r"old Word document \(\.doc\)"),
        (OLD + "Workbook".encode("utf-16-le"), "old Office file"),
        (b"\x89PNG\r\n", "picture"),
        (b"abc\0def", "no text, Word document or spreadsheet"),
        (b"Dear colleague,\nhere is the plan.\n", "This text holds no plan"),
        (b"PK\x03\x04broken", "damaged"),
        (packed(), "neither a Word document nor a spreadsheet"),
        (packed("word/document.xml", b"<x"), "damaged"),
        (packed("xl/workbook.xml", b"<x"), "damaged"),
        (packed("word/document.xml", b"a" * 3_000_000, compression=zipfile.ZIP_DEFLATED), "would unpack to"),
        (spreadsheet([Sheet("a", [], [])]), "spreadsheet is empty"),
        (spreadsheet([Sheet("a", ["P", "March 2004"], [["A", "b"]] * 100_000)]), "100,000 rows"),
        (MANY.encode(), "100,001 rows"),
        (b"\tP\n\tMarch 2004\n\tPlanning\n\t" + b"a\n" * 100_000, "100,003 lines"),
        (b"a" * 20_000_001, "far more than a plan"),
    ],
)
def test_a_file_that_holds_no_plan_is_refused_in_a_sentence(content, words):
    with pytest.raises(Unreadable, match=words):
        read(content)


def test_a_word_document_without_a_table_is_refused():
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(Unreadable, match="holds no table"):
        read(out.getvalue())


@pytest.mark.parametrize("make", [word, lambda rows: spreadsheet([Sheet("a", rows[0], rows[1:])])])
def test_a_table_without_heads_of_periods_is_refused(make):
    with pytest.raises(Refused, match="No row of this document names periods"):
        read(make([["Priority", "Lead"], ["Planning", "Head of service"]]))


def test_stray_cells_far_away_are_refused_before_they_are_opened():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        page.write(1_048_000, 16_000, "x")
    with pytest.raises(Unreadable, match="reaches to row 1,048,001"):
        read(out.getvalue())


def test_the_limits_are_what_refuses():
    """The control: within wider limits the long table is read."""
    rows = 100_001
    assert (
        len(read_plan_tables(MANY.encode(), policy(), PlanFileLimits(rows=rows, lines=3 * rows))[0].rows)
        == rows
    )


def test_a_document_cannot_fetch_or_grow_by_entities():
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "LOL">]><a>&b;</a>'
    with pytest.raises(Unreadable, match="damaged"):
        read(packed("word/document.xml", bomb))


def test_a_cell_of_as_many_lines_as_the_limits_let_pass_is_read_in_time():
    """Two priorities share it and no word decides: whatever looks back over all lines for each would take minutes."""
    lines = b"Review something\n" * 40_000
    plan = read(b"\tP\n\tMarch 2004\n\tPlanning\nMoney\n\t" + lines)
    assert len(plan.priorities[0].cells[0]) == 40_000
    assert len(read(b"\tP\n\tMarch 2004\n\tPlanning\n\t" + b"a - b\n" * 40_000).priorities[0].cells[0]) == 1
