"""What cannot be held is shown, and file names are safe."""

import pytest
from tests.gateways.documents.hostile import HOSTILE, SHOWN

from headway.gateways.documents import safe_name, visible_text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_document_holds_stays_as_typed(text):
    assert visible_text(text) == text


@pytest.mark.parametrize(("typed", "shown"), SHOWN.items())
def test_control_characters_are_shown(typed, shown):
    assert visible_text(typed) == shown


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\letters\\a.docx", "C-letters-a.docx"),
        ("St Mary's & St John’s.docx", "St Mary's & St John’s.docx"),
        ("exe\u202excod.docx", "exexcod.docx"),
        ("a\r\nSet-Cookie: b", "a Set-Cookie- b"),
        ("con.txt", "_con.txt"),
        ("...", "file"),
        ("///", "file"),
        ("", "file"),
    ],
)
def test_a_file_name_has_nothing_a_system_could_trip_over(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending():
    assert safe_name("x" * 500 + ".docx") == "x" * 115 + ".docx"
