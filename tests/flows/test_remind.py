"""Digests as each person sets them: what they hold, when they go, and that they go once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from tests.pages.people import adopt_current_policies, make_person
from tests.plan_world import approved_plan, make_plan, seen

from headway.features.plans.actions.reminding import set_reminders, take_turn
from headway.features.plans.models import Reminder
from headway.features.undertakings.models import Undertaking
from headway.flows.remind import send_digests
from headway.rules.reminders import is_due

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 7, tzinfo=ZoneInfo("Europe/London"))
WANTED = {"every_days": 7, "overdue": True, "soon": True, "silent": True, "soon_days": 20}


@pytest.fixture
def owner(db):
    adopt_current_policies()
    return make_person("adviser")


def sent(at=NOW) -> list[str]:
    """The texts of the mails that went."""
    mail.outbox.clear()
    send_digests(at=at, address="https://example.org")
    return [one.body for one in mail.outbox]


def test_a_digest_names_what_is_overdue_and_due_soon_each_once_and_goes_once(owner):
    approved_plan(owner=owner)
    make_plan(owner=owner)
    assert sent() == []
    set_reminders(wanted=WANTED, by=seen(owner), at=NOW)
    texts = sent()
    assert len(texts) == 1
    assert "Overdue (1 action):\n- Train those who write plans: due on 30 October 2026" in texts[0]
    assert "Due soon (2 actions)" in texts[0] and "Not reported" not in texts[0]
    assert sent() == []
    assert sent(NOW + timedelta(days=6)) == []
    assert len(sent(NOW + timedelta(days=7))) == 1


def test_what_was_not_reported_for_long_is_named_where_it_is_asked_for(owner):
    approved_plan(owner=owner)
    only = WANTED | {"overdue": False, "soon": False}
    set_reminders(wanted=only, by=seen(owner), at=NOW)
    assert sent() == []
    later = NOW + timedelta(days=120)
    assert "Not reported for long (3 actions)" in sent(later)[0]


def test_who_left_gets_none_and_two_processes_send_one(owner):
    approved_plan(owner=owner)
    row = set_reminders(wanted=WANTED, by=seen(owner), at=NOW)
    other = Reminder.objects.get(pk=row.pk)
    assert take_turn(reminder=row, at=NOW)
    assert not take_turn(reminder=other, at=NOW)
    owner.is_active = False
    owner.save()
    assert sent(NOW + timedelta(days=30)) == []


def test_the_command_sends_by_mail(owner, mailoutbox, capsys):
    approved_plan(owner=owner)
    Undertaking.objects.update(due_on=date(2026, 9, 2))
    set_reminders(wanted=WANTED, by=seen(owner), at=NOW)
    call_command("remind")
    assert "1 digest(s) sent" in capsys.readouterr().out
    assert [one.to for one in mailoutbox] == [[owner.email]]
    assert "Overdue" in mailoutbox[0].body


def test_what_the_mail_server_does_not_take_is_told_and_sent_the_next_time(owner, monkeypatch):
    approved_plan(owner=owner)
    Undertaking.objects.update(due_on=date(2026, 9, 2))
    set_reminders(wanted=WANTED, by=seen(owner), at=NOW)

    def refuse(message):
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(CommandError, match="did not take 1 digest"):
        call_command("remind")
    monkeypatch.undo()
    assert len(sent()) == 1


@pytest.mark.parametrize(
    ("last", "every", "due"),
    [(None, 0, False), (None, 7, True), (date(2026, 11, 24), 7, True), (date(2026, 11, 25), 7, False)],
)
def test_a_digest_is_due_so_many_days_after_the_last(last, every, due):
    assert is_due(last, every, NOW.date()) == due
