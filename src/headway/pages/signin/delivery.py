"""Handing sign-in mails over after the answer is on its way, in their order."""

import logging
from concurrent.futures import ThreadPoolExecutor

from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)
# One thread: mails leave in order, and a slow mail server never holds up a page.
_post = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sign-in-mail")


def hand_over(message: EmailMessage | None) -> None:
    """Deliver the message off the request; None is handed over as well and comes to nothing."""
    _post.submit(_deliver, message)


def wait_for_delivery() -> None:
    """Return when everything handed over so far has left; for tests and for an orderly stop."""
    _post.submit(lambda: None).result()


def _deliver(message: EmailMessage | None) -> None:
    if message is None:
        return
    try:
        message.send()
    except Exception:  # whatever the mail server does, it is told in the log and not to the visitor
        logger.exception("A sign-in mail could not be sent.")
