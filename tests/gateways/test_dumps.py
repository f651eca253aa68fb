"""What PostgreSQL's own programs refuse is said in a sentence."""

import pytest

from headway.gateways import dumps
from headway.gateways.dumps import DumpFault


def program(folder, monkeypatch, words):
    """A program pg_dump that stands first on the path and does this."""
    path = folder / "pg_dump"
    path.write_text("#!/bin/sh\n" + words)
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_an_older_program_than_the_server_is_said_with_what_to_do(tmp_path, monkeypatch):
    said = (
        "pg_dump: error: aborting because of server version mismatch\n"
        "pg_dump: detail: server version: 17.6; pg_dump version: 15.14"
    )
    program(tmp_path, monkeypatch, f"echo '{said}' >&2\nexit 1\n")
    with pytest.raises(
        DumpFault, match="older than the database's server. Install PostgreSQL's client programs"
    ):
        dumps._run("pg_dump")


def test_another_fault_is_said_in_the_programs_own_words(tmp_path, monkeypatch):
    """Control: not every fault is a matter of versions."""
    program(tmp_path, monkeypatch, "echo 'pg_dump: error: no room' >&2\nexit 1\n")
    with pytest.raises(DumpFault, match="pg_dump failed: pg_dump: error: no room"):
        dumps._run("pg_dump")
