"""The tables of a Word document, merged cells and lists as Word keeps them."""

import io
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from lxml import etree

from headway.gateways.plan_files.packages import check_rows
from headway.publicdata.faults import Unreadable
from headway.publicdata.workbooks import foreign_failures
from headway.rules.plan_lines import Line
from headway.rules.plan_table import Cell, Covered, Table

_DAMAGED = "This Word document is damaged and cannot be opened. Save the plan again and give that file."
_BREAKS = {qn("w:br"), qn("w:cr")}


def read_word(content: bytes) -> tuple[Table, ...]:
    """Every table of the body, each with the paragraphs before it; those after the last table stand after that one.

    Text that tracked changes deleted is not read; headers and footers are not. Raises Unreadable.
    """
    with foreign_failures(_DAMAGED):
        body = docx.Document(io.BytesIO(content)).element.body
    tables: list[Table] = []
    before: list[Line] = []
    for element in body:
        if element.tag == qn("w:tbl"):
            tables.append(Table(_rows(element), before=tuple(before)))
            before = []
        else:
            before += _lines(element)
    if not tables:
        raise Unreadable("This Word document holds no table. Lay the plan out as a table and give it again.")
    last = tables[-1]
    return (*tables[:-1], Table(last.rows, before=last.before, after=tuple(before)))


def _rows(table: etree._Element) -> tuple[tuple[Cell, ...], ...]:
    rows = [row for row in _inside(table, "w:tr")]
    check_rows(len(rows))
    return tuple(tuple(_cells(row, number)) for number, row in enumerate(rows, 1))


def _cells(row: etree._Element, number: int) -> Iterator[Cell]:
    column = 1 + int(_value(row, "w:trPr/w:gridBefore") or 0)
    for cell in _inside(row, "w:tc"):
        merged = cell.find(qn("w:tcPr") + "/" + qn("w:vMerge"))
        above = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
        yield Cell(
            number, column, () if above else tuple(_lines(cell)), Covered.ABOVE if above else Covered.NO
        )
        width = min(int(_value(cell, "w:tcPr/w:gridSpan") or 1), 1000)
        for extra in range(1, width):
            yield Cell(number, column + extra, covered=Covered.LEFT)
        column += width


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, those in content controls too, those of a table inside a cell not."""
    for child in element:
        if child.tag == qn(tag):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _inside(child, tag)


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return None if found is None else found.get(qn("w:val"))


def _lines(element: etree._Element) -> list[Line]:
    """The lines of every paragraph inside, numbered from 1; only a paragraph's first line counts as set off."""
    lines: list[Line] = []
    for paragraph in element.iter(qn("w:p")):
        listed = _is_listed(paragraph)
        for place, words in enumerate(_text(paragraph).split("\n")):
            if words.strip():
                lines.append(Line(len(lines) + 1, words, place == 0, listed and place == 0))
    return lines


def _is_listed(paragraph: etree._Element) -> bool:
    style = _value(paragraph, "w:pPr/w:pStyle") or ""
    return paragraph.find(qn("w:pPr") + "/" + qn("w:numPr")) is not None or style.startswith("ListBullet")


def _text(paragraph: etree._Element) -> str:
    parts = []
    for node in paragraph.iter():
        if _holder(node) is not paragraph:
            continue  # a paragraph in a text box is met on its own
        if node.tag == qn("w:t"):
            parts.append(node.text or "")
        elif node.tag == qn("w:tab"):
            parts.append("\t" if node.getparent().tag == qn("w:r") else "")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif node.tag in _BREAKS:
            parts.append("\n")
    return "".join(parts)


def _holder(node: etree._Element) -> etree._Element | None:
    """The paragraph a node stands in directly."""
    while node is not None and node.tag != qn("w:p"):
        node = node.getparent()
    return node
