"""An inspection comes: what clashes is proposed to move, and moves only once it is accepted."""

from datetime import date, timedelta

import pytest
from tests.factories import make_partnership, make_school
from tests.pages.people import AT, adopt_current_policies, make_person, tie
from tests.pages.visit_objects import make_visit
from tests.plan_world import seen

from headway.features.audit.models import Event
from headway.features.schools.models import TermDate
from headway.features.schools.queries import own_authority
from headway.features.undoing.actions import offer_undo
from headway.features.visits.actions import cancel_visit
from headway.features.visits.around import record_absence, record_notice
from headway.features.visits.models import Visit
from headway.flows.replan_inspection import CHANGED, accept_moves, moves_for
from headway.flows.undo_deed import undo_deed
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 14)  # a Monday
TUE, WED, THU, FRI = (TODAY + timedelta(days=n) for n in (1, 2, 3, 4))


@pytest.fixture
def school(db):
    adopt_current_policies()
    return make_school(name="Elm Primary School", status_code="1")


@pytest.fixture
def adviser(school):
    return seen(make_person("adviser", school=school, name="Adviser 1"), TODAY)


@pytest.fixture
def head(school):
    return make_person("headteacher", school=school, name="Head 1")


def notice(school, by, begins_on=TUE):
    return record_notice(school=school, told_on=TODAY, begins_on=begins_on, by=by, at=AT)


def proposed(moves):
    return {one.visit.public_id: (one.slot.on, one.slot.half) if one.slot else None for one in moves}


def test_m5_15_the_schools_visits_and_those_of_who_attends_are_proposed_to_move(school, adviser, head):
    here = make_visit(school, on=TUE, lead=make_person("adviser", name="Adviser 2"))
    away = make_visit(make_school(name="Oak School"), on=WED, lead=adviser.person)
    later = make_visit(school, on=THU, lead=adviser.person, half="pm")
    other = make_visit(make_school(), on=TUE)
    off = make_visit(school, on=WED, lead=adviser.person)
    cancel_visit(visit=off, reason="Ill", by=seen(make_person("business-support"), TODAY), at=AT)
    moves = moves_for(adviser, notice(school, adviser))
    assert proposed(moves) == {here.public_id: (THU, "am"), away.public_id: (THU, "am")}
    why = {one.visit.public_id: one.why for one in moves}
    assert why == {
        here.public_id: "The school is inspected then.",
        away.public_id: "Adviser 1 attends the inspection then.",
    }
    for visit in (here, away, later, other):
        on = visit.on
        visit.refresh_from_db()
        assert visit.on == on, "nothing moves until somebody accepts"


def test_who_must_be_told_is_named(school, adviser, head):
    make_visit(school, on=TUE, lead=make_person("adviser", name="Adviser 2"))
    members = [make_school(name="Ash School"), make_school(name="Fir School")]
    partnership = make_partnership("Northdown", *members)
    for number, member in enumerate(members, 8):
        make_person("headteacher", name=f"Head {number}", school=member)
    headless = make_school(name="Oak School")
    make_visit(headless, on=WED, lead=adviser.person)
    make_visit(partnership, on=WED, lead=adviser.person, half="pm", kind="partnership_day")
    told = {one.visit.place.name: one.told for one in moves_for(adviser, notice(school, adviser))}
    assert told["Elm Primary School"] == (
        "Adviser 2: in their diary",
        "Head 1, head at Elm Primary School: an invitation goes by mail",
    )
    assert told["Oak School"][1] == "Oak School: no head is recorded, tell them yourself"
    name = partnership.name
    assert told[name][1:] == tuple(
        f"Head {number}, head at {name}: an invitation goes by mail" for number in (8, 9)
    )


def test_days_away_and_closed_days_and_other_inspections_are_passed_over(school, adviser):
    visit = make_visit(school, on=TUE, lead=adviser.person, half="day")
    boss = seen(make_person("head-of-service"), TODAY)
    record_absence(person=adviser.person, first_on=THU, last_on=THU, by=boss, at=AT)
    told = {"authority_name": own_authority().name, "academic_year": 2026}
    monday = TODAY + timedelta(days=7)
    for kind, first, until in (
        ("term", date(2026, 9, 1), date(2026, 12, 18)),
        ("inset", FRI, FRI + timedelta(days=1)),
    ):
        TermDate.objects.create(kind=kind, start_on=first, until=until, **told)
    second = make_school(status_code="1")
    tie(adviser.person, "adviser", "school", second.urn)
    record_notice(school=second, told_on=TODAY, begins_on=monday, by=boss, at=AT)
    assert proposed(moves_for(adviser, notice(school, adviser))) == {
        visit.public_id: (monday + timedelta(days=2), "day")
    }


def test_accepted_moves_are_made_and_the_rest_stays(school, adviser, head):
    first = make_visit(school, on=TUE, lead=adviser.person)
    second = make_visit(school, on=WED, lead=adviser.person)
    held = notice(school, adviser)
    one, two = moves_for(adviser, held)
    facts = accept_moves(notice=held, keys=[one.key], by=adviser, at=AT)
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.on, second.on) == (one.slot.on, WED) and len(facts) == 1
    assert first.changed_at == AT, "the invitation follows a visit that changed"
    assert Event.objects.get(action="replan_inspection").after == {"moved": [first.public_id]}
    assert Event.objects.filter(action="move_visit").count() == 1
    assert [left.visit for left in moves_for(adviser, held)] == [second]


def test_moves_are_taken_back_together(school, adviser):
    visits = [make_visit(school, on=day, lead=adviser.person) for day in (TUE, WED)]
    held = notice(school, adviser)
    keys = [one.key for one in moves_for(adviser, held)]
    facts = accept_moves(notice=held, keys=keys, by=adviser, at=AT)
    deed = offer_undo(kind="replan_inspection", facts={"moves": facts}, back_to="/", by=adviser, at=AT)
    assert undo_deed(deed=deed, by=adviser, at=AT) == "2 visits are on the day it was again."
    assert sorted(Visit.objects.values_list("on", flat=True)) == [TUE, WED]
    assert len(visits) == 2


def test_a_diary_that_changed_since_refuses_what_was_shown(school, adviser):
    visit = make_visit(school, on=TUE, lead=adviser.person)
    held = notice(school, adviser)
    (shown,) = moves_for(adviser, held)
    make_visit(make_school(), on=shown.slot.on, lead=adviser.person, half="day")
    with pytest.raises(Refused, match=CHANGED):
        accept_moves(notice=held, keys=[shown.key], by=adviser, at=AT)
    visit.refresh_from_db()
    assert visit.on == TUE


def test_who_may_not_move_dates_moves_nothing(school, adviser):
    visit = make_visit(school, on=TUE, lead=adviser.person)
    boss = seen(make_person("head-of-service"), TODAY)
    held = notice(school, adviser)
    (shown,) = moves_for(boss, held)
    assert shown.slot and not shown.may
    with pytest.raises(Refused):
        accept_moves(notice=held, keys=[shown.key], by=boss, at=AT)
    visit.refresh_from_db()
    assert visit.on == TUE


def test_without_a_free_day_it_stays_and_is_said(school, adviser):
    make_visit(school, on=TUE, lead=adviser.person)
    boss = seen(make_person("head-of-service"), TODAY)
    record_absence(person=adviser.person, first_on=THU, last_on=date(2027, 1, 1), by=boss, at=AT)
    (shown,) = moves_for(adviser, notice(school, adviser))
    assert shown.slot is None


@pytest.mark.parametrize("number", [1, 20])
def test_as_many_queries_for_one_visit_as_for_many(school, adviser, number, django_assert_max_num_queries):
    for _ in range(number):
        make_visit(school, on=TUE, lead=make_person("adviser"))
    held = notice(school, adviser)
    moves_for(adviser, held)
    with django_assert_max_num_queries(12):
        assert len(moves_for(adviser, held)) == number
