"""When a solver may stop: at a proven gap or a count of rounds; wall time is only a safety net."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop rule of a solver.

    gap: stop once (objective - lower bound) / objective is at most this share, for example 0.005.
    rounds: at most this many rounds of improvement; the work in a round is a count, so a run repeats exactly.
    wall_seconds: safety net; a run cut by it is marked as not reproducible. It needs a clock.
    clock: gives seconds as a float, for example time.monotonic; solvers own no clock. None: no safety net,
    and the seconds of solving are reported as 0.
    """

    gap: float = 0.005
    rounds: int = 30
    wall_seconds: float | None = None
    clock: Callable[[], float] | None = None

    def __post_init__(self) -> None:
        if self.gap < 0:
            raise ValueError(f"The gap to stop at is {self.gap}; give a share of 0 or more, such as 0.005.")
        if self.rounds < 0:
            raise ValueError(f"The number of rounds is {self.rounds}; give 0 or more.")
        if self.wall_seconds is not None and self.clock is None:
            raise ValueError("A limit in seconds needs a clock; pass one, such as time.monotonic.")


class Watch:
    """Seconds since the start by the stop rule's clock, and whether the safety net has cut the run."""

    def __init__(self, stop: Stop) -> None:
        self._stop = stop
        self._started = stop.clock() if stop.clock else 0.0
        self.was_cut = False

    def seconds(self) -> float:
        """Seconds since the start; 0 without a clock."""
        return self._stop.clock() - self._started if self._stop.clock else 0.0

    def remaining(self) -> float | None:
        """Seconds left to the safety net, at least 0; None when there is none."""
        if self._stop.wall_seconds is None:
            return None
        return max(0.0, self._stop.wall_seconds - self.seconds())

    def is_over(self) -> bool:
        """True once the safety net is reached; remembers it, because the run no longer repeats exactly."""
        remaining = self.remaining()
        if remaining is not None and remaining <= 0:
            self.was_cut = True
        return self.was_cut
