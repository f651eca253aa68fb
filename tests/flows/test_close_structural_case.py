"""Closing a case of structural change: schools end, successors follow; a correcting case undoes it (M1-11)."""

from datetime import date

import pytest
from tests.factories import SINCE, make_membership, make_partnership, make_school
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.structural_objects import FROM, close, closer, decide, make_case
from tests.plan_world import seen

from headway.features.audit.models import Event
from headway.features.partnerships.actions import end_membership
from headway.features.partnerships.models import Membership
from headway.features.partnerships.reopening import may_reopen
from headway.features.structural_changes.actions import take_school_out
from headway.features.structural_changes.models import Part, RecordedEnd, RecordedLink
from headway.flows.give_memberships_back import give_memberships_back, memberships_to_give_back
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


def corrected(case, *, ahead=True, on=FROM, without=None):
    """The case that puts it right, closed."""
    made = make_case("Put right", corrects=case)
    if without:
        take_school_out(case=made, urn=without.urn, by=closer(), at=AT)
    return close(decide(made, goes_ahead=ahead), on if ahead else None)


def offered(case):
    return [(one.membership.school, one.until) for one in memberships_to_give_back(case, closer())]


def test_m1_11_memberships_that_ended_with_a_corrected_case_are_offered_back_and_go_on(schools):
    infant, junior, primary = schools
    make_partnership("Vale", infant, junior, primary)
    case = merged(schools)
    assert memberships_to_give_back(case, closer()) == []
    right = corrected(case, without=junior)
    assert offered(right) == [(junior, None)]
    (offer,) = memberships_to_give_back(right, closer())
    assert give_memberships_back(case=right, keys=[offer.key], by=closer(), at=AT) == 1
    held = Membership.objects.get(school=junior)
    assert (held.valid_from, held.valid_until) == (SINCE, None)
    assert Membership.objects.get(school=infant).valid_until == FROM
    event = Event.objects.filter(action="reopen_membership").get()
    assert event.before["valid_until"] == FROM.isoformat() and event.after["valid_until"] is None
    assert offered(right) == []
    with pytest.raises(Refused, match="offered now"):
        give_memberships_back(case=right, keys=[offer.key], by=closer(), at=AT)


def test_m1_11_a_school_that_closes_later_after_all_is_a_member_until_then(schools):
    infant, junior, primary = schools
    make_partnership("Vale", infant)
    later = date(2028, 9, 1)
    right = corrected(merged(schools), on=later)
    assert offered(right) == [(infant, later)]
    give_memberships_back(
        case=right, keys=[one.key for one in memberships_to_give_back(right, closer())], by=closer(), at=AT
    )
    assert Membership.objects.get(school=infant).valid_until == later


def test_m1_11_what_ended_on_another_day_is_not_offered(schools):
    infant, _, _ = schools
    make_partnership("Vale", infant)
    end_membership(membership=Membership.objects.get(), on=date(2026, 9, 10), by=closer(), at=AT)
    assert offered(corrected(merged(schools), ahead=False)) == []


def test_m1_11_a_school_that_joined_another_partnership_since_keeps_that(schools):
    infant, _, _ = schools
    make_partnership("Vale", infant)
    right = corrected(merged(schools), ahead=False)
    make_membership(make_partnership("Hill"), infant, FROM)
    (offer,) = memberships_to_give_back(right, closer())
    assert "recognised partnership Hill" in offer.verdict.reason
    with pytest.raises(Refused, match="recognised partnership Hill"):
        give_memberships_back(case=right, keys=[offer.key], by=closer(), at=AT)
    assert Membership.objects.get(partnership__name="Vale").valid_until == FROM


def test_m1_11_memberships_are_given_back_by_who_may_write_of_the_partnership(schools):
    infant, _, _ = schools
    make_partnership("Vale", infant)
    right = corrected(merged(schools), ahead=False)
    row = Membership.objects.select_related("partnership").get()
    assert may_reopen(closer(), row, None, [row])
    data = seen(make_person("data-officer"))
    assert not may_reopen(data, row, None, [row])
    (offer,) = memberships_to_give_back(right, data)
    assert not offer.verdict
    with pytest.raises(Refused):
        give_memberships_back(case=right, keys=[offer.key], by=data, at=AT)
    with pytest.raises(Refused):
        give_memberships_back(case=right, keys=[offer.key], by=seen(make_person("adviser")), at=AT)
