"""No acknowledged commit is lost when the power goes; with less syncing some are, and this would see it."""

import shutil
import subprocess
import sys

import pytest
from tests import kept_database
from tests.proofs.powerloss import environment, explore, record

SEED = 20260901
COMMITS = 6
SAMPLE, ALL = 150, 6000

pytestmark = [
    pytest.mark.skipif(
        shutil.which("strace") is None, reason="strace is not installed: make prove installs it"
    ),
    pytest.mark.xdist_group("power-loss"),
]


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    """A maker of recordings: the database before, and what the writer did."""
    home = tmp_path_factory.mktemp("power")
    empty = home / "empty"
    empty.mkdir()
    kept_database.take(str(empty / "headway.sqlite3"))
    command = [sys.executable, "-m", "headway", "migrate", "-v", "0"]
    subprocess.run(command, env=environment(empty), check=True, capture_output=True)

    def make(synchronous="as it is"):
        data = home / synchronous.replace(" ", "-")
        shutil.copytree(empty, data)
        steps = record(data, home / "trace", COMMITS, synchronous)
        assert sum(step.kind == "acknowledged" for step in steps) == COMMITS
        return empty, steps

    return make


def test_a_sample_of_power_losses_loses_nothing(recording, tmp_path):
    before, steps = recording()
    found = explore(before, steps, tmp_path / "after", states=SAMPLE, seed=SEED)
    assert found.states >= SAMPLE // 2
    assert found.faults
    assert found.lost == []


@pytest.mark.control
def test_without_the_syncs_commits_are_lost(recording, tmp_path, proven):
    """Control."""
    before, steps = recording("NORMAL")
    control = explore(before, steps, tmp_path / "after", states=SAMPLE, seed=SEED)
    proven("power loss with fewer syncs (control)", states=control.states, caught=len(control.lost))
    assert control.lost


@pytest.mark.proof
def test_no_power_loss_loses_an_acknowledged_commit(recording, tmp_path, proven):
    before, steps = recording()
    found = explore(before, steps, tmp_path / "after", states=ALL, seed=SEED)
    proven("power loss", states=found.states, faults=found.faults, failures=len(found.lost))
    assert found.lost == []
    before, steps = recording("OFF")
    control = explore(before, steps, tmp_path / "after", states=ALL // 10, seed=SEED)
    proven("power loss without syncs (control)", states=control.states, caught=len(control.lost))
    assert control.lost
