"""A plan as a Word document: its grid on A3 across, the heads again on every page, one paragraph an action."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from headway.gateways.documents.characters import FIXED_MOMENT, visible_text
from headway.gateways.documents.word import with_fixed_moments
from headway.rules.plan_action_rows import CORNER
from headway.rules.plan_grid import Plan

_WIDTH, _HEIGHT, _MARGIN = Mm(420), Mm(297), Mm(12)
_TITLE_SHARE = 0.12  # of the width between the margins


def plan_word(plan: Plan) -> bytes:
    """The plan as a .docx file. The same plan gives the same bytes."""
    document = docx.Document()
    moment = datetime(*FIXED_MOMENT, tzinfo=UTC)
    document.core_properties.created = document.core_properties.modified = moment
    document.core_properties.title = visible_text(plan.title)[:255]
    _set_page(document)
    document.add_heading(visible_text(plan.title), 1)
    for note in plan.notes:
        document.add_paragraph(visible_text(note))
    outside = tuple(dict.fromkeys(one.column for priority in plan.priorities for one in priority.outside))
    heads = (plan.corner or CORNER, *(period.words for period in plan.periods), *outside)
    rows = [_row([[words] for words in heads], heads=True)]
    for priority in plan.priorities:
        cells = [[action.line for action in cell] for cell in priority.cells]
        cells += [[one.line for one in priority.outside if one.column == head] for head in outside]
        rows.append(_row([[priority.title], *cells]))
    _add_table(document, len(heads), rows)
    made = io.BytesIO()
    document.save(made)
    return with_fixed_moments(made.getvalue())


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _WIDTH, _HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    for name in ("Normal", "List Bullet"):
        document.styles[name].font.size = Pt(9)
        document.styles[name].paragraph_format.space_after = Pt(2)


def _add_table(document: Document, columns: int, rows: Iterable[etree._Element]) -> None:
    """A ruled table of these rows; its columns share the width, the priorities' taking less."""
    table = document.add_table(0, columns)
    table.style = "Table Grid"
    table.autofit = False
    width = _WIDTH - 2 * _MARGIN
    title = int(width * _TITLE_SHARE)
    for number, column in enumerate(table.columns):
        column.width = title if number == 0 else (width - title) // max(1, columns - 1)
    for row in rows:
        table._tbl.append(row)


def _row(cells: Sequence[Sequence[str]], *, heads: bool = False) -> etree._Element:
    """One row: its first cell and heads as plain paragraphs in bold, all others as list items.

    Written as elements, because a table's own calls walk all its cells for each one.
    """
    row = OxmlElement("w:tr")
    if heads:
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:tblHeader"))
        row.append(properties)
    for number, lines in enumerate(cells):
        cell = OxmlElement("w:tc")
        is_head = heads or number == 0
        for words in lines or ("",):
            cell.append(_paragraph(words, bold=is_head, listed=bool(lines) and not is_head))
        row.append(cell)
    return row


def _paragraph(words: str, *, bold: bool, listed: bool) -> etree._Element:
    paragraph, run, text = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    if listed:
        properties, style = OxmlElement("w:pPr"), OxmlElement("w:pStyle")
        style.set(qn("w:val"), "ListBullet")
        properties.append(style)
        paragraph.append(properties)
    if bold:
        settings = OxmlElement("w:rPr")
        settings.append(OxmlElement("w:b"))
        run.append(settings)
    text.text = visible_text(words)
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    paragraph.append(run)
    return paragraph
