"""A pack of pages as a Word document: headings, sentences, bars and tables."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from headway.gateways.documents.characters import FIXED_MOMENT, visible_text
from headway.gateways.documents.word import with_fixed_moments

_LABEL, _BAR, _NUMBER = Mm(60), Mm(90), Mm(20)
_PICTURE, _PICTURE_HIGH = Mm(110), Mm(110)
_COLOUR = "1D70B8"


@dataclass(frozen=True, slots=True)
class PackTable:
    """A table with its heads; `empty` is said where it has no row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "None."


@dataclass(frozen=True, slots=True)
class PackBars:
    """A chart of lying bars: label to number, each number said beside its bar."""

    caption: str
    bars: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PackPicture:
    """A photograph as a JPEG; its caption stands below it and is what a screen reader says of it."""

    content: bytes
    caption: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PackSection:
    """One heading with what stands under it."""

    heading: str
    sentences: tuple[str, ...] = ()
    bars: tuple[PackBars, ...] = ()
    tables: tuple[PackTable, ...] = ()
    pictures: tuple[PackPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """A document of sections; `words` stand under its title, `letterhead` above each page."""

    title: str
    words: str
    sections: tuple[PackSection, ...]
    letterhead: str = ""


def pack_word(pack: Pack) -> bytes:
    """The pack as a .docx file. The same pack gives the same bytes."""
    document = docx.Document()
    moment = datetime(*FIXED_MOMENT, tzinfo=UTC)
    document.core_properties.created = document.core_properties.modified = moment
    document.core_properties.title = visible_text(pack.title)[:255]
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading(visible_text(pack.title), 1)
    if pack.letterhead:
        document.sections[0].header.paragraphs[0].add_run(visible_text(pack.letterhead)).bold = True
    if pack.words:
        document.add_paragraph(visible_text(pack.words))
    for section in pack.sections:
        if section.heading:
            document.add_heading(visible_text(section.heading), 2)
        for words in section.sentences:
            document.add_paragraph(visible_text(words))
        for bars in section.bars:
            _add_bars(document, bars)
        for table in section.tables:
            _add_table(document, table)
        for picture in section.pictures:
            _add_picture(document, picture)
    made = io.BytesIO()
    document.save(made)
    return with_fixed_moments(made.getvalue())


def _add_picture(document: Document, told: PackPicture) -> None:
    caption = visible_text(told.caption)
    wide = min(_PICTURE, int(_PICTURE_HIGH * told.width / told.height))
    shape = document.add_picture(io.BytesIO(told.content), width=wide)
    shape._inline.docPr.set("descr", caption)
    document.add_paragraph(caption)


def _caption(document: Document, words: str) -> None:
    document.add_paragraph().add_run(visible_text(words)).bold = True


def _add_table(document: Document, told: PackTable) -> None:
    _caption(document, told.caption)
    if not told.rows:
        document.add_paragraph(visible_text(told.empty))
        return
    table = document.add_table(1, len(told.heads))
    table.style = "Table Grid"
    _fill(table.rows[0].cells, told.heads, bold=True)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for row in told.rows:
        _fill(table.add_row().cells, row)
    document.add_paragraph()


def _fill(cells: Sequence[_Cell], words: Sequence[str], *, bold: bool = False) -> None:
    for cell, text in zip(cells, words, strict=True):
        cell.paragraphs[0].add_run(visible_text(text)).bold = bold


def _add_bars(document: Document, told: PackBars) -> None:
    """Each bar is a line of a table: its label, a filled cell as long as its number, and the number."""
    _caption(document, told.caption)
    most = max((number for _, number in told.bars), default=0)
    for label, number in told.bars:
        share = number / most if most else 0
        table = document.add_table(1, 3)
        table.autofit = False
        bar, label_cell, rest = table.rows[0].cells[1], table.rows[0].cells[0], table.rows[0].cells[2]
        label_cell.width, bar.width = _LABEL, max(Mm(1), int(_BAR * share))
        rest.width = _NUMBER + _BAR - bar.width
        _fill((label_cell, rest), (label, f"{number:,}"))
        if number:
            _shade(bar)
    document.add_paragraph()


def _shade(cell: _Cell) -> None:
    filled = OxmlElement("w:shd")
    filled.set(qn("w:val"), "clear")
    filled.set(qn("w:fill"), _COLOUR)
    cell._tc.get_or_add_tcPr().append(filled)
