"""A school that closes within the year: its days end with it, by the register's word or a case's, and so does its plan."""

from datetime import date

import pytest
from tests.factories import AT, adopt, make_person, make_school
from tests.flows.test_entitle_year import FIRST, have_terms, judge, open_school
from tests.planned_year import NOON, SUMMER, approve, make_year, plan

from headway.features.allocation.crediting import book_days
from headway.features.allocation.models import Entitlement
from headway.features.allocation.queries import balance_of_school, whole_year_lines
from headway.features.appointments.models import Appointment
from headway.features.ledgers.models import Posting
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.structural_changes.models import Case, RecordedEnd, RecordedLink
from headway.flows.build_problem import build_problem
from headway.flows.entitle_year import change_entitlement, entitle_year
from headway.flows.publish_year_plan import publish_year_plan
from headway.flows.school_ends import ended_by, school_ends

pytestmark = pytest.mark.django_db
ENDS_ON = date(2027, 2, 1)
SPECIAL = {"phase": "special", "type_code": "12"}


@pytest.fixture(autouse=True)
def policies(db: None) -> None:
    adopt()
    have_terms()


def give() -> int:
    return entitle_year(year=2026, on=FIRST, by="", at=AT).lines


def change(on: date) -> int:
    return change_entitlement(year=2026, on=on, by="", at=AT).lines


def days_of(school) -> int:
    return balance_of_school(school, 2026).entitled_half_days


def record_end(school, on: date = ENDS_ON, follows=()):
    officer = make_person("business-support")
    case = Case.objects.create(
        kind="closure", title="Closure", lead=officer, opened_on=FIRST, made_by=officer, made_at=AT
    )
    for one in follows:
        RecordedLink.objects.create(case=case, older=school, newer=one, on=on)
    return RecordedEnd.objects.create(case=case, school=school, closes_on=on)


def test_an_end_the_register_tells_ahead_leaves_the_part_of_the_year_the_school_is_open():
    school = open_school(**SPECIAL, closed_on=ENDS_ON)
    give()
    # 105 of the 190 school days come before 1 February 2027, 85 after: 6 x 85 / 190 = 2.7, so 2 go back.
    assert days_of(school) == 4
    last = Entitlement.objects.filter(school=school).latest("pk")
    assert (last.rule, last.half_days, last.effective_on) == ("closes-own-days", -2, ENDS_ON)
    assert "the register says" in last.words and "closes on 1 February 2027" in last.words


def test_an_end_recorded_by_a_case_after_the_days_were_given_is_settled_once():
    school, other = open_school(**SPECIAL), open_school(**SPECIAL)
    give()
    record_end(school)
    assert change(date(2026, 11, 2)) == 1
    assert (days_of(school), days_of(other)) == (4, 6)
    before = (Entitlement.objects.count(), Posting.objects.count())
    assert change(date(2026, 11, 3)) == 0
    assert change(date(2027, 3, 1)) == 0
    assert (Entitlement.objects.count(), Posting.objects.count()) == before
    assert "a case of structural change says" in Entitlement.objects.latest("pk").words


def test_the_whole_year_by_rule_is_not_blurred_by_an_end():
    school = open_school(**SPECIAL, closed_on=ENDS_ON)
    give()
    assert {line.rule: line.half_days for line in whole_year_lines(2026)} == {"own-days": 6}
    assert days_of(school) == 4


def test_an_end_that_moves_or_is_put_right_is_made_good():
    school = open_school(**SPECIAL)
    end = record_end(school)
    give()
    assert days_of(school) == 4
    end.closes_on = date(2026, 12, 1)
    end.save()
    change(date(2026, 11, 2))
    assert days_of(school) == 2
    end.undone_by = end.case
    end.save()
    change(date(2026, 11, 3))
    assert days_of(school) == 6
    assert "does not close in this year after all" in Entitlement.objects.latest("pk").words


def test_what_was_used_already_is_not_taken_back():
    school = open_school(**SPECIAL)
    give()
    book_days(school=school, year=2026, half_days=5, source="Visit", key="visit:1", by="", at=AT)
    record_end(school)
    change(date(2026, 11, 2))
    assert days_of(school) == 5
    assert "used already" in Entitlement.objects.latest("pk").words
    assert change(date(2026, 11, 3)) == 0


def test_a_school_that_closed_before_the_year_has_no_days():
    school = open_school(**SPECIAL)
    open_school(**SPECIAL)
    record_end(school, on=FIRST)
    give()
    assert days_of(school) == 0 and not Entitlement.objects.filter(school=school).exists()


def test_days_for_concern_go_back_too():
    school = open_school(**SPECIAL, closed_on=ENDS_ON)
    judge(school, "4")
    give()
    back = dict(Entitlement.objects.filter(school=school, half_days__lt=0).values_list("rule", "half_days"))
    assert back == {"closes-own-days": -2, "closes-concern": -8}


def test_ends_name_the_register_before_a_case_and_successors_of_our_own():
    school, heir = open_school(**SPECIAL), open_school()
    make_school(status_code="1")
    record_end(school, follows=[heir])
    (end,) = school_ends(FIRST, date(2027, 9, 1))
    assert (end.ends_on, end.told_by) == (ENDS_ON, "a case of structural change says")
    assert end.successors == ((str(heir.urn), heir.name),)
    school.closed_on = date(2027, 3, 1)
    school.save()
    (end,) = school_ends(FIRST, date(2027, 9, 1))
    assert (end.ends_on, end.told_by) == (date(2027, 3, 1), "the register says")
    assert ended_by(date(2027, 2, 28)) == frozenset() and ended_by(date(2027, 3, 1)) == {school.urn}


def test_the_planner_leaves_out_a_school_that_has_ended_and_tells_of_one_that_will():
    year = make_year()
    ended, ending = year.schools[0], year.schools[1]
    record_end(ended, on=FIRST)
    School.objects.filter(urn=ending.urn).update(closed_on=ENDS_ON)
    Entitlement.objects.filter(school=ending).update(half_days=1)
    known = build_problem(year=2026, on=SUMMER, policy=typed("deployment"))
    rows = {row.id: row for row in known.problem.schools}
    assert str(ended.urn) not in rows
    assert (rows[str(ending.urn)].half_days, rows[str(ending.urn)].visits) == (1, 1)
    told = [words for words in known.warnings if "closes on 1 February 2027" in words]
    assert told == [
        f"{ending.name} closes on 1 February 2027, the register says: only the days it has until then are planned."
    ]


def test_a_published_plan_appoints_the_adviser_of_a_school_that_closes_until_then():
    year = make_year()
    ending = year.schools[0]
    record_end(ending)
    draft, head = approve(plan())
    publish_year_plan(draft=draft, reason="", seen_version=draft.version, by=head, at=NOON)
    rows = Appointment.objects.as_at(FIRST).filter(role="adviser", subject_kind="school")
    assert rows.get(subject_id=str(ending.urn)).valid_until == ENDS_ON
    others = rows.exclude(subject_id=str(ending.urn))
    assert others and set(others.values_list("valid_until", flat=True)) == {None}
