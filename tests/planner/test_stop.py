"""Stop rules refuse what makes no sense, and the watch remembers that the safety net cut a run."""

from itertools import count

import pytest

from headway.planner.stop import Stop, Watch


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"gap": -0.1}, "gap"), ({"rounds": -1}, "rounds"), ({"wall_seconds": 5.0}, "needs a clock")],
)
def test_senseless_rules_are_refused(changes: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Stop(**changes)  # type: ignore[arg-type]


def test_without_a_clock_no_time_passes_and_nothing_is_cut() -> None:
    watch = Watch(Stop())
    assert (watch.seconds(), watch.remaining(), watch.is_over(), watch.was_cut) == (0.0, None, False, False)


def test_the_net_cuts_once_its_seconds_are_over() -> None:
    ticks = count(100.0, 4.0)
    watch = Watch(Stop(wall_seconds=10.0, clock=lambda: next(ticks)))
    assert watch.remaining() == 6.0
    assert not watch.is_over()
    assert watch.is_over() and watch.was_cut
    assert watch.remaining() == 0.0
