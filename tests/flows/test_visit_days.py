"""A booked visit takes its days, a cancelled one gives them back; without days somebody allows it first."""

from datetime import date

import pytest
from tests.factories import make_partnership, make_person, make_school, tie
from tests.ledger_world import bought, filled, given
from tests.pages.people import AT, adopt_current_policies
from tests.plan_world import seen

from headway.features.day_ledger.asking import ask_for_days, settle_days
from headway.features.day_ledger.models import Movement
from headway.features.day_ledger.queries import balance, pools_of
from headway.features.visits.actions import add_person
from headway.features.visits.models import Visit
from headway.flows import visit_days as flow
from headway.rules.day_ledger import CONCERN
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
ON, NEXT = date(2026, 9, 15), date(2027, 9, 14)


@pytest.fixture
def school(db):
    adopt_current_policies()
    return make_school()


@pytest.fixture
def adviser(school):
    person = make_person("adviser", name="Adviser 1")
    tie(person, "adviser", "school", school.urn)
    return seen(person)


@pytest.fixture
def head_of_service(school):
    return seen(make_person("head-of-service"))


def book(by, place, **more):
    told = {"kind": "autumn", "on": ON, "half": "am", "function": "challenge", "paid_from": "core", **more}
    return flow.book_visit(place=place, lead=by.person, by=by, at=AT, **told)


def left(place, year=2026):
    return balance(place, year)


def test_m6_13_a_booked_visit_takes_its_half_days_and_a_cancelled_one_gives_them_back(school, adviser):
    given(2, school)
    made = book(adviser, school)
    assert left(school) == 1
    flow.cancel_visit(visit=made, reason="The head is ill", by=adviser, at=AT)
    assert left(school) == 2
    flow.restore_visit(visit=made, by=adviser, at=AT)
    assert left(school) == 1
    flow.hold_visit(visit=made, by=seen(adviser.person, on=ON), at=AT)
    assert left(school) == 1
    assert {one.source for one in Movement.objects.all()} == {made.source}


def test_m5_09_no_second_visit_is_booked_where_the_days_are_used(school, adviser):
    given(1, school)
    book(adviser, school)
    with pytest.raises(Refused, match="Nobody has agreed to go below zero"):
        book(adviser, school, half="pm")
    assert Visit.objects.count() == 1 and left(school) == 0


def test_what_was_bought_is_booked_as_well(school, adviser, head_of_service):
    given(1, school)
    bought(school, head_of_service, half_days=2)
    book(adviser, school, half="day")
    assert left(school) == 1


def test_below_zero_once_the_head_of_service_allowed_it(school, adviser, head_of_service):
    given(1, school)
    asked = ask_for_days(subject=school, year=2026, half_days=1, reason="A new head", by=adviser, at=AT)
    settle_days(asked=asked, yes=True, reason="", by=head_of_service, at=AT)
    book(adviser, school, half="day")
    assert left(school) == -1


def test_m5_08_a_visit_without_days_takes_days_for_concern_once_it_is_approved(
    school, adviser, head_of_service
):
    given(2, make_school())
    filled(CONCERN, head_of_service, 3)
    made = book(adviser, school, told={"needs_approval": True, "why_individual": "Results fell"})
    assert not Movement.objects.filter(school=school).exists()
    flow.approve_visit(visit=made, by=head_of_service, at=AT)
    assert (left(school), pools_of(2026)[CONCERN]) == (0, 2)
    flow.cancel_visit(visit=made, reason="Not needed", by=adviser, at=AT)
    assert (left(school), pools_of(2026)[CONCERN]) == (0, 3)


def test_a_move_takes_days_anew_where_their_number_or_the_year_changes(school, adviser):
    given(2, school)
    made = book(adviser, school)
    move = {"visit": made, "lead": adviser.person, "by": adviser, "at": AT}
    flow.move_visit(on=date(2026, 9, 22), half="pm", seen_version=made.version, **move)
    assert left(school) == 1 and Movement.objects.count() == 1
    flow.move_visit(on=date(2026, 9, 22), half="day", seen_version=made.version, **move)
    assert left(school) == 0
    flow.move_visit(on=NEXT, half="day", seen_version=made.version, **move)
    assert left(school) == 2


def test_a_move_to_more_days_than_are_left_changes_nothing(school, adviser):
    given(1, school)
    made = book(adviser, school)
    with pytest.raises(Refused):
        flow.move_visit(
            visit=made, on=ON, half="day", lead=adviser.person, seen_version=made.version, by=adviser, at=AT
        )
    assert Visit.objects.get().half == "am" and left(school) == 0


def test_a_visit_to_a_partnership_takes_its_lead_share(adviser):
    partnership = make_partnership()
    given(2, partnership)
    officer = seen(make_person("business-support"))
    book(officer, partnership, kind="partnership_day")
    assert left(partnership) == 1


def test_before_the_year_s_days_are_given_they_are_taken_when_it_is_held(school, adviser):
    made = book(adviser, school)
    assert not Movement.objects.exists()
    given(1, school)
    flow.hold_visit(visit=made, by=seen(adviser.person, on=ON), at=AT)
    assert left(school) == 0


def test_a_colleague_who_goes_says_it_was_held_and_its_days_are_taken(school, adviser):
    made = book(adviser, school)
    given(1, school)
    colleague = make_person("adviser", name="Adviser 2")
    add_person(visit=made, person=colleague, by=adviser, at=AT)
    flow.hold_visit(visit=made, by=seen(colleague, on=ON), at=AT)
    assert left(school) == 0
