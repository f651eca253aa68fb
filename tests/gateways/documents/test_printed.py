"""Packs printed: tagged, the same bytes each time, and whatever is typed stands in them as it was typed."""

import io
import re
import unicodedata
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.gateways.documents.hostile import HOSTILE

from headway.gateways.documents import Pack, PackBars, PackSection, PackTable, pack_pdf
from headway.gateways.documents.printed import BOXES

TABLE = PackTable("Days", ("School", "Days"), (("North", "3"), ("South", "4")), "None.")


def pack(words="A sentence.", title="Report"):
    """A pack with these words in every place that takes some."""
    table = PackTable(words, (words, "Days"), ((words, "3"),), words)
    bars = PackBars(words, ((words, 3), ("None", 0)))
    return Pack(title, words, (PackSection(words, (words,), (bars,), (TABLE, table)),), words)


def printed_text(told):
    """What the pages say."""
    pages = PdfReader(io.BytesIO(pack_pdf(told))).pages
    return "\n".join(page.extract_text() for page in pages)


def bare(words):
    """The words without spaces and marks nobody sees."""
    return "".join(one for one in words if not one.isspace() and unicodedata.category(one) != "Cf")


def shown(words):
    """Whether the fonts at hand hold every letter, and it is read from left to right."""
    return all(ord(one) < 0x2030 and unicodedata.bidirectional(one) not in ("R", "AL") for one in words)


def inside(content):
    """What the file holds, with its streams inflated."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S)
    found = [content]
    for stream in streams:
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found)


def test_it_is_tagged_named_and_the_same_bytes_each_time():
    content = pack_pdf(pack())
    assert content == pack_pdf(pack())
    held = inside(content)
    assert b"pdfuaid:part" in held
    assert b"/StructTreeRoot" in held
    assert b"en-GB" in held
    for tag in (b"/H1", b"/H2", b"/Table", b"/TH"):
        assert tag in held


def test_a_character_no_font_holds_is_said_and_no_standard_is_claimed():
    assert b"pdfuaid:part" not in inside(pack_pdf(pack("\u6f22")))
    assert BOXES in printed_text(pack("\u6f22"))
    assert BOXES not in printed_text(pack())


@pytest.mark.parametrize("words", [words for words in HOSTILE if shown(words)])
def test_what_is_typed_is_printed_as_it_was_typed(words):
    assert bare(words) in bare(printed_text(pack(words)))


def test_a_mark_that_turns_the_direction_turns_nothing_else():
    assert "\u202e" not in printed_text(pack("\u202eright"))
    assert "Page 1 of 1" in printed_text(pack("\u202eright"))


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_file(words):
    assert pack_pdf(pack(words, title=words)).startswith(b"%PDF-")


def test_a_long_word_is_broken_instead_of_leaving_the_page():
    assert pack_pdf(pack("x" * 400)).startswith(b"%PDF-")
