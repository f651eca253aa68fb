"""The archive of a batch of letters."""

from datetime import datetime

from headway.features.jobs.models import Job
from headway.features.letters.actions import archive_batch
from headway.worker.work import Outcome, Tell, does


@does("archive_letters")
def archive(job: Job, at: datetime, tell: Tell) -> Outcome:
    """Arguments: batch, title. The same letters give the same file, so a second run keeps nothing twice."""

    def told(done: int, total: int) -> None:
        tell(done, total, "writing letters")

    kept = archive_batch(batch=job.arguments["batch"], title=job.arguments["title"], at=at, tell=told)
    return Outcome("The archive is ready.", f"/letters/archives/{job.public_id}/", {"file": kept.public_id})
