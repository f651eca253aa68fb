"""Partnerships over time: one recognised membership at a time, dated ends, lead heads."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories import (
    AT,
    ON,
    SINCE,
    adopt,
    make_membership,
    make_partnership,
    make_person,
    make_quadrant,
    make_school,
    tie,
    view_as,
)

from headway.features.appointments.models import Appointment
from headway.features.appointments.queries import viewer_of
from headway.features.audit.models import Event
from headway.features.partnerships.actions import (
    add_member,
    end_membership,
    form_partnership,
    set_lead_head,
    settle_partnership,
)
from headway.features.partnerships.models import Membership, Partnership
from headway.features.partnerships.queries import leads_of, partnership_of, roll_of
from headway.features.policies.queries import typed
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies():
    adopt()


def form(name="Vale Partnership", **more):
    fields = {"kind": "geographic", "recognised": True, "formed_on": SINCE, "by": None, "at": AT} | more
    return form_partnership(name=name, policy=typed("partnerships"), **fields)


def test_m1_04_a_school_in_a_recognised_partnership_is_refused_until_that_membership_ends():
    school, first, second = make_school(), make_partnership("First"), form()
    held = make_membership(first, school)
    with pytest.raises(
        Refused, match="is in the recognised partnership First since 1 January 2020; end that"
    ):
        add_member(partnership=second, school=school, member_from=ON, by=None, at=AT)
    assert partnership_of([school.urn], ON) == {school.urn: first}
    end_membership(membership=held, on=ON, by=None, at=AT)
    add_member(partnership=second, school=school, member_from=ON, by=None, at=AT)
    assert partnership_of([school.urn], ON) == {school.urn: second}
    assert partnership_of([school.urn], date(2026, 8, 31)) == {school.urn: first}


def test_m1_04_a_later_recognised_membership_is_refused_too():
    school, first = make_school(), make_partnership("First")
    make_membership(first, school, valid_from=date(2027, 1, 1))
    with pytest.raises(Refused, match="First"):
        add_member(partnership=form(), school=school, member_from=ON, by=None, at=AT)


def test_a_group_that_is_not_recognised_takes_members_of_others():
    school = make_school()
    make_partnership("First", school)
    network = form("Reading Network", kind="thematic", recognised=False)
    add_member(partnership=network, school=school, member_from=ON, by=None, at=AT)
    assert [row.school for row in roll_of(network, ON)] == [school]


def test_the_database_keeps_one_open_recognised_membership():
    school = make_school()
    make_partnership("First", school)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_membership(make_partnership("Second"), school)


def test_a_refusal_changes_nothing():
    school = make_school()
    make_partnership("First", school)
    second = form()
    before = Event.objects.count()
    with pytest.raises(Refused):
        add_member(partnership=second, school=school, member_from=ON, by=None, at=AT)
    assert (Membership.objects.count(), Event.objects.count()) == (1, before)


def test_nobody_joins_before_the_partnership_was_formed():
    with pytest.raises(Refused, match="was formed on 1 September 2026"):
        add_member(partnership=form(formed_on=ON), school=make_school(), member_from=SINCE, by=None, at=AT)


def test_a_membership_ends_after_it_began_and_once():
    held = make_membership(make_partnership(), make_school(), valid_from=ON)
    with pytest.raises(Refused, match="began on 1 September 2026"):
        end_membership(membership=held, on=ON, by=None, at=AT)
    end_membership(membership=held, on=date(2026, 9, 2), by=None, at=AT)
    with pytest.raises(Refused, match="already ended on 2 September 2026"):
        end_membership(membership=held, on=date(2026, 10, 1), by=None, at=AT)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "Enter the name"),
        ({"name": "vale partnership"}, "already a partnership called vale partnership"),
        ({"name": "Other", "kind": "club"}, "not a kind of partnership"),
        ({"name": "Other", "kind": "thematic"}, "is not recognised by the partnership policy"),
    ],
)
def test_what_cannot_be_formed_says_why(fields, sentence):
    form()
    with pytest.raises(Refused, match=sentence):
        form(**fields)


def test_m1_04_a_lead_head_follows_another_without_a_gap():
    partnership, old, new = form(), make_person("headteacher"), make_person("headteacher")
    set_lead_head(partnership=partnership, person=old, valid_from=SINCE, by=None, at=AT)
    set_lead_head(partnership=partnership, person=new, valid_from=ON, by=None, at=AT)
    assert leads_of([partnership], date(2026, 8, 31))[partnership.public_id].person == old
    assert leads_of([partnership], ON)[partnership.public_id].person == new
    set_lead_head(partnership=partnership, person=new, valid_from=date(2026, 10, 1), by=None, at=AT)
    assert Appointment.objects.filter(role="partnership-lead").count() == 2


def test_a_quadrant_lead_changes_partnerships_of_the_own_quadrant_only():
    north, south = make_quadrant("Quadrant North"), make_quadrant("Quadrant South")
    person = make_person("quadrant-lead")
    tie(person, "quadrant-lead", "quadrant", north.public_id)
    viewer = viewer_of(person, on=ON, access=typed("access"))
    mine, other = form("Mine", quadrant=north, by=viewer), make_partnership("Other", quadrant=south)
    add_member(partnership=mine, school=make_school(), member_from=ON, by=viewer, at=AT)
    with pytest.raises(Refused, match="own"):
        add_member(partnership=other, school=make_school(), member_from=ON, by=viewer, at=AT)
    with pytest.raises(Refused):
        form("Third", quadrant=south, by=viewer)


def test_an_adviser_reads_and_writes_nothing():
    school = make_school()
    with pytest.raises(Refused):
        form(by=view_as("adviser", school))


def test_a_proposed_partnership_is_settled_once():
    partnership = form(proposed=True)
    settle_partnership(partnership=partnership, by=None, at=AT)
    settle_partnership(partnership=partnership, by=None, at=AT)
    assert not Partnership.objects.get().proposed
    assert Event.objects.filter(action="settle_partnership").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_partnerships_that_take_a_school_at_once_one_is_refused():
    school, partnerships = make_school(), [form("One"), form("Two"), form("Three")]
    refused, start = [], threading.Barrier(len(partnerships))

    def take(partnership):
        try:
            start.wait(timeout=10)
            add_member(partnership=partnership, school=school, member_from=ON, by=None, at=AT)
        except Refused as no:
            refused.append(no.verdict.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(one,)) for one in partnerships]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert Membership.objects.filter(school=school).count() == 1
    assert len(refused) == 2
    assert all("recognised partnership" in words for words in refused)
