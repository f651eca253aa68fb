"""No acknowledged write is lost and none is half there when PostgreSQL is killed; careless writers are found."""

import sys
from pathlib import Path

import pytest
from django.conf import settings
from tests.proofs.postgresql_killed import Server, explore

SEED = 20260901
SAMPLE, ALL = 3, 60
pytestmark = [
    pytest.mark.skipif(
        "postgresql" not in settings.DATABASES["default"]["ENGINE"] or not sys.platform.startswith("linux"),
        reason="needs PostgreSQL: make prove, or make test-postgresql",
    ),
    pytest.mark.xdist_group("postgresql-killed"),
]


@pytest.fixture
def server(tmp_path_factory, monkeypatch):
    """A server of our own, killed by ourselves alone."""
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "scripts"))
    postgresql = __import__("postgresql")
    home = tmp_path_factory.mktemp("pg")
    for folder in (home, *home.parents):
        if folder.owner() == "root" and folder.stat().st_mode & 0o005 != 0o005:
            folder.chmod(0o755)
    return Server.make(home / "server", postgresql.find_binaries(), postgresql.unprivileged())


def test_a_sample_of_kills_loses_nothing(server):
    found = explore(server, kills=SAMPLE, seed=SEED)
    assert found.kills == SAMPLE and found.acknowledged > SAMPLE
    assert found.lost == []


@pytest.mark.control
@pytest.mark.parametrize(("how", "said"), [("early", "acknowledged and gone"), ("halved", "half there")])
def test_a_careless_writer_is_found(server, how, said, proven):
    """Control."""
    found = explore(server, kills=SAMPLE, seed=SEED, how=how)
    caught = sum(said in one for one in found.lost)
    proven(f"PostgreSQL killed, writes {how} (control)", kills=found.kills, caught=caught)
    assert caught


@pytest.mark.proof
def test_no_kill_loses_an_acknowledged_write(server, proven):
    found = explore(server, kills=ALL, seed=SEED)
    proven("PostgreSQL killed", kills=found.kills, acknowledged=found.acknowledged, failures=len(found.lost))
    assert found.lost == []
