"""Jobs: done once however often they are delivered; a refusal is a sentence; a poison job is set aside."""

import pytest
from django_ox.models import OxTask
from django_ox.testing import run_tasks
from tests.pages.people import AT

from headway.features.jobs.models import Job, State
from headway.rules.verdict import Refused
from headway.site.settings import TASKS
from headway.worker import work as working
from headway.worker.work import SET_ASIDE, UNFORESEEN, Outcome, ask, does, find_work, work

MOST_TRIES = 5
OX = {
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "QUEUES": [],
        "OPTIONS": TASKS["default"]["OPTIONS"],
    }
}


@pytest.fixture
def kinds(monkeypatch):
    """The kinds of work, those that a test plants taken away at its end."""
    monkeypatch.setattr(working, "_KINDS", dict(working._KINDS))


@pytest.fixture
def queue(settings):
    """The real queue in the database."""
    settings.TASKS = OX


def plant(do):
    """A kind of work that does this and counts how often it was begun."""
    begun = []

    @does("planted")
    def planted(job, at, tell):
        begun.append(job.public_id)
        return do(tell)

    return begun


def run_for_tries(number):
    """What a worker does in so many tries, the waiting between them left out."""
    for _ in range(number):
        run_tasks()
        OxTask.objects.update(run_after=None)


def asked():
    return ask(kind="planted", title="Planted", by="bcdf", at=AT, arguments={})


@pytest.mark.django_db
def test_a_job_delivered_twice_works_once(kinds):
    begun = plant(lambda tell: Outcome("Done.", "/data/", {"schools": 80}))
    job = asked()
    work.call(job.public_id)
    job.refresh_from_db()
    assert begun == [job.public_id]
    assert (job.state, job.words, job.result_path, job.result) == (
        State.DONE,
        "Done.",
        "/data/",
        {"schools": 80},
    )


@pytest.mark.django_db
def test_a_refusal_is_the_jobs_sentence_and_no_error_of_the_queue(kinds, queue):
    def refuse(tell):
        raise Refused("The file breaks off in row 3.")

    plant(refuse)
    job = asked()
    run_tasks()
    job.refresh_from_db()
    assert (job.state, job.words) == (State.FAILED, "The file breaks off in row 3.")
    assert OxTask.objects.get().status == OxTask.Status.SUCCESSFUL


@pytest.mark.django_db
def test_an_unforeseen_error_is_said_and_raised_for_the_queue(kinds, queue):
    plant(lambda tell: 1 / 0)
    job = asked()
    with pytest.raises(ZeroDivisionError):
        work.call(job.public_id)
    job.refresh_from_db()
    assert (job.state, job.words) == (State.FAILED, UNFORESEEN)


@pytest.mark.django_db
def test_what_failed_once_is_done_at_the_next_try(kinds, queue):
    tries = iter([1, 0])
    begun = plant(lambda tell: Outcome("Done.") if next(tries) == 0 else 1 / 0)
    job = asked()
    run_for_tries(MOST_TRIES)
    job.refresh_from_db()
    assert (job.state, job.words, len(begun)) == (State.DONE, "Done.", 2)


@pytest.mark.django_db
def test_a_poison_job_is_set_aside_after_five_tries(kinds, queue):
    begun = plant(lambda tell: 1 / 0)
    job = asked()
    run_for_tries(2 * MOST_TRIES)
    job.refresh_from_db()
    assert (len(begun), OxTask.objects.get().status, job.state) == (
        MOST_TRIES,
        OxTask.Status.FAILED,
        State.FAILED,
    )
    assert job.words == SET_ASIDE


@pytest.mark.django_db
def test_progress_is_told_while_a_job_runs(kinds):
    seen = []

    def tell_and_look(tell):
        tell(1, 4, "reading rows")
        seen.append(Job.objects.values_list("done", "total", "words").get())
        return Outcome("Done.")

    plant(tell_and_look)
    asked()
    assert seen == [(1, 4, "reading rows")]


def test_a_kind_nobody_does_is_a_mistake():
    with pytest.raises(KeyError):
        find_work("no such kind")


def test_the_installations_queue_tries_as_often_as_the_words_say():
    assert TASKS["default"]["OPTIONS"]["MAX_ATTEMPTS"] == MOST_TRIES
    assert working.MOST_TRIES == MOST_TRIES
    assert "up to five times" in UNFORESEEN
