"""Mails that tell of letters: the worker sends each once, and again where the server did not take it."""

import pytest
from django.core import mail as sent_mail
from tests.features.letters.letters import AT, LATER, Recipient, draft, school

from headway.features.jobs.models import Job
from headway.features.letters import outbox
from headway.features.letters.actions import prepare, release
from headway.gateways.mail import MailFault
from headway.worker.letters import MailsWait
from headway.worker.work import ask, work

pytestmark = pytest.mark.django_db
TWO = (
    Recipient("head", "The head", "head@oak.example"),
    Recipient("chair", "The chair", "chair@oak.example"),
)


@pytest.fixture(autouse=True)
def released(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    made = prepare(draft=draft(school(), recipients=TWO), by=None, at=AT)
    release(letters=[made], by=None, at=AT)


def send():
    return ask(kind="send_letters", title="Send the letters", by="", at=LATER, arguments={})


def test_every_mail_that_waits_is_sent_once():
    assert (send().state, len(sent_mail.outbox)) == ("done", 2)
    second = send()
    assert (second.words, len(sent_mail.outbox)) == ("0 mails sent.", 2)


def test_what_the_server_does_not_take_waits_and_goes_at_the_next_try(monkeypatch):
    def refuse(mail):
        raise MailFault("The mail server is away.")

    real = outbox.send_mail
    monkeypatch.setattr(outbox, "send_mail", refuse)
    send()
    job = Job.objects.get()
    assert (job.state, len(sent_mail.outbox)) == ("failed", 0)
    with pytest.raises(MailsWait):
        work.func(job.public_id)
    monkeypatch.setattr(outbox, "send_mail", real)
    work.func(job.public_id)
    job.refresh_from_db()
    assert (job.state, job.words, len(sent_mail.outbox)) == ("done", "2 mails sent.", 2)
