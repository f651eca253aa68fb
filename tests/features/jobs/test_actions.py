"""Jobs: begun, told, finished and found again."""

from datetime import UTC, datetime

import pytest

from headway.features.jobs.actions import ask_for, begin, fail, finish, tell_progress
from headway.features.jobs.models import Job, State
from headway.features.jobs.queries import job_by_id, jobs_of, open_job

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 9, 1, 9, 5, tzinfo=UTC)


@pytest.fixture
def job():
    return ask_for(kind="plan", title="Plan the year", by="bcdf", at=AT, arguments={"year": 2026})


def test_a_job_waits_until_a_worker_begins_it(job):
    assert open_job("plan") == job
    begun = begin(public_id=job.public_id, at=AT)
    assert (begun.state, begun.began_at, begun.arguments) == (State.RUNNING, AT, {"year": 2026})


def test_progress_is_shown_while_it_runs(job):
    tell_progress(public_id=job.public_id, done=1, total=4, words="too early")
    assert job_by_id(job.public_id).words == ""
    begin(public_id=job.public_id, at=AT)
    tell_progress(public_id=job.public_id, done=1, total=4, words="x" * 400)
    told = job_by_id(job.public_id)
    assert (told.done, told.total, len(told.words)) == (1, 4, 300)


def test_a_job_that_is_done_is_not_begun_again(job):
    begin(public_id=job.public_id, at=AT)
    finish(public_id=job.public_id, at=LATER, result={"schools": 80}, path="/year/", words="Planned")
    assert begin(public_id=job.public_id, at=LATER) is None
    done = job_by_id(job.public_id)
    assert (done.state, done.result, done.result_path) == (State.DONE, {"schools": 80}, "/year/")
    assert open_job("plan") is None


def test_a_job_of_a_dead_worker_and_a_failed_one_are_begun_anew(job):
    begin(public_id=job.public_id, at=AT)
    tell_progress(public_id=job.public_id, done=3, total=4, words="nearly")
    again = begin(public_id=job.public_id, at=LATER)
    assert (again.done, again.words, again.began_at) == (0, "", LATER)
    fail(public_id=job.public_id, at=LATER, words="No adviser has capacity.")
    assert job_by_id(job.public_id).state == State.FAILED
    assert begin(public_id=job.public_id, at=LATER).ended_at is None


def test_jobs_are_listed_newest_first_by_kind(job):
    newer = ask_for(kind="plan", title="Again", by="", at=LATER, arguments={})
    ask_for(kind="import", title="Import", by="", at=LATER, arguments={})
    assert list(jobs_of(["plan"])) == [newer, job]
    assert job_by_id("unknown") is None
    assert Job.objects.count() == 3
