"""A worker killed in the middle of a job: another does the job again, and in effect it was done once."""

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from tests.pages.people import AT

from headway.features.jobs.models import Job
from headway.site.settings import TASKS
from headway.worker.work import ask

SCRIPT = Path(__file__).with_name("killed_worker.py")
ROOT = SCRIPT.parents[2]
MOST_SECONDS = 25


def start(folder, manner):
    """A worker of its own, on the installation in the folder."""
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(folder), manner],
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for(condition):
    """Until it holds; fails when it does not in good time."""
    end = time.monotonic() + MOST_SECONDS
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def ask_the_installation(folder, question):
    """One answer of the installation's database."""
    with sqlite3.connect(folder / "headway.sqlite3") as database:
        return database.execute(question).fetchone()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the killed worker's installation is on SQLite")
def test_a_job_of_a_killed_worker_is_done_by_another_once_in_effect(settings, tmp_path):
    settings.TASKS = TASKS
    ask(kind="planted", title="Planted", by="", at=AT, arguments={})
    assert Job.objects.get().state == "waiting"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(tmp_path / "headway.sqlite3")])

    first = start(tmp_path, "hang")
    wait_for((tmp_path / "half-done").exists)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert ask_the_installation(tmp_path, "select count(*) from schools_bankholiday") == (0,)
    assert ask_the_installation(tmp_path, "select state from jobs_job") == ("running",)

    second = start(tmp_path, "work")
    wait_for(lambda: ask_the_installation(tmp_path, "select state from jobs_job") == ("done",))
    second.terminate()
    second.wait()
    assert ask_the_installation(tmp_path, "select count(*) from schools_bankholiday") == (1,)
    assert ask_the_installation(tmp_path, "select attempts from django_ox_oxtask")[0] == 2
