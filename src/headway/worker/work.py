"""One task for every kind of long work: begin the job, call its flow, keep what came of it.

The queue delivers at least once: a job that is done is not done again, and every flow called here may be run twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from headway.features.jobs.actions import ask_for, begin, fail, finish, tell_progress
from headway.features.jobs.models import Job
from headway.worker.refusals import REFUSALS

log = logging.getLogger(__name__)
MOST_TRIES = 5  # as the queue is set up in site/settings.py
UNFORESEEN = (
    "Something of ours failed while doing this. It is tried again up to five times; nothing was half done."
)
SET_ASIDE = (
    "Something of ours failed while doing this five times, so it was set aside; nothing was half done. "
    "Tell an administrator, who sees it on the page Installation."
)

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: plain values, the page that shows it, and one sentence."""

    words: str
    path: str = ""
    result: dict[str, Any] = field(default_factory=dict)


Work = Callable[[Job, datetime, Tell], Outcome]


@transaction.atomic
def ask(*, kind: str, title: str, by: str, at: datetime, arguments: dict[str, Any]) -> Job:
    """Put a job on the queue; it is there when the surrounding transaction is."""
    job = ask_for(kind=kind, title=title, by=by, at=at, arguments=arguments)
    work.enqueue(job.public_id)
    job.refresh_from_db()
    return job


@task
def work(public_id: str) -> None:
    """Do one job."""
    job = begin(public_id=public_id, at=timezone.now())
    if job is None:
        return

    def tell(done: int, total: int, words: str) -> None:
        tell_progress(public_id=public_id, done=done, total=total, words=words)

    try:
        outcome = find_work(job.kind)(job, timezone.now(), tell)
    except REFUSALS as refusal:
        fail(public_id=public_id, at=timezone.now(), words=str(refusal))
        return
    except Exception:
        log.exception("job %s (%s) failed", public_id, job.kind)
        fail(
            public_id=public_id, at=timezone.now(), words=SET_ASIDE if job.tries >= MOST_TRIES else UNFORESEEN
        )
        raise
    finish(
        public_id=public_id, at=timezone.now(), result=outcome.result, path=outcome.path, words=outcome.words
    )


_KINDS: dict[str, Work] = {}


def does(kind: str) -> Callable[[Work], Work]:
    """Mark a function as the one that does jobs of this kind."""

    def mark(function: Work) -> Work:
        _KINDS[kind] = function
        return function

    return mark


def kinds() -> tuple[str, ...]:
    """Every kind of job that somebody does."""
    return tuple(sorted(_KINDS))


def find_work(kind: str) -> Work:
    """The function that does jobs of this kind; KeyError for a kind nobody does."""
    return _KINDS[kind]
