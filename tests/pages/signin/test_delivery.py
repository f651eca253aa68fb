"""Sign-in mails leave off the request, in order, and a broken mail server troubles nobody who signs in."""

import logging

from django.core import mail
from django.core.mail import EmailMessage

from headway.pages.signin.delivery import hand_over, wait_for_delivery


class Undeliverable(EmailMessage):
    """A message the mail server refuses."""

    def send(self, *args, **more):
        raise OSError("the mail server is away")


def test_messages_leave_in_order_and_nothing_leaves_nothing():
    for subject in ("first", "second", "third"):
        hand_over(EmailMessage(subject, "words", "from@example.org", ["to@example.org"]))
        hand_over(None)
    wait_for_delivery()
    assert [m.subject for m in mail.outbox] == ["first", "second", "third"]


def test_a_message_that_cannot_be_sent_is_logged_and_the_next_leaves(caplog):
    with caplog.at_level(logging.ERROR):
        hand_over(Undeliverable("first", "a secret code", "from@example.org", ["to@example.org"]))
        hand_over(EmailMessage("second", "words", "from@example.org", ["to@example.org"]))
        wait_for_delivery()
    assert [m.subject for m in mail.outbox] == ["second"]
    assert "could not be sent" in caplog.text
    assert "a secret code" not in caplog.text
