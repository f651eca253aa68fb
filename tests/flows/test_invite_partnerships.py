"""Visits to partnerships told to the heads of their member schools, and to nobody else."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core import mail as sent_mail
from tests.factories import make_membership, make_partnership, make_school
from tests.flows.test_invite_schools import invitation
from tests.pages.people import adopt_current_policies, make_person, tie
from tests.plan_world import seen
from tests.records_world import at
from tests.strict_calendar import faults_of, read_outside

from headway.features.appointments.models import Appointment
from headway.features.partnerships.models import Membership
from headway.features.visits.actions import book_visit, cancel_visit, move_visit
from headway.features.visits.models import Visit
from headway.flows import invite_schools as flow
from headway.flows.invite_schools import Invited, invite_schools

pytestmark = pytest.mark.django_db
TODAY, ON = date(2026, 9, 1), date(2026, 9, 15)
NOW = at(TODAY, 9)
LATER = NOW + timedelta(seconds=11)


class World:
    """A partnership of two schools, one that is none of it, and one that left, each with a head and a chair."""

    def __init__(self) -> None:
        self.oak, self.elm, self.yew, self.ash = (make_school(name=f"{one} School") for one in NAMES)
        self.heads = {
            one.name: make_person("headteacher", school=one, email=f"{one.name[:3].lower()}@schools.example")
            for one in (self.oak, self.elm, self.yew, self.ash)
        }
        make_person("chair", school=self.oak)
        self.partnership = make_partnership("Beacon, Partnership; North", self.oak, self.elm)
        make_membership(self.partnership, self.ash, date(2020, 1, 1), date(2026, 7, 1))
        self.lead = make_person("adviser")
        tie(make_person("partnership-lead"), "partnership-lead", "partnership", self.partnership.public_id)

    @property
    def office(self):
        return seen(make_person("business-support"), TODAY)

    def visit(self, on=ON, half="day", **more):
        told = {"kind": "partnership_day", "function": "support", "paid_from": "granted"} | more
        return book_visit(
            place=self.partnership, on=on, half=half, lead=self.lead, by=self.office, at=NOW, **told
        )

    def move(self, visit, on):
        visit.refresh_from_db()
        move_visit(
            visit=visit, on=on, half="am", lead=self.lead, seen_version=visit.version, by=self.office, at=NOW
        )


NAMES = ("Oak", "Elm", "Yew", "Ash")


@pytest.fixture
def world(db):
    adopt_current_policies()
    return World()


def round_of_mails() -> dict[str, dict[str, str]]:
    """Address to the invitation it got in one more round; each in what the standard allows."""
    before = len(sent_mail.outbox)
    invite_schools(at=LATER)
    got = {}
    for number in range(before, len(sent_mail.outbox)):
        (part,) = (p for p in sent_mail.outbox[number].message().walk() if p.get_filename())
        content = part.get_payload(decode=True)
        assert faults_of(content) == [] and len(read_outside(content).events) == 1
        (address,) = sent_mail.outbox[number].to
        assert address not in got, "one mail a round and address"
        got[address] = invitation(number) | {"WORDS": sent_mail.outbox[number].body}
    return got


def told(got) -> dict[str, tuple[str, str]]:
    return {address: (one["METHOD"], one["SEQUENCE"]) for address, one in got.items()}


def test_booked_moved_and_cancelled_reach_the_heads_of_the_members_alone(world):
    visit = world.visit()
    first = round_of_mails()
    assert told(first) == {"oak@schools.example": ("REQUEST", "0"), "elm@schools.example": ("REQUEST", "0")}
    one = first["oak@schools.example"]
    assert one["SUMMARY"] == "Visit: Beacon\\, Partnership\\; North" and "LOCATION" not in one
    assert (one["DTSTART"], one["DTEND"]) == ("20260915T090000", "20260915T160000")
    assert "A visit to Beacon, Partnership; North is booked" in one["WORDS"]
    assert round_of_mails() == {}
    world.move(visit, ON + timedelta(days=7))
    second = round_of_mails()
    assert told(second) == {"oak@schools.example": ("REQUEST", "1"), "elm@schools.example": ("REQUEST", "1")}
    assert second["elm@schools.example"]["DTSTART"] == "20260922T090000"
    cancel_visit(visit=Visit.objects.get(), reason="CANARY", by=world.office, at=NOW)
    last = round_of_mails()
    assert told(last) == {"oak@schools.example": ("CANCEL", "2"), "elm@schools.example": ("CANCEL", "2")}
    assert "does not take place" in last["oak@schools.example"]["WORDS"] and "CANARY" not in str(last)
    assert len({one["UID"] for got in (first, second, last) for one in got.values()}) == 1


def test_who_leaves_is_told_off_and_who_joins_is_asked_and_the_others_hear_nothing(world):
    world.visit()
    round_of_mails()
    Membership.objects.filter(partnership=world.partnership, school=world.elm).update(
        valid_until=ON - timedelta(days=3)
    )
    make_membership(world.partnership, world.yew, ON - timedelta(days=3))
    got = round_of_mails()
    assert told(got) == {"elm@schools.example": ("CANCEL", "1"), "yew@schools.example": ("REQUEST", "0")}
    words = got["elm@schools.example"]["WORDS"]
    assert "You are not asked" in words and "does not take place" not in words
    assert round_of_mails() == {}


def test_members_are_those_of_the_visits_day(world):
    make_membership(world.partnership, world.yew, ON + timedelta(days=1))
    visit = world.visit()
    assert set(round_of_mails()) == {"oak@schools.example", "elm@schools.example"}
    world.move(visit, ON + timedelta(days=1))
    assert told(round_of_mails())["yew@schools.example"] == ("REQUEST", "0")


def test_the_head_of_two_member_schools_is_told_once(world):
    head = world.heads["Oak School"]
    tie(head, "headteacher", "school", world.elm.urn)
    Appointment.objects.filter(person=world.heads["Elm School"]).delete()
    world.visit()
    assert set(round_of_mails()) == {"oak@schools.example"}


def test_a_new_head_is_asked_and_the_former_one_told_off(world):
    world.visit()
    round_of_mails()
    Appointment.objects.filter(person=world.heads["Elm School"]).update(valid_until=TODAY)
    make_person("headteacher", school=world.elm, email="new@schools.example")
    got = round_of_mails()
    assert told(got) == {"elm@schools.example": ("CANCEL", "1"), "new@schools.example": ("REQUEST", "0")}


def test_a_day_gone_by_is_silent_and_the_kind_stays_untold(world):
    world.visit(on=TODAY - timedelta(days=1))
    assert round_of_mails() == {}
    world.visit(kind="concern", function="intervention")
    got = round_of_mails()
    assert len(got) == 2 and not re.search("concern|intervention", str(got), re.IGNORECASE)


def test_a_kind_the_policy_does_not_announce_is_silent(world, monkeypatch):
    usual = flow.typed

    def typed(kind, on=None):
        policy = usual(kind, on)
        if kind != "visit_types":
            return policy
        return replace(
            policy, types={slug: replace(one, announced=False) for slug, one in policy.types.items()}
        )

    world.visit()
    with monkeypatch.context() as quiet:
        quiet.setattr(flow, "typed", typed)
        assert round_of_mails() == {}
    assert len(round_of_mails()) == 2


def test_a_partnership_without_members_tells_nobody(world):
    Membership.objects.all().delete()
    world.visit()
    assert invite_schools(at=LATER) == Invited(0, 0, 0)


@pytest.mark.parametrize("partnerships", [1, 8])
def test_the_questions_asked_do_not_grow_with_partnerships(
    world, django_assert_max_num_queries, partnerships
):
    for number in range(partnerships):
        school = make_school()
        make_person("headteacher", school=school)
        world.partnership = make_partnership("", school)
        world.visit(half="am", on=ON + timedelta(days=number))
    assert invite_schools(at=LATER).sent == partnerships
    with django_assert_max_num_queries(12):
        invite_schools(at=LATER)
