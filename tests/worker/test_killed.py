"""A worker killed in the middle of a job: another does the job again, and in effect it was done once."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.pages.people import AT
from tests.worker.installations import answers, environment_of, forget, keep

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
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""} | environment_of(folder),
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
    (answer,) = answers(folder, question)
    return answer


@pytest.fixture
def folder(tmp_path):
    """An installation's folder; its database goes with the test."""
    yield tmp_path
    forget()


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_killed_worker_is_done_by_another_once_in_effect(settings, folder):
    settings.TASKS = TASKS
    ask(kind="planted", title="Planted", by="", at=AT, arguments={})
    assert Job.objects.get().state == "waiting"
    keep(folder)

    first = start(folder, "hang")
    wait_for((folder / "half-done").exists)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert ask_the_installation(folder, "select count(*) from schools_bankholiday") == (0,)
    assert ask_the_installation(folder, "select state from jobs_job") == ("running",)

    second = start(folder, "work")
    wait_for(lambda: ask_the_installation(folder, "select state from jobs_job") == ("done",))
    second.terminate()
    second.wait()
    assert ask_the_installation(folder, "select count(*) from schools_bankholiday") == (1,)
    assert ask_the_installation(folder, "select attempts from django_ox_oxtask")[0] == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number, done", [(signal.SIGTERM, 1), (signal.SIGINT, 1), (signal.SIGKILL, 0)])
def test_a_worker_told_to_stop_ends_the_job_in_work_first(settings, folder, number, done):
    """The last is the control: what is killed leaves its job to be found again whole."""
    settings.TASKS = TASKS
    ask(kind="planted", title="Planted", by="", at=AT, arguments={})
    keep(folder)
    worker = start(folder, "slow")
    wait_for((folder / "half-done").exists)
    worker.send_signal(number)
    worker.wait(MOST_SECONDS)
    state = "done" if done else "running"
    assert ask_the_installation(folder, "select state from jobs_job") == (state,)
    assert ask_the_installation(folder, "select count(*) from schools_bankholiday") == (done,)
