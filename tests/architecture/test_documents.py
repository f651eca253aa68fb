"""The documents lead where they say and name what exists."""

from tests.architecture.checks import documents
from tests.architecture.checks.tree import ROOT, assert_none, committed_files


def ours():
    return [path for path in committed_files() if path.suffix == ".md"]


def test_links_lead_somewhere():
    assert_none(documents.find_broken_links(ours()))


def test_a_broken_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("[here](page.md#top) [web](https://example.org/) [gone](adr/gone.md)", encoding="utf-8")
    (fault,) = documents.find_broken_links([page])
    assert "adr/gone.md" in fault


def test_make_targets_exist():
    assert_none(documents.find_unknown_targets(ours(), documents.make_targets(ROOT / "Makefile")))


def test_an_unknown_target_is_found(tmp_path):
    makefile, page = tmp_path / "Makefile", tmp_path / "page.md"
    makefile.write_text(".PHONY: run\nrun:\n\techo make sense\n", encoding="utf-8")
    page.write_text("`make run` and make do\n\n    PORT=1 make run\n    make tea\n", encoding="utf-8")
    (fault,) = documents.find_unknown_targets([page], documents.make_targets(makefile))
    assert fault.endswith("there is no `make tea`")


def test_every_term_of_the_glossary_stands_once():
    assert_none(documents.find_doubled_terms(ROOT / "GLOSSARY.md"))


def test_a_doubled_term_is_found(tmp_path):
    glossary = tmp_path / "GLOSSARY.md"
    glossary.write_text(
        "| Word | Meaning |\n|---|---|\n| gap | one |\n| bound | two |\n| Gap | three |\n", encoding="utf-8"
    )
    (fault,) = documents.find_doubled_terms(glossary)
    assert fault.endswith("gap stands 2 times")


def test_decisions_are_numbered_without_a_gap_and_listed():
    folder = ROOT / "docs" / "adr"
    names = sorted(path.name for path in folder.glob("0*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [name for name in names if f"({name})" not in index] == []


def test_every_guide_shows_its_pages_and_every_picture_is_shown():
    assert_none(documents.find_bare_guides(ROOT / "docs" / "for-officers"))


def test_a_guide_without_a_picture_and_a_picture_without_a_guide_are_found(tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "left.png").touch()
    (tmp_path / "bare.md").write_text("Words alone", encoding="utf-8")
    (tmp_path / "gone.md").write_text("![A page](pictures/gone.png)", encoding="utf-8")
    assert documents.find_bare_guides(tmp_path) == [
        "bare.md: there is no picture",
        "gone.md: pictures/gone.png is not there",
        "pictures/left.png: no guide shows it",
    ]
