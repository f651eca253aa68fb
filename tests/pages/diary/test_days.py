"""Where the days went, against the days planned: what was given, or the published year plan where there is one."""

import csv

import pytest
from django.utils import timezone
from tests.factories import make_partnership, make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, make_person
from tests.pages.visit_objects import make_visit
from tests.plan_world import seen

from headway.features.allocation.models import Entitlement
from headway.features.deployment.models import Assignment, Draft, Lead, State
from headway.features.people.models import Adviser
from headway.features.policies.queries import policy_in_use
from headway.features.visits.actions import hold_visit
from headway.rules.calendars import academic_year_of

pytestmark = pytest.mark.django_db
DAYS = "/diary/days/"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def year(today):
    return academic_year_of(today).first_on.year


@pytest.fixture
def schools(policies):
    return [make_school(name=f"{one} School", status_code="1") for one in ("Elm", "Oak")]


def given(year, half_days, **place):
    policy = policy_in_use("entitlement")
    return Entitlement.objects.create(
        year=year, policy=policy, rule="own-days", pool="partnerships", half_days=half_days, words="Own days",
        effective_on=AT.date(), posting_key=f"{year}-{place}-{half_days}", **place,
    )  # fmt: skip


def published(year, state=State.PUBLISHED):
    return Draft.objects.create(year=year, name=f"Plan {state}", state=state, made_at=AT)


def use(school, today, half_days, function="challenge"):
    for _ in range(half_days):
        made = make_visit(school, on=today, function=function)
        hold_visit(visit=made, by=seen(made.people.get().person, today), at=AT)


def against(client):
    """Each line's name, days planned and the difference, as words or why they are missing."""
    page = client.get(DAYS)
    assert_good_page(page)
    rows = [[getattr(one, "words", one) for one in row.cells] for row in page.context["page"].table.rows]
    return {row[0]: (row[-2], row[-1]) for row in rows}


def words(client):
    return shown_words(parse_page(client.get(DAYS)))


def test_m7_10_days_given_stand_beside_those_used_with_the_difference(schools, client_as, year, today):
    given(year, 4, school=schools[0])
    given(year, 3, school=schools[1])
    given(year, 6, partnership=make_partnership("", schools[0]))
    use(schools[0], today, 9)
    boss = client_as("chief-adviser")
    assert against(boss) == {
        "No category agreed": ("3½ days", "1 day more than planned"),
        "Partnerships": ("3 days", "3 days still to book"),
        "All visits": ("6½ days", "2 days still to book"),
    }
    assert "as no year plan is published" in words(boss)
    sheet = list(csv.DictReader(boss.get(f"{DAYS}?export=csv").content.decode("utf-8-sig").splitlines()))
    assert [(one["Planned"], one["Against plan"]) for one in sheet] == [
        ("3.5", "1.0"),
        ("3.0", "-3.0"),
        ("6.5", "-2.0"),
    ]


def test_m7_10_what_is_booked_counts_as_used_and_what_fits_is_said(schools, client_as, year, today):
    given(year, 3, school=schools[0])
    use(schools[0], today, 1)
    make_visit(schools[0], on=today, half="day")
    assert against(client_as("chief-adviser"))["All visits"] == ("1½ days", "As planned")


def test_m7_10_the_published_plan_stands_before_what_was_given(schools, client_as, year):
    given(year, 40, school=schools[0])
    adviser = Adviser.objects.create(person=make_person("adviser"), base_easting=1, base_northing=1)
    partnership = make_partnership("", schools[0])
    for plan, half_days in ((published(year, State.SUPERSEDED), 30), (published(year), 5)):
        Assignment.objects.create(draft=plan, school=schools[0], adviser=adviser, half_days=half_days)
        Lead.objects.create(draft=plan, partnership=partnership, adviser=adviser, half_days=half_days + 1)
    boss = client_as("chief-adviser")
    found = against(boss)
    assert found["All visits"] == ("5½ days", "5½ days still to book")
    assert found["Partnerships"] == ("3 days", "3 days still to book")
    assert "Planned: the year plan published for" in words(boss)


def test_m7_10_what_is_not_planned_is_missing_and_never_nought(schools, client_as, year, today):
    use(schools[0], today, 1, function="support")
    boss = client_as("chief-adviser")
    assert against(boss)["All visits"] == (None, None)
    said = words(boss)
    assert "No days are planned or given for" in said and "no days planned" in said
    given(year, 2, partnership=make_partnership("", schools[1]))
    assert against(boss)["No category agreed"] == (None, None)
    functions = boss.get(DAYS).context["page"].functions
    told = {row.cells[0]: [getattr(one, "words", one) for one in row.cells[1:]] for row in functions.rows}
    assert told["Support"] == ["½ day", "0 days"] and told["Challenge"] == ["0 days", "0 days"]
    assert "Days are planned for schools and partnerships, not by what a visit is." in words(boss)


def test_m7_10_an_adviser_sees_what_is_planned_at_their_own_schools_alone(schools, client_as, year, today):
    given(year, 4, school=schools[0])
    given(year, 50, school=schools[1])
    given(year, 60, partnership=make_partnership("", schools[1]))
    for role in ("adviser", "headteacher"):
        assert against(client_as(role, schools[0]))["All visits"] == ("2 days", "2 days still to book")
    assert against(client_as("chief-adviser"))["All visits"][0] == "57 days"


@pytest.mark.parametrize("number", [1, 30])
def test_m7_10_it_asks_no_more_for_thirty_schools(
    policies, client_as, year, today, number, django_assert_max_num_queries
):
    for _ in range(number):
        school = make_school(status_code="1")
        given(year, 2, school=school)
        make_visit(school, on=today)
    boss = client_as("chief-adviser")
    boss.get(DAYS)
    with django_assert_max_num_queries(12):
        assert boss.get(DAYS).status_code == 200
