"""Planning a year."""

import time
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from headway.features.deployment.actions import give_job
from headway.features.deployment.models import Draft
from headway.features.deployment.queries import academic_year_from
from headway.features.jobs.models import Job
from headway.features.people.models import Person
from headway.flows.plan_year import plan_year
from headway.planner.stop import Stop
from headway.rules.verdict import Refused
from headway.worker.work import Outcome, Tell, ask, does

# A safety net only: a run it cuts is marked as not repeating exactly.
MOST_SECONDS = 300.0


@does("plan_year")
def plan(job: Job, at: datetime, tell: Tell) -> Outcome:
    """Arguments: draft (public id). A second run of the same job finds its plan stored and leaves it."""
    draft = Draft.objects.get(public_id=job.arguments["draft"])
    if not is_planned_by(draft, job):
        try:
            plan_year(
                draft=draft,
                on=timezone.localdate(at),
                stop=Stop(wall_seconds=MOST_SECONDS, clock=time.monotonic),
                by=Person.objects.filter(public_id=job.started_by).first(),
                at=at,
                progress=tell,
            )
        except Refused:
            # Another worker with the same job may have stored its plan meanwhile.
            draft.refresh_from_db()
            if not is_planned_by(draft, job):
                raise
    draft.refresh_from_db()
    words = f"{draft.name} is planned and keeps every rule."
    return Outcome(words, f"/year-plan/?draft={draft.public_id}", {"gap": draft.gap})


@transaction.atomic
def ask_for_plan(*, draft: Draft, by: str, at: datetime) -> Job:
    """Let a worker plan this draft; the draft remembers the job."""
    title = f"Plan {draft.name} of {academic_year_from(draft.year).label}"
    job = ask(kind="plan_year", title=title, by=by, at=at, arguments={"draft": draft.public_id})
    draft.refresh_from_db()
    give_job(draft=draft, job=job, by=by)
    return job


def is_planned_by(draft: Draft, job: Job) -> bool:
    """Whether the plan the draft holds came from this job."""
    return draft.job_id == job.pk and draft.planned_at is not None and draft.planned_at >= job.asked_at
