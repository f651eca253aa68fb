"""Archives: safe, unique names and the same bytes for the same documents."""

import zipfile

from headway.gateways.documents import write_archive

PAIRS = [
    ("Oak.docx", b"1"),
    ("OAK.docx", b"2"),
    ("../oak.docx", b"3"),
    ("Oak (2).docx", b"4"),
    ("noending", b"5"),
]


def test_every_document_is_in_under_a_name_of_its_own(tmp_path):
    assert write_archive(tmp_path / "a.zip", iter(PAIRS)) == 5
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = archive.namelist()
        assert [archive.read(name) for name in names] == [content for _, content in PAIRS]
    assert names == ["Oak.docx", "OAK (2).docx", "-oak.docx", "Oak (2) (2).docx", "noending"]


def test_the_same_documents_give_the_same_bytes(tmp_path):
    for place in ("a.zip", "b.zip"):
        write_archive(tmp_path / place, PAIRS)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_no_document_makes_an_empty_archive(tmp_path):
    assert write_archive(tmp_path / "a.zip", []) == 0
    assert zipfile.ZipFile(tmp_path / "a.zip").namelist() == []
