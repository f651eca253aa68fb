"""What the proofs counted, told at the end as a table and kept as JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

RESULTS = Path(__file__).resolve().parents[2] / "test-results" / "proofs.json"
_COUNTS: dict[str, dict[str, int]] = {}


@pytest.fixture
def proven() -> Callable[..., None]:
    """A teller of counts: `proven("power loss", states=6000, failures=0)`."""

    def tell(name: str, **counts: int) -> None:
        _COUNTS[name] = counts

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not _COUNTS:
        return
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(_COUNTS, indent=1) + "\n")
    terminalreporter.section("what was proven")
    for name, counts in _COUNTS.items():
        told = ", ".join(f"{count:,} {word}" for word, count in counts.items())
        terminalreporter.write_line(f"{name}: {told}")
