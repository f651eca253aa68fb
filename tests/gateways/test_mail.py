"""Mails: recognisable when delivered twice, no header smuggled in, a refusal in words."""

import pytest
from django.core import mail as outbox

from headway.gateways import mail
from headway.gateways.mail import Mail, MailFault, send_mail

ONE = Mail("head@oak.example", "A letter for you", "Sign in to read it.", "bcdf")


def test_a_mail_leaves_with_a_key_of_its_own():
    send_mail(ONE)
    sent = outbox.outbox[0]
    assert (sent.to, sent.subject, sent.body) == (["head@oak.example"], ONE.subject, ONE.text)
    assert sent.message()["Message-ID"] == "<bcdf@localhost>"


def test_a_subject_cannot_smuggle_a_header_in():
    send_mail(Mail("a@b.example", "Hello\r\nBcc: x@y.example", "words", "k"))
    assert outbox.outbox[0].message()["Bcc"] is None


def test_an_address_with_a_newline_is_refused():
    with pytest.raises(MailFault, match="did not take it"):
        send_mail(Mail("a@b.example\nBcc: x@y.example", "s", "t", "k"))


def test_a_server_that_is_away_is_a_fault_in_words(monkeypatch):
    def away(self):
        raise ConnectionRefusedError("no answer")

    monkeypatch.setattr(mail.EmailMessage, "send", away)
    with pytest.raises(MailFault, match="The mail server did not take it: ConnectionRefusedError no answer"):
        send_mail(ONE)
