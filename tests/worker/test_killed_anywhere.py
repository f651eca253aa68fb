"""A worker that dies before any question it asks of the database: another brings the job to its end, and nothing is half
done: each kind of job leaves what an undisturbed worker leaves, mails at least once each under their own key."""

import os
import random
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes
from pathlib import Path

import pytest
from tests.pages.people import AT
from tests.worker.installations import answers, forget, keep, rows_by_table
from tests.worker.scenarios import SCENARIOS, kinds_of_the_product
from tests.worker.test_killed import start, wait_for

from headway.features.schools.models import BankHoliday
from headway.site.settings import TASKS
from headway.worker.work import ask

pytestmark = [pytest.mark.django_db(transaction=True)]
SEED, SAMPLE = 20260901, 1
KINDS = tuple(SCENARIOS)


def installation(kind: str, folder: Path, settings) -> Path:
    """One job of the kind waits on its queue."""
    settings.TASKS = TASKS
    settings.MEDIA_ROOT = folder / "files"
    if kind in SCENARIOS:
        SCENARIOS[kind].begin(folder)
    else:
        ask(kind=kind, title="Job", by="", at=AT, arguments={})
    keep(folder)
    return folder


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
    right, found = rows_by_table(undisturbed), []
    for table, rows in rows_by_table(folder).items():
        more = SCENARIOS[kind].is_told_again and table == "audit_event"
        if not right[table] <= rows <= right[table] + more:
            found.append(f"{table} has {rows} rows, not {right[table]}")
    for question in SCENARIOS[kind].leaves:
        left = answers(folder, question)
        if left != answers(undisturbed, question):
            found.append(f"{question}: {left[:3]}")
    if kind == "send_letters":
        keys = {(one["To"], one["Message-ID"]) for one in map(message_from_bytes, mails(folder))}
        found += [f"{len(keys)} mails for two people"] if len(keys) != 2 else []
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
    chosen = choose(range(1, asked + 1))

    def die_and_work(question: int) -> list[str]:
        place = shutil.copytree(prepared, folder / f"died-{question}")
        die_before(place, question)
        work_until_done(place)
        wrong = faults(kind, place, folder / "counted")
        forget(place)
        shutil.rmtree(place)
        return [f"before question {question}: {fault}" for fault in wrong]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return len(chosen), [fault for found in pool.map(die_and_work, chosen) for fault in found]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "prepared").mkdir()
    yield tmp_path
    forget()


def test_every_kind_of_job_of_the_product_has_its_scenario():
    assert kinds_of_the_product() == set(KINDS) - {"planted"}


def test_a_row_too_many_and_another_answer_are_found(folder):
    """Control."""
    keep(folder / "prepared")
    (folder / "twice").mkdir()
    BankHoliday.objects.create(on="2026-12-25", title="Christmas Day")
    keep(folder / "twice")
    assert faults("planted", folder / "twice", folder / "prepared") == [
        "schools_bankholiday has 1 rows, not 0",
        "select title from schools_bankholiday: [('Christmas Day',)]",
    ]


@pytest.mark.parametrize("kind", sorted(kinds_of_the_product()))
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
