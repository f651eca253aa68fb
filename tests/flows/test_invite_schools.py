"""Schools told of visits: the invitation is read back from the mail by a small reader that knows nothing of the writer."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail as sent_mail
from django.core.management import call_command
from tests.factories import make_school
from tests.pages.people import adopt_current_policies, make_person
from tests.plan_world import seen
from tests.records_world import RecordsWorld, at

from headway.features.visit_invitations.models import InvitationMail
from headway.features.visits.actions import approve_visit, cancel_visit, hold_visit, move_visit, restore_visit
from headway.features.visits.models import Visit
from headway.flows import invite_schools as flow
from headway.flows.invite_schools import Invited, invite_schools
from headway.gateways.mail import MailFault

pytestmark = pytest.mark.django_db
TODAY, ON = date(2026, 9, 1), date(2026, 9, 15)
NOW = at(TODAY, 9)
UNDO = timedelta(seconds=11)


@pytest.fixture
def world():
    adopt_current_policies()
    made = RecordsWorld(make_school(name="Teasel Primary, and Nursery; School"), on=TODAY)
    made.person("headteacher")
    return made


def invitation(number: int = -1) -> dict[str, str]:
    """The VEVENT of a mail that was sent, as names to values, with its METHOD."""
    message = sent_mail.outbox[number].message()
    (part,) = (one for one in message.walk() if one.get_content_type() == "text/calendar")
    content = part.get_payload(decode=True)
    assert b"\n" not in content.replace(b"\r\n", b"") and max(map(len, content.split(b"\r\n"))) <= 75
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    begin, end = lines.index("BEGIN:VEVENT"), lines.index("END:VEVENT")
    told = dict(re.fullmatch(r"([A-Z-]+)(?:;[^:]*)?:(.*)", line).groups() for line in lines[begin + 1 : end])
    (method,) = (line.removeprefix("METHOD:") for line in lines if line.startswith("METHOD:"))
    assert part.get_param("method") == method and part.get_filename() == "invitation.ics"
    zoned = [line for line in lines if line.startswith(("DTSTART;", "DTEND;"))]
    assert len(zoned) == 2 and all("TZID=Europe/London" in line for line in zoned)
    return told | {"METHOD": method}


def move(world, visit, on=ON + timedelta(days=7), when=NOW):
    visit = Visit.objects.get(pk=visit.pk)
    move_visit(
        visit=visit, on=on, half="pm", lead=world.person("adviser"), seen_version=visit.version,
        by=world.viewer("business-support"), at=when,
    )  # fmt: skip


def cancel(world, visit, when=NOW):
    cancel_visit(visit=visit, reason="CANARY is ill", by=world.viewer("business-support"), at=when)


def test_booked_moved_and_cancelled_are_one_mail_each_with_one_uid(world):
    visit = world.visit(on=ON)
    assert invite_schools(at=NOW + UNDO) == Invited(1, 1, 0)
    assert invite_schools(at=NOW + UNDO) == Invited(0, 0, 0)
    first = invitation()
    assert sent_mail.outbox[-1].to == [world.person("headteacher").email]
    assert (first["METHOD"], first["SEQUENCE"], first["STATUS"]) == ("REQUEST", "0", "CONFIRMED")
    assert (first["DTSTART"], first["DTEND"]) == ("20260915T090000", "20260915T120000")
    assert first["SUMMARY"] == "Visit: Teasel Primary\\, and Nursery\\; School"
    assert first["ATTENDEE"] == f"mailto:{world.person('headteacher').email}"
    assert first["ORGANIZER"].startswith("mailto:") and "<" not in first["ORGANIZER"]
    move(world, visit)
    invite_schools(at=NOW + UNDO)
    second = invitation()
    assert (second["METHOD"], second["SEQUENCE"], second["DTSTART"]) == ("REQUEST", "1", "20260922T130000")
    cancel(world, visit)
    invite_schools(at=NOW + UNDO)
    last = invitation()
    assert (last["METHOD"], last["SEQUENCE"], last["STATUS"]) == ("CANCEL", "2", "CANCELLED")
    assert first["UID"] == second["UID"] == last["UID"] and len(sent_mail.outbox) == 3


def test_neither_kind_nor_reason_is_told(world):
    visit = world.visit(on=ON, kind="concern", function="intervention")
    invite_schools(at=NOW + UNDO)
    cancel(world, visit)
    invite_schools(at=NOW + UNDO)
    for message in sent_mail.outbox:
        whole = message.subject + message.body + str(invitation(sent_mail.outbox.index(message)))
        assert not re.search("concern|intervention|CANARY", whole, re.IGNORECASE)


def test_undone_within_its_seconds_it_is_no_mail(world):
    visit = world.visit(on=ON)
    assert invite_schools(at=NOW + timedelta(seconds=5)) == Invited(0, 0, 0)
    invite_schools(at=NOW + UNDO)
    later = NOW + timedelta(minutes=5)
    cancel(world, visit, later)
    assert invite_schools(at=later + timedelta(seconds=5)) == Invited(0, 0, 0)
    restore_visit(visit=visit, by=world.viewer("business-support"), at=later + timedelta(seconds=8))
    assert invite_schools(at=later + timedelta(minutes=1)) == Invited(0, 0, 0)
    assert len(sent_mail.outbox) == 1


def test_what_waits_for_approval_is_told_once_it_is_approved(world):
    visit = world.visit(on=ON, told={"needs_approval": True, "why_individual": "New head"})
    assert invite_schools(at=NOW + UNDO) == Invited(0, 0, 0)
    approve_visit(visit=visit, by=seen(make_person("head-of-service"), TODAY), at=NOW)
    assert invite_schools(at=NOW + UNDO) == Invited(1, 1, 0)


def test_a_kind_that_is_not_announced_is_silent(world, monkeypatch):
    usual = flow.typed

    def typed(kind, on=None):
        policy = usual(kind, on)
        if kind != "visit_types":
            return policy
        quiet = {slug: replace(one, announced=slug != "autumn") for slug, one in policy.types.items()}
        return replace(policy, types=quiet)

    monkeypatch.setattr(flow, "typed", typed)
    world.visit(on=ON)
    assert invite_schools(at=NOW + UNDO) == Invited(0, 0, 0)
    world.visit(on=ON, half="pm", kind="spring")
    assert invite_schools(at=NOW + UNDO) == Invited(1, 1, 0)


def test_a_visit_that_was_held_or_lies_behind_is_no_news(world):
    visit = world.visit(on=TODAY)
    invite_schools(at=NOW + UNDO)
    hold_visit(visit=visit, by=world.viewer("adviser"), at=NOW)
    world.visit(on=TODAY - timedelta(days=2))
    assert invite_schools(at=NOW + timedelta(days=1)) == Invited(0, 0, 0)


def test_a_school_without_a_head_on_record_is_told_once_there_is_one():
    adopt_current_policies()
    world = RecordsWorld(make_school(), on=TODAY)
    world.visit(on=ON)
    assert invite_schools(at=NOW + UNDO) == Invited(0, 0, 0)
    world.person("headteacher")
    assert invite_schools(at=NOW + UNDO) == Invited(1, 1, 0)


def test_what_the_mail_server_did_not_take_is_sent_the_next_time(world, monkeypatch):
    world.visit(on=ON)

    def refuse(_):
        raise MailFault("The mail server did not take it")

    usual = flow.send_mail
    monkeypatch.setattr(flow, "send_mail", refuse)
    assert invite_schools(at=NOW + UNDO) == Invited(1, 0, 1)
    monkeypatch.setattr(flow, "send_mail", usual)
    assert invite_schools(at=NOW + UNDO) == Invited(0, 1, 0)
    assert InvitationMail.objects.get().fault == ""


def test_the_questions_asked_do_not_grow_where_there_is_no_news(world, django_assert_max_num_queries):
    for half in ("am", "pm"):
        world.visit(on=ON, half=half)
    invite_schools(at=NOW + UNDO)
    with django_assert_max_num_queries(12):
        invite_schools(at=NOW + UNDO)


def test_the_command_says_what_it_did(world, capsys):
    call_command("invite_schools")
    assert "invitation(s) sent" in capsys.readouterr().out
