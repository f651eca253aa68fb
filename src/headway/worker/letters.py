"""Letters: the archive of a batch, and the mails that tell of them."""

from datetime import datetime

from headway.features.jobs.models import Job
from headway.features.letters.actions import archive_batch
from headway.features.letters.outbox import send_due
from headway.kit.words import count_words
from headway.worker.work import Outcome, Tell, does


@does("archive_letters")
def archive(job: Job, at: datetime, tell: Tell) -> Outcome:
    """Arguments: batch, title. The same letters give the same file, so a second run keeps nothing twice."""

    def told(done: int, total: int) -> None:
        tell(done, total, "writing letters")

    kept = archive_batch(batch=job.arguments["batch"], title=job.arguments["title"], at=at, tell=told)
    return Outcome("The archive is ready.", f"/letters/archives/{job.public_id}/", {"file": kept.public_id})


class MailsWait(Exception):
    """The mail server did not take some mails; they stay in the outbox and the queue tries again."""


@does("send_letters")
def send(job: Job, at: datetime, tell: Tell) -> Outcome:
    """Send every mail that waits in the outbox; what was sent is not sent again. Raises MailsWait for the queue's retry."""
    sent, set_aside = 0, 0
    while True:
        done = send_due(at=at)
        sent, set_aside = sent + done.sent, set_aside + done.set_aside
        tell(sent, sent, "sending mails")
        if done.failed:
            raise MailsWait(f"{done.failed} mails were not taken by the mail server")
        if not done.sent:
            break
    words = f"{count_words(sent, 'mail')} sent."
    if set_aside:
        words += (
            f" {count_words(set_aside, 'mail')} could not be sent after five tries; check their addresses."
        )
    return Outcome(words, "/letters/", {"sent": sent, "set_aside": set_aside})
