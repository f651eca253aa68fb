"""A hundred thousand broken files of schools' figures: each is read with its faults told, or refused in a sentence."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.publicdata.broken_files import accepted, broken_files

from headway.publicdata.faults import Reading
from headway.publicdata.figures import read_figures
from headway.publicdata.maps import FileMap

INPUTS = 100_000
LONG = settings(
    max_examples=INPUTS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    database=None,
)


@pytest.mark.proof
def test_every_broken_file_is_read_or_refused_in_words(tmp_path: Path, proven: Callable[..., None]) -> None:
    outcomes: Counter[bool] = Counter()
    path = tmp_path / "f"

    @LONG
    @given(made=broken_files())
    def prove(made: tuple[str, bytes]) -> None:
        path.write_bytes(made[1])
        outcomes[accepted(made[0], path)] += 1

    prove()
    proven("broken files", inputs=outcomes.total(), read=outcomes[True], refused=outcomes[False], failures=0)
    assert outcomes.total() >= INPUTS and min(outcomes.values()) > INPUTS // 100


@pytest.mark.control
def test_a_reader_that_stumbles_over_a_sign_is_found(tmp_path: Path, proven: Callable[..., None]) -> None:
    """The proof's own control: a reader that takes every cell for a number must be caught."""

    def stumble(path: Path, file: FileMap) -> Reading:
        for row in read_figures(path, file).rows:
            float(row.value)  # type: ignore[arg-type]
        return Reading((), ())

    path = tmp_path / "f"

    @settings(LONG, max_examples=2_000)
    @given(made=broken_files())
    def prove(made: tuple[str, bytes]) -> None:
        path.write_bytes(made[1])
        accepted(made[0], path, stumble)

    with pytest.raises(TypeError):
        prove()
    proven("broken files (control)", planted=1, caught=1)
