"""A pack of pages as a tagged PDF (PDF/UA-1) that a screen reader can read."""

import json
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from headway.gateways.documents.characters import FIXED_MOMENT, visible_text
from headway.gateways.documents.packs import Pack, PackBars, PackPicture, PackSection, PackTable

_TEMPLATE = Path(__file__).with_name("pack.typ").read_bytes()
_FONTS = typst.Fonts(include_system_fonts=False)
_MOMENT = datetime(*FIXED_MOMENT, tzinfo=UTC)
# Marks that turn the direction of what follows: on paper they would turn other words about.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_NO_FONT = "could not be displayed"
BOXES = "An empty box stands for a character that cannot be printed here; the Word file holds it."


def pack_pdf(pack: Pack) -> bytes:
    """The pack as a PDF file. The same pack gives the same bytes.

    What it says goes in as data, so that nothing of it is read as markup. Where no font at hand holds a character, an empty
    box stands for it and the document says so. What breaks the standard, as that or no title does,
    is printed without its claim.
    """
    try:
        return _printed(pack, ["ua-1"])
    except typst.TypstError as fault:
        boxes = BOXES if _NO_FONT in str(fault) else ""
    return _printed(replace(pack, words=f"{pack.words} {boxes}".strip()), [])


def _printed(pack: Pack, standards: list[str]) -> bytes:
    told = {"pack": json.dumps(_told(pack))}
    return typst.compile(
        _TEMPLATE, font_paths=_FONTS, timestamp=_MOMENT, sys_inputs=told, pdf_standards=standards
    )


def _told(pack: Pack) -> dict[str, Any]:
    return {
        "title": _plain(pack.title),
        "words": _plain(pack.words),
        "letterhead": _plain(pack.letterhead),
        "sections": [_section(one) for one in pack.sections],
    }


def _section(section: PackSection) -> dict[str, Any]:
    return {
        "heading": _plain(section.heading),
        "sentences": [_plain(one) for one in section.sentences],
        "bars": [_bars(one) for one in section.bars],
        "tables": [_table(one) for one in section.tables],
        "pictures": [_picture(one) for one in section.pictures],
    }


def _bars(told: PackBars) -> dict[str, Any]:
    bars = [[_plain(label), number, f"{number:,}"] for label, number in told.bars]
    return {"caption": _plain(told.caption), "bars": bars}


def _table(told: PackTable) -> dict[str, Any]:
    return {
        "caption": _plain(told.caption),
        "heads": [_plain(one) for one in told.heads],
        "rows": [[_plain(one) for one in row] for row in told.rows],
        "empty": _plain(told.empty),
    }


def _picture(told: PackPicture) -> dict[str, Any]:
    """The photograph within a drawing, which travels as text; the printer takes it out again unchanged."""
    size = f'width="{told.width}" height="{told.height}"'
    inside = f"data:image/jpeg;base64,{b64encode(told.content).decode()}"
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{inside}"/></svg>'
    return {"caption": _plain(told.caption), "drawing": drawing, "tall": told.height > told.width}


def _plain(text: str) -> str:
    return visible_text(text).translate(_TURNS)
