"""What no committed file may say, and what no lock file may hold."""

import pytest
from tests.architecture.checks import words
from tests.architecture.checks.tree import PACKAGE, ROOT, assert_none, committed_files


def test_no_committed_file_holds_a_forbidden_word():
    assert_none(words.find_forbidden_words(committed_files()))


@pytest.mark.parametrize("word", words.FORBIDDEN)
def test_each_forbidden_word_is_found(tmp_path, word):
    planted = tmp_path / "planted.md"
    planted.write_text(f"fine\nsee {word.upper()}x\n", encoding="utf-8")
    (fault,) = words.find_forbidden_words([planted])
    assert fault.startswith(f"{planted}:2:")


def test_a_longer_path_and_a_binary_file_are_no_fault(tmp_path):
    page, picture = tmp_path / "page.md", tmp_path / "picture.png"
    page.write_text("field/wo" + "rk/notes.md", encoding="utf-8")
    picture.write_bytes(b"\0 /wo" + b"rk/x")
    assert_none(words.find_forbidden_words([page, picture]))


def test_lock_files_hold_no_addresses():
    locks = [path for path in committed_files() if words.is_lock(path)]
    assert ROOT / "requirements.lock" in locks
    assert_none(words.find_addresses_in_locks(locks))


def test_an_address_in_a_lock_is_found(tmp_path):
    lock = tmp_path / "package-lock.json"
    lock.write_text('{"resolved": "ht' + 'tps://registry.example/x.tgz"}', encoding="utf-8")
    assert words.is_lock(lock)
    assert len(words.find_addresses_in_locks([lock])) == 1


def test_ambiguous_acronyms_never_stand_alone():
    product = [path for path in committed_files() if path.is_relative_to(PACKAGE)]
    assert_none(words.find_ambiguous_acronyms(product))


def test_an_ambiguous_acronym_is_found(tmp_path):
    page = tmp_path / "page.html"
    page.write_text("Your S" + "PP is adviser 7\nGOSSIP\n", encoding="utf-8")
    (fault,) = words.find_ambiguous_acronyms([page])
    assert fault.startswith(f"{page}:1:")
