"""Faults as sentences, their bound, and rows that stand twice."""

from headway.publicdata.faults import Fault, FaultList, quoted, settle_repeats


def test_a_sentence_says_where_first() -> None:
    assert Fault(3, "URN", "Not there.").sentence == "Row 3, column “URN”: Not there."
    assert Fault(None, "URN", "Gone.").sentence == "Column “URN”: Gone."
    assert Fault(None, None, "Gone.").sentence == "Gone."


def test_beyond_the_most_faults_are_counted() -> None:
    faults = FaultList(most=2)
    for row in range(5):
        faults.note(row, None, "Bad.")
    result = faults.result()
    assert len(result) == 3
    assert result[-1].words.startswith("3 further faults")
    assert result[-1].serious


def test_quoted_text_is_clipped_and_printable() -> None:
    assert quoted("a\x00b") == "“a·b”"
    assert len(quoted("x" * 500)) < 50


def settle(*rows: tuple[int, str]) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    faults = FaultList()
    taken = settle_repeats(list(rows), lambda row: row[0], lambda row: f"Key {row[0]}", "Key", faults)
    return taken, faults.result()


def test_a_row_that_stands_twice_word_for_word_is_taken_once() -> None:
    taken, (fault,) = settle((2, "ax"), (5, "ax"), (6, "by"))
    assert taken == ("ax", "by")
    assert (fault.row, fault.serious) == (2, False)
    assert "row 5" in fault.words


def test_rows_that_contradict_each_other_are_all_left_out_whatever_their_order() -> None:
    for rows in (((2, "ax"), (3, "ay"), (4, "bz")), ((2, "ay"), (3, "bz"), (4, "ax"))):
        taken, (fault,) = settle(*rows)
        assert taken == ("bz",)
        assert fault.serious
