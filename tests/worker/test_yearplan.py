"""Planning a year as a job: found again, done once, failing in words."""

from datetime import datetime

import pytest
from django.utils import timezone
from tests.factories import adopt
from tests.planned_year import YEAR, make_year

from headway.features.allocation.models import Entitlement
from headway.features.deployment.actions import give_job, start_draft
from headway.features.deployment.models import State
from headway.features.jobs.actions import ask_for
from headway.features.jobs.models import Job
from headway.features.jobs.models import State as JobState
from headway.worker import yearplan
from headway.worker.work import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    adopt()
    make_year()
    return start_draft(year=YEAR, seed=1, by=None, at=timezone.now())


def waiting_job(draft, at: datetime | None = None) -> Job:
    arguments = {"draft": draft.public_id}
    job = ask_for(kind="plan_year", title="Plan", by="", at=at or timezone.now(), arguments=arguments)
    give_job(draft=draft, job=job, by="")
    return job


def test_the_job_plans_the_draft_and_leads_to_it(draft):
    job = waiting_job(draft)
    work.func(job.public_id)
    job.refresh_from_db()
    draft.refresh_from_db()
    assert (job.state, job.result_path) == (JobState.DONE, f"/year-plan/?draft={draft.public_id}")
    assert job.done == job.total > 0
    assert (draft.state, draft.version) == (State.PLANNED, 2)


def test_a_job_delivered_twice_plans_once(draft):
    job = waiting_job(draft)
    work.func(job.public_id)
    work.func(job.public_id)
    draft.refresh_from_db()
    assert (draft.version, draft.assignments.count()) == (2, 8)


def test_a_job_that_died_after_storing_finds_its_plan_and_ends_well(draft):
    job = waiting_job(draft)
    work.func(job.public_id)
    Job.objects.update(state=JobState.RUNNING)
    work.func(job.public_id)
    job.refresh_from_db()
    draft.refresh_from_db()
    assert (job.state, draft.version) == (JobState.DONE, 2)


def test_two_workers_with_the_same_job_end_with_one_plan(draft, monkeypatch):
    """The second reads the draft before the first has stored, and comes to store after it."""
    job = waiting_job(draft)
    honest = yearplan.plan_year

    def overtaken(**more):
        monkeypatch.setattr(yearplan, "plan_year", honest)
        work.func(job.public_id)
        stale = more["draft"]
        monkeypatch.setattr(stale, "refresh_from_db", lambda: None)
        result = None
        try:
            result = honest(**more)
        finally:
            monkeypatch.undo()
        return result

    monkeypatch.setattr(yearplan, "plan_year", overtaken)
    work.func(job.public_id)
    job.refresh_from_db()
    draft.refresh_from_db()
    assert (job.state, draft.version, draft.assignments.count()) == (JobState.DONE, 2, 8)


def test_a_refusal_ends_the_job_with_its_sentence(draft):
    Entitlement.objects.all().delete()
    job = waiting_job(draft)
    work.func(job.public_id)
    job.refresh_from_db()
    draft.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.words.startswith("No days are entitled for 2026-27 yet.")
    assert draft.state == State.EMPTY


def test_a_later_job_plans_the_same_draft_again(draft):
    for _ in range(2):
        work.func(waiting_job(draft).public_id)
    draft.refresh_from_db()
    assert draft.version == 3
