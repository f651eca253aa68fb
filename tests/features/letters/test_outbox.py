"""The outbox: delivered at least once, recognisable, set aside after five tries, nothing confidential in a mail."""

import pytest
from django.core import mail as sent_mail
from tests.features.letters.letters import AT, LATER, Recipient, context, draft, school

from headway.features.letters import outbox
from headway.features.letters.actions import prepare, release
from headway.features.letters.models import Outgoing
from headway.features.letters.outbox import TRIES, Delivery, send_due
from headway.features.letters.queries import mails_set_aside
from headway.gateways.mail import MailFault

pytestmark = pytest.mark.django_db
TWO = (
    Recipient("head", "The head", "head@oak.example"),
    Recipient("chair", "The chair", "chair@oak.example"),
)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def letter():
    made = prepare(draft=draft(school(), recipients=TWO), by=None, at=AT)
    release(letters=[made], by=None, at=AT)
    return made


def test_every_mail_leaves_once(letter):
    assert send_due(at=LATER) == Delivery(2, 0, 0)
    assert send_due(at=LATER) == Delivery(0, 0, 0)
    assert [message.to for message in sent_mail.outbox] == [["head@oak.example"], ["chair@oak.example"]]
    assert set(Outgoing.objects.values_list("sent_at", flat=True)) == {LATER}


def test_a_letter_that_is_not_released_sends_nothing():
    prepare(draft=draft(school()), by=None, at=AT)
    assert send_due(at=LATER) == Delivery(0, 0, 0)


def test_nothing_of_the_letter_is_in_the_mail():
    secret = {field: "CANARY" for field, value in context().items() if isinstance(value, str)}
    secret |= {"lines": [{"days": "CANARY", "rule": "CANARY"}]}
    given = secret | {"authority": "Invented County Council", "service": "School improvement service"}
    made = prepare(draft=draft(school(), given=given), by=None, at=AT)
    release(letters=[made], by=None, at=AT)
    send_due(at=LATER)
    message = sent_mail.outbox[0]
    assert message.subject == "A letter for you from Invented County Council"
    assert "CANARY" not in message.message().as_string()
    assert "School improvement service, Invented County Council" in message.body


def test_a_canary_in_a_field_that_a_mail_shows_would_be_found():
    made = prepare(draft=draft(school(), given=context(authority="CANARY")), by=None, at=AT)
    release(letters=[made], by=None, at=AT)
    send_due(at=LATER)
    assert "CANARY" in sent_mail.outbox[0].message().as_string()


def test_a_worker_that_died_before_marking_sends_the_same_mail_again(letter, monkeypatch):
    def die(mail):
        real(mail)
        raise SystemExit

    real = outbox.send_mail
    with monkeypatch.context() as patched:
        patched.setattr(outbox, "send_mail", die)
        with pytest.raises(SystemExit):
            send_due(at=AT)
    assert send_due(at=LATER) == Delivery(2, 0, 0)
    keys = [message.message()["Message-ID"] for message in sent_mail.outbox]
    assert len(keys) == 3 and len(set(keys)) == 2


def test_a_mail_that_never_leaves_is_set_aside_and_the_other_goes(letter, monkeypatch):
    def refuse_head(mail):
        if mail.address.startswith("head"):
            raise MailFault("The mail server did not take it: mailbox full")
        real(mail)

    real = outbox.send_mail
    monkeypatch.setattr(outbox, "send_mail", refuse_head)
    rounds = [send_due(at=LATER) for _ in range(TRIES + 1)]
    assert rounds[0] == Delivery(1, 1, 0)
    assert rounds[TRIES - 1] == Delivery(0, 0, 1)
    assert rounds[TRIES] == Delivery(0, 0, 0)
    assert [(each.address, each.fault) for each in mails_set_aside()] == [
        ("head@oak.example", "The mail server did not take it: mailbox full")
    ]


def test_a_round_sends_no_more_than_asked(letter):
    assert send_due(at=LATER, most=1) == Delivery(1, 0, 0)
