"""Reading and applying published files."""

from datetime import date, datetime

from headway.features.files.actions import path_of
from headway.features.files.models import StoredFile
from headway.features.jobs.models import Job
from headway.features.releases.models import Release, State
from headway.flows.apply_release import apply_release
from headway.flows.read_release import read_release
from headway.worker.work import Outcome, Tell, does


@does("read_release")
def read(job: Job, at: datetime, tell: Tell) -> Outcome:
    """Arguments: file (public id), name (as it was given), authority (name), published_on (ISO date), history (asked for
    as history; absent: no)."""
    file = StoredFile.objects.get(public_id=job.arguments["file"])
    tell(0, 1, f"reading {file.name}")
    release, _ = read_release(
        path=path_of(file.sha256),
        name=job.arguments["name"],
        authority=job.arguments["authority"],
        published_on=date.fromisoformat(job.arguments["published_on"]),
        by=job.started_by,
        at=at,
        history=bool(job.arguments.get("history")),
    )
    words = "The file is read. Look at what it would change, then apply it."
    if release.state == State.APPLIED:
        words = "This file was applied before, and everything in it is known. Nothing was changed."
    return Outcome(words, f"/data/{release.public_id}/")


@does("apply_release")
def apply(job: Job, at: datetime, tell: Tell) -> Outcome:
    """Arguments: release (public id)."""
    release = Release.objects.get(public_id=job.arguments["release"])
    tell(0, 1, f"applying {release.title}")
    apply_release(release=release, by=job.started_by, at=at)
    return Outcome("The file is applied.", f"/data/{release.public_id}/")
