"""What decides whether a photograph goes into a record."""

from headway.rules.visit_photographs import MOST, may_add


def test_a_photograph_is_taken_with_a_caption_once_and_not_too_many():
    assert may_add("A wall", held=MOST - 1, known=False)
    assert "what the photograph shows" in may_add("  ", held=0, known=False).reason
    assert "in the record already" in may_add("A wall", held=1, known=True).reason
    assert f"holds {MOST} photographs" in may_add("A wall", held=MOST, known=False).reason
