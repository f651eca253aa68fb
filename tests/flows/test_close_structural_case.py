"""Closing a case of structural change: schools end, successors follow; a correcting case undoes it (M1-11)."""

import pytest
from tests.factories import SINCE, make_membership, make_partnership, make_school
from tests.pages.people import AT, adopt_current_policies
from tests.pages.structural_objects import FROM, close, closer, decide, make_case

from headway.features.audit.models import Event
from headway.features.partnerships.models import Membership
from headway.features.structural_changes.actions import take_school_out
from headway.features.structural_changes.models import Part, RecordedEnd, RecordedLink
from headway.flows.school_lineage import lineage_of
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def schools(db):
    adopt_current_policies()
    return [make_school(name=name, status_code="1") for name in ("Infant", "Junior", "Primary")]


def merged(schools):
    infant, junior, primary = schools
    return close(decide(make_case(ends=(infant, junior), follows=(primary,))))


def test_m1_11_closing_a_merger_case_end_dates_both_schools_and_links_the_successor(schools):
    infant, junior, primary = schools
    case = merged(schools)
    ends = RecordedEnd.objects.filter(undone_by=None)
    assert {(one.school, one.closes_on) for one in ends} == {(infant, FROM), (junior, FROM)}
    links = RecordedLink.objects.filter(undone_by=None)
    assert {(one.older, one.newer, one.on) for one in links} == {
        (infant, primary, FROM),
        (junior, primary, FROM),
    }
    before = lineage_of(primary.urn).before
    assert {step.urn for step in before} == {infant.urn, junior.urn} and all(step.recorded for step in before)
    assert case.takes_effect_on == FROM and case.closed_on
    event = Event.objects.filter(action="close_structural_case").get()
    assert sorted(event.after["closing"]) == sorted([infant.urn, junior.urn])
    infant.refresh_from_db()
    assert infant.closed_on is None  # the register's own facts stay as published


def test_m1_11_the_schools_that_close_leave_their_partnerships_on_that_day(schools):
    infant, _, primary = schools
    made = make_partnership("Vale", infant, primary)
    merged(schools)
    assert Membership.objects.get(school=infant).valid_until == FROM
    assert Membership.objects.get(school=primary).valid_until is None
    assert made.memberships.count() == 2


def test_m1_11_a_case_that_does_not_go_ahead_changes_no_school(schools):
    infant, junior, primary = schools
    make_membership(make_partnership("Vale"), infant, SINCE)
    close(decide(make_case(ends=(infant, junior), follows=(primary,)), goes_ahead=False), None)
    assert not RecordedEnd.objects.exists() and not RecordedLink.objects.exists()
    assert Membership.objects.get(school=infant).valid_until is None


def test_m1_11_a_correcting_case_undoes_what_was_recorded_and_deletes_nothing(schools):
    infant, junior, primary = schools
    case = merged(schools)
    correcting = make_case("It was the infants alone", corrects=case)
    assert {(one.school, one.part) for one in correcting.schools.all()} == {
        (infant, Part.ENDS),
        (junior, Part.ENDS),
        (primary, Part.FOLLOWS),
    }
    take_school_out(case=correcting, urn=junior.urn, by=closer(), at=AT)
    close(decide(correcting))
    assert [one.school for one in RecordedEnd.objects.filter(undone_by=None)] == [infant]
    assert RecordedEnd.objects.filter(case=case, undone_by=correcting).count() == 2
    assert RecordedEnd.objects.count() == 3
    assert [step.urn for step in lineage_of(primary.urn).before] == [infant.urn]


def test_m1_11_a_school_is_recorded_as_closed_by_one_case(schools):
    infant, _, primary = schools
    merged(schools)
    again = decide(make_case("Again", "closure", ends=(infant,)))
    with pytest.raises(Refused, match="recorded as closed by another case"):
        close(again)
    again.refresh_from_db()
    assert again.closed_on is None


def test_m1_11_closing_needs_the_day_it_holds_from(schools):
    infant, junior, primary = schools
    with pytest.raises(Refused, match="first day on which the change holds"):
        close(decide(make_case(ends=(infant, junior), follows=(primary,))), None)
