"""Reads of jobs."""

from django.db.models import QuerySet

from headway.features.jobs.models import Job, State


def jobs_of(kinds: list[str]) -> QuerySet[Job]:
    """Jobs of these kinds, newest first."""
    return Job.objects.filter(kind__in=kinds).order_by("-asked_at")


def job_by_id(public_id: str) -> Job | None:
    """One job, or None."""
    return Job.objects.filter(public_id=public_id).first()


def open_job(kind: str) -> Job | None:
    """The job of this kind that waits or runs, if any."""
    return jobs_of([kind]).filter(state__in=[State.WAITING, State.RUNNING]).first()


def failed_jobs() -> QuerySet[Job]:
    """Jobs that failed for good, newest first."""
    return Job.objects.filter(state=State.FAILED).order_by("-asked_at")
