"""A worker that dies before any question it asks of the database: another brings the job to its end, and nothing is half
done. A planted job stores a row once; mails go at least once each under their own key; an archive is the same file."""

import random
import shutil
import sqlite3
import subprocess
from email import message_from_bytes
from pathlib import Path

import pytest
from django.db import connection
from tests.features.letters.letters import AT, Recipient, draft, school
from tests.worker.test_killed import start, wait_for

from headway.features.letters.actions import prepare_many, release
from headway.site.settings import TASKS
from headway.worker.work import ask

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the killed worker's installation is on SQLite"),
]
SEED, SAMPLE = 20260901, 2
TWO = (
    Recipient("head", "The head", "head@oak.example"),
    Recipient("chair", "The chair", "chair@oak.example"),
)
KINDS = ("planted", "send_letters", "archive_letters")


def installation(kind: str, folder: Path, settings) -> Path:
    """One job of the kind waits on its queue."""
    settings.TASKS = TASKS
    settings.MEDIA_ROOT = folder / "files"
    letters = prepare_many(drafts=[draft(school(), recipients=TWO)], batch="b", by=None, at=AT)
    release(letters=letters, by=None, at=AT)
    ask(kind=kind, title="Job", by="", at=AT, arguments={"batch": "b", "title": "Letters"})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / "headway.sqlite3")])
    return folder


def answers(folder: Path, question: str) -> list[tuple]:
    with sqlite3.connect(folder / "headway.sqlite3") as database:
        return database.execute(question).fetchall()


def work_until_done(folder: Path) -> None:
    """Workers one after another until the job is done; a lock of a dead one ends after two seconds."""
    worker = start(folder, "work")
    try:
        wait_for(lambda: answers(folder, "select state from jobs_job") == [("done",)])
    finally:
        worker.terminate()
        worker.wait()


def die_before(folder: Path, question: int) -> None:
    worker: subprocess.Popen = start(folder, str(question))
    assert worker.wait(60) == -9, "it lived to the end"


def questions_asked(prepared: Path, place: Path) -> int:
    folder = shutil.copytree(prepared, place)
    start(folder, "count").wait(60)
    return int((folder / "questions").read_text())


def faults(kind: str, folder: Path, undisturbed: Path) -> list[str]:
    """What is not as one undisturbed worker leaves it."""
    found = []
    rows = len(answers(folder, "select 1 from schools_bankholiday"))
    if rows != (kind == "planted"):
        found.append(f"{rows} rows were stored")
    if kind == "send_letters":
        sent = [message_from_bytes(part) for part in mails(folder)]
        keys = {(one["To"], one["Message-ID"]) for one in sent}
        found += [f"{len(keys)} mails for two people"] if len(keys) != 2 else []
        waiting = answers(folder, "select 1 from letters_outgoing where sent_at is null")
        found += ["a mail is not marked as sent"] if waiting else []
    if kind == "archive_letters":
        kept, right = (
            answers(place, "select count(*) from files_storedfile") for place in (folder, undisturbed)
        )
        found += [f"{kept} files were kept, not {right}"] if kept != right else []
    return found


def mails(folder: Path) -> list[bytes]:
    """Every mail that was handed over; the file of one worker may hold several."""
    parted = b"\n" + b"-" * 79 + b"\n"
    texts = [
        part for file in sorted((folder / "mails").glob("*")) for part in file.read_bytes().split(parted)
    ]
    return [text for text in texts if text.strip()]


def faults_after_deaths(kind: str, folder: Path, settings, choose) -> tuple[int, list[str]]:
    """How many deaths there were, and what was wrong after any of them."""
    prepared = installation(kind, folder / "prepared", settings)
    asked = questions_asked(prepared, folder / "counted")
    found, chosen = [], choose(range(1, asked + 1))
    for question in chosen:
        place = shutil.copytree(prepared, folder / f"died-{question}")
        die_before(place, question)
        work_until_done(place)
        found += [f"before question {question}: {fault}" for fault in faults(kind, place, folder / "counted")]
    return len(chosen), found


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "prepared").mkdir()
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
def test_dead_at_some_points_nothing_is_half_done(kind, folder, settings):
    dice = random.Random(f"{SEED} {kind}")
    assert faults_after_deaths(kind, folder, settings, lambda points: dice.sample(points, SAMPLE))[1] == []


def careless_deaths(folder: Path, settings) -> tuple[int, int]:
    """Deaths before each question of work in two steps, and how many left it half done."""
    prepared = installation("careless", folder / "prepared", settings)
    asked, halved = questions_asked(prepared, folder / "counted"), 0
    for question in range(1, asked + 1):
        place = shutil.copytree(prepared, folder / f"died-{question}")
        die_before(place, question)
        halved += len(answers(place, "select 1 from schools_bankholiday")) == 1
    return asked, halved
