"""What a visit begins with: approval, who is asked along, and what stands against it."""

from datetime import date, timedelta

import pytest
from tests.factories import make_partnership, make_person, make_release, make_school, tie
from tests.pages.people import adopt_current_policies
from tests.pages.schools.rows import make_judgement
from tests.pages.visit_objects import make_visit

from headway.features.allocation.models import Entitlement
from headway.features.evidence.models import Observation
from headway.features.policies.queries import policy_in_use, typed
from headway.features.schools.models import TermDate
from headway.features.visits.models import Absence
from headway.flows.prepare_visit import against, approval_needed, asked_along, filled_agenda
from headway.rules.visit_types import agenda_of

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 15)


@pytest.fixture
def school(db):
    adopt_current_policies()
    return make_school(status_code="1")


@pytest.fixture
def policy(school):
    return typed("visit_types")


def give(school, half_days, pool="individual", rule="own-days"):
    Entitlement.objects.create(
        year=2026, school=school, policy=policy_in_use("entitlement"), rule=rule, pool=pool, half_days=half_days,
        words="days", effective_on=date(2026, 9, 1), posting_key=f"{school.urn} {rule}",
    )  # fmt: skip


def test_m5_08_a_visit_needs_approval_without_own_days_and_without_a_category(school, policy):
    assert not approval_needed(policy, "autumn", school, ON), "no day of the year is given yet"
    shared = typed("entitlement").pools["partnership"]
    give(school, 4, pool=shared, rule="share")
    assert approval_needed(policy, "autumn", school, ON), "a share of the partnership's days is not its own"
    assert not approval_needed(policy, "partnership_day", school, ON)
    assert not approval_needed(policy, "autumn", make_partnership("Northdown Partnership", school), ON)
    give(school, 2)
    assert not approval_needed(policy, "autumn", school, ON)


def test_m5_08_a_category_of_concern_gives_visits(school, policy):
    other = make_school(status_code="1")
    give(other, 2)
    assert approval_needed(policy, "concern", school, ON)
    worst = typed("categories").concerns[-1]
    make_judgement(school, worst, valid_from=ON)
    assert not approval_needed(policy, "concern", school, ON)


def test_m5_12_who_is_asked_along_is_the_school_s_officer_or_the_only_one(school, policy):
    assert [(one.role, one.person) for one in asked_along(policy, "autumn", school, ON)] == [
        ("attendance", None)
    ]
    first = make_person("attendance")
    assert asked_along(policy, "autumn", school, ON)[0].person == first
    second = make_person("attendance")
    assert asked_along(policy, "autumn", school, ON)[0].person is None
    tie(second, "attendance", "school", school.urn)
    assert asked_along(policy, "autumn", school, ON)[0].person == second
    assert asked_along(policy, "target_setting", school, ON) == ()
    Observation.objects.create(
        release=make_release("census"), row=1, school=school, measure="eal", period="2025/26", value="20.1"
    )
    assert asked_along(policy, "target_setting", school, ON)[0].role == "ethnic-minority"


def test_m5_02_the_newest_figure_stands_in_the_agenda(school):
    release = make_release("absence")
    for period, value in (("2023/24", "25.0"), ("2024/25", "21.4")):
        Observation.objects.create(
            release=release,
            row=1,
            school=school,
            measure="persistent_absence_primary",
            period=period,
            value=value,
        )
    points = {one.words: one for one in filled_agenda(make_visit(school))}
    attendance = next(one for words, one in points.items() if words.startswith("Attendance"))
    assert len(attendance.known) == 1 and "21.4% in 2024/25" in attendance.known[0]


def test_m5_01_a_visit_keeps_the_points_it_was_booked_with(school, policy):
    made = make_visit(school)
    assert [one["words"] for one in made.agenda] == [one.words for one in agenda_of(policy, "autumn").items]


def test_what_stands_against_a_visit_is_told_of_each_person(school):
    far = make_school(status_code="1", easting=690_000, northing=290_000)
    who = make_person("adviser", name="Adviser 1")
    made = make_visit(far, lead=who, half="pm")
    assert any("kilometres" in one for one in against(place=school, on=ON, half="am", people=[who]))
    assert any("is at" in one for one in against(place=school, on=ON, half="day", people=[who]))
    assert against(place=school, on=ON, half="day", people=[make_person("adviser")]) == ()
    assert against(place=far, on=ON, half="pm", people=[who], key=made.public_id) == ()
    Absence.objects.create(person=who, first_on=ON, until=ON + timedelta(days=1), recorded_by=who)
    assert any("is away" in one for one in against(place=far, on=ON, half="am", people=[who]))


def test_a_day_outside_the_published_terms_is_told(school):
    TermDate.objects.create(
        academic_year=2026,
        authority_name="Eastmarch",
        kind="term",
        words="Autumn",
        start_on=date(2026, 10, 1),
        until=date(2026, 12, 19),
    )
    assert "closed" in against(place=school, on=ON, half="am", people=[])[0]
    assert against(place=school, on=date(2026, 10, 6), half="am", people=[]) == ()
