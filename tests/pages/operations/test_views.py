"""Health, readiness and the page of the installation: what stands, what is missing, and no word too much to strangers."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from tests.pages.pages import assert_good_page, shown_words
from tests.worker.test_work import OX

from headway.features.audit.actions import record
from headway.features.jobs.models import Job, State
from headway.flows import readiness as looking
from headway.site.environment import SettingFault, contact
from headway.worker.work import ask

PATH = "/access/installation/"


@pytest.fixture
def no_database(monkeypatch):
    def refuse():
        raise DatabaseError("secret host name")

    monkeypatch.setattr(connection, "ensure_connection", refuse)


def says(client):
    return shown_words(assert_good_page(client.get(PATH)))


@pytest.mark.django_db
def test_health_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_where_everything_stands():
    answer = Client().get("/ready/")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_not_ready_without_a_database_and_says_no_more_than_that(no_database):
    answer = Client().get("/ready/")
    assert (answer.status_code, answer.content) == (503, b"not ready: database\n")
    assert Client().get("/health/").status_code == 200


@pytest.mark.django_db
def test_not_ready_with_a_full_disk(monkeypatch):
    monkeypatch.setattr(looking, "LEAST_FREE_BYTES", 10**18)
    assert Client().get("/ready/").content == b"not ready: data folder\n"


@pytest.mark.django_db
def test_not_ready_where_the_folder_cannot_be_written(settings):
    settings.MEDIA_ROOT = "/proc/nowhere/files"
    assert Client().get("/ready/").content == b"not ready: data folder\n"


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(monkeypatch):
    monkeypatch.setattr(looking.MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    assert Client().get("/ready/").content == b"not ready: tables\n"


def test_probes_are_not_sent_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/health/").status_code == 200
    assert Client().get("/search/").status_code == 301


def test_a_clock_that_jumped_back_is_told_to_operators_and_stops_nobody(client_as):
    record(action="x", subject_kind="x", subject_id=1, at=timezone.now() + timedelta(hours=1))
    assert "clock is behind the newest event" in says(client_as("admin"))
    assert Client().get("/ready/").status_code == 200


def test_work_that_waits_for_nobody_asks_for_a_worker(client_as, settings):
    settings.TASKS = OX
    at = timezone.now()
    ask(kind="send_letters", title="Mails", by="", at=at, arguments={})
    assert "1 tasks wait" in says(client_as("admin"))
    looking_later = looking.oldest_ready_age
    assert looking_later() < looking.LONGEST_WAIT


def test_work_that_waited_long_asks_for_a_worker(client_as, monkeypatch):
    monkeypatch.setattr(looking, "oldest_ready_age", lambda: timedelta(minutes=7))
    assert "the oldest for 7 minutes. Start a worker" in says(client_as("admin"))


def test_failed_work_is_listed_with_its_sentence(client_as):
    Job.objects.create(
        kind="x", title="Reading a file", state=State.FAILED, asked_at=timezone.now(), words="Row 3."
    )
    said = says(client_as("admin"))
    assert "Reading a file" in said
    assert "Row 3." in said


@pytest.mark.django_db
def test_where_to_tell_of_a_fault_is_said_where_it_was_set(settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    said = Client().get("/.well-known/security.txt")
    assert said.headers["Content-Type"].startswith("text/plain")
    assert said.content.decode().startswith("Contact: mailto:security@example.org\nExpires: 20")
    settings.SECURITY_CONTACT = ""
    assert Client().get("/.well-known/security.txt").headers["Location"] == "/sign-in/"


@pytest.mark.parametrize("address", ["security@example.org", "http://x", "mailto:a\nContact: b"])
def test_an_address_nobody_can_write_to_is_refused(address):
    with pytest.raises(SettingFault, match="mailto: or https"):
        contact(address)
