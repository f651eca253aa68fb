"""The pages of jobs. A job is open to who asked for it and to those who may see all jobs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.jobs.models import Job
from headway.features.jobs.queries import job_by_id
from headway.pages.jobs.page import job_page, progress_of


def show_job(request: HttpRequest, public_id: str) -> HttpResponse:
    """One job and how far it is."""
    return render(request, "jobs/job.html", {"page": job_page(_job(request, public_id))})


def show_progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """The progress alone, for a page that asks again by itself."""
    return render(request, "kit/progress.html", {"progress": progress_of(_job(request, public_id))})


def _job(request: HttpRequest, public_id: str) -> Job:
    job = job_by_id(public_id)
    if job is None or (job.started_by != request.viewer.id and not request.viewer.may("jobs")):
        raise Http404
    return job
