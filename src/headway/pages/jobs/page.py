"""What the page of a job shows."""

from dataclasses import dataclass

from django.utils.timezone import localtime

from headway.features.jobs.models import Job, State
from headway.kit.figures import Link, Progress, SummaryRow
from headway.kit.words import moment_words


@dataclass(frozen=True, slots=True)
class JobPage:
    """One job, found again at its own address."""

    heading: str
    progress: Progress
    failed_words: str
    facts: tuple[SummaryRow, ...]


def job_page(job: Job) -> JobPage:
    """The page of one job."""
    return JobPage(
        heading=job.title,
        progress=progress_of(job),
        failed_words=job.words if job.state == State.FAILED else "",
        facts=(
            SummaryRow("Asked for", moment_words(localtime(job.asked_at))),
            SummaryRow("Began", moment_words(localtime(job.began_at)) if job.began_at else "not yet"),
            SummaryRow("Ended", moment_words(localtime(job.ended_at)) if job.ended_at else "not yet"),
        ),
    )


def progress_of(job: Job) -> Progress:
    """How far a job is."""
    done = job.state == State.DONE
    words = f"{job.get_state_display().lower()}{f', {job.words}' if job.words and job.state != State.FAILED else ''}"
    return Progress(
        label=job.title,
        state_words=words,
        done=job.done,
        total=job.total or None,
        reload_href=f"/jobs/{job.public_id}/",
        poll_href=f"/jobs/{job.public_id}/progress/",
        finished=job.state in (State.DONE, State.FAILED),
        failed=job.state == State.FAILED,
        result=Link("Open the result", job.result_path) if done and job.result_path else None,
    )
