"""What the proofs and their controls counted, told at the end as a table and kept as JSON beside what was counted before."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

RESULTS = Path(__file__).resolve().parents[2] / "test-results" / "proofs.json"
Counts = dict[str, dict[str, int]]
_COUNTS: Counts = {}


@pytest.fixture
def proven() -> Callable[..., None]:
    """A teller of counts: `proven("power loss", states=6000, failures=0)`; of a control with `caught=`."""

    def tell(name: str, **counts: int) -> None:
        _COUNTS[name] = counts

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not _COUNTS or "proof" not in config.option.markexpr.replace("not proof", ""):
        return
    kept = keep(RESULTS, _COUNTS)
    terminalreporter.section("what was proven")
    for line in told(kept):
        terminalreporter.write_line(line)


def keep(file: Path, counts: Counts) -> Counts:
    """The counts of this run put beside those of the runs before it; all of them."""
    file.parent.mkdir(exist_ok=True)
    before = json.loads(file.read_text()) if file.exists() else {}
    together = before | counts
    file.write_text(json.dumps(together, indent=1) + "\n")
    return together


def told(counts: Counts) -> list[str]:
    """A line for each proof and control, and one for all the controls."""
    lines = [
        f"{name}: " + ", ".join(f"{count:,} {word.replace('_', ' ')}" for word, count in one.items())
        for name, one in counts.items()
    ]
    controls = [one["caught"] > 0 for one in counts.values() if "caught" in one]
    said = "every control caught" if all(controls) else "not every control caught"
    return [*lines, f"{said}: {sum(controls)} of {len(controls)}"] if controls else lines
