"""Writes of jobs. Progress is written on its own, never inside the transaction it reports on."""

from datetime import datetime
from typing import Any

from django.db.models import F

from headway.features.jobs.models import Job, State


def ask_for(*, kind: str, title: str, by: str, at: datetime, arguments: dict[str, Any]) -> Job:
    """A new job that waits for a worker."""
    return Job.objects.create(kind=kind, title=title, started_by=by, asked_at=at, arguments=arguments)


def begin(*, public_id: str, at: datetime) -> Job | None:
    """Mark a job as running and return it; None when it is done already, so that a task run twice works once."""
    open_states = [State.WAITING, State.RUNNING, State.FAILED]
    changed = Job.objects.filter(public_id=public_id, state__in=open_states).update(
        state=State.RUNNING, began_at=at, ended_at=None, done=0, words="", tries=F("tries") + 1
    )
    return Job.objects.get(public_id=public_id) if changed else None


def tell_progress(*, public_id: str, done: int, total: int, words: str) -> None:
    """Show how far a running job is."""
    Job.objects.filter(public_id=public_id, state=State.RUNNING).update(
        done=done, total=total, words=words[:300]
    )


def finish(*, public_id: str, at: datetime, result: dict[str, Any], path: str = "", words: str = "") -> None:
    """Mark a job as done with its result and the page that shows it."""
    Job.objects.filter(public_id=public_id).update(
        state=State.DONE, ended_at=at, result=result, result_path=path, words=words[:300]
    )


def fail(*, public_id: str, at: datetime, words: str) -> None:
    """Mark a job as failed, with a sentence that says why and what to do."""
    Job.objects.filter(public_id=public_id).update(state=State.FAILED, ended_at=at, words=words[:300])
