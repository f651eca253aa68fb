"""Long work in the browser: how far it is, what came of it, found again at its own address."""

from datetime import UTC, datetime

import pytest
from tests.pages.pages import assert_good_page, shown_words

from headway.features.jobs.actions import ask_for, begin, fail, finish, tell_progress

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)  # summer time: half past nine in London


@pytest.fixture
def officer(client_as):
    return client_as("data-officer")


@pytest.fixture
def job(officer):
    return ask_for(kind="read", title="Read a file", by=officer.person.public_id, at=AT, arguments={})


def words(client, job):
    answer = client.get(f"/jobs/{job.public_id}/")
    assert answer.status_code == 200
    return shown_words(assert_good_page(answer))


def test_a_job_is_followed_from_waiting_to_its_result(officer, job):
    told = words(officer, job)
    assert "waiting" in told and "1 July 2026 at 09:30" in told and "not yet" in told
    begin(public_id=job.public_id, at=AT)
    tell_progress(public_id=job.public_id, done=1, total=4, words="reading rows")
    assert "running, reading rows" in words(officer, job)
    finish(public_id=job.public_id, at=AT, result={}, path="/data/", words="The file is read.")
    told = words(officer, job)
    assert "done, The file is read." in told and "Open the result" in told


def test_a_failed_job_shows_its_sentence(officer, job):
    fail(public_id=job.public_id, at=AT, words="The file breaks off in row 3.")
    assert "The file breaks off in row 3." in words(officer, job)


def test_the_progress_alone_is_a_part_of_the_page(officer, job):
    answer = officer.get(f"/jobs/{job.public_id}/progress/")
    assert answer.status_code == 200 and "<html" not in answer.content.decode()


def test_a_job_of_somebody_else_is_open_to_who_may_see_jobs_and_nobody_else(client_as, job):
    assert "Read a file" in words(client_as("adviser"), job)
    answer = client_as("headteacher").get(f"/jobs/{job.public_id}/")
    assert answer.status_code == 404


def test_whoever_asked_for_a_job_finds_it(client_as):
    head = client_as("headteacher")
    own = ask_for(kind="read", title="Own work", by=head.person.public_id, at=AT, arguments={})
    assert "Own work" in words(head, own)
