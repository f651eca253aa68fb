"""Several programs side by side until one of them ends or the person stops them."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from time import monotonic, sleep
from types import FrameType

GRACE_SECONDS = 20.0
LOOK_EVERY_SECONDS = 0.2


def run_together(commands: Sequence[Sequence[str]], environment: Mapping[str, str]) -> int:
    """Start every command and wait. When one ends, or on the first interrupt or terminate signal, the others are
    told to end and given twenty seconds. Returns the exit code of the one that ended first, 0 when told to stop."""
    asked: list[int] = []

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, ask_to_stop) for number in (signal.SIGINT, signal.SIGTERM)}
    started = [
        subprocess.Popen(command, env=dict(environment), start_new_session=True) for command in commands
    ]
    try:
        while not asked and all(one.poll() is None for one in started):
            sleep(LOOK_EVERY_SECONDS)
        ended = next((one.returncode for one in started if one.returncode is not None), 0)
        return 0 if asked else ended
    finally:
        stop_all(started)
        for number, handler in before.items():
            signal.signal(number, handler)


def stop_all(started: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask those still running to end, and end those that do not within the time of grace."""
    for one in started:
        if one.poll() is None:
            one.terminate()
    until = monotonic() + GRACE_SECONDS
    for one in started:
        try:
            one.wait(max(until - monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()
