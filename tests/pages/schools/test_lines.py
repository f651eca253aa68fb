"""One line a school: what stands above the register is joined by date, in two queries whatever the number."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import (
    ON,
    adopt,
    make_district,
    make_headship,
    make_inspection,
    make_partnership,
    make_quadrant,
    view_as,
)
from tests.pages.schools.rows import (
    make_adviser,
    make_entitlement,
    make_judgement,
    make_proposal,
    make_school,
)

from headway.features.policies.queries import typed
from headway.features.schools.models import Provision
from headway.pages.schools.lines import school_lines

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _policies():
    adopt()


def lines(viewer=None):
    """Lines by name for a head of service on ON."""
    known = school_lines(
        viewer or view_as("head-of-service"),
        entitlement=typed("entitlement"),
        partnerships=typed("partnerships"),
    )
    return {line.name: line for line in known.lines}, known.year


def test_a_line_holds_what_is_in_force_on_the_day():
    district = make_district("Northdown")
    make_quadrant("Quadrant North", district)
    school = make_school(name="Elm", district=district)
    make_judgement(school, "4", valid_from=date(2025, 9, 1), valid_until=ON, label="Causing concern")
    make_judgement(school, "3")
    make_judgement(school, "1", state="waiting", label="Strong")
    make_proposal(school)
    make_adviser(school)
    make_partnership("Northdown Partnership", school)
    make_entitlement(school, 3)
    make_entitlement(school, 2, rule="new-head")
    line = lines()[0]["Elm"]
    assert (line.category, line.category_label, line.proposed) == ("3", "Needs support", "2")
    assert (line.adviser, line.partnership, line.half_days) == ("Adviser 01", "Northdown Partnership", 5)
    assert (line.district, line.quadrant, line.flags) == ("Northdown", "Quadrant North", frozenset())


def test_without_anything_known_a_line_says_so_and_days_are_none_not_zero():
    make_school(name="Elm")
    line = lines()[0]["Elm"]
    assert (line.category, line.proposed, line.adviser, line.quadrant, line.half_days) == (
        "",
        "",
        "",
        "",
        None,
    )


def test_m1_06_an_open_primary_without_a_recognised_partnership_is_unpartnered():
    primary = make_school(name="Elm")
    make_school(name="Oak", phase="special")
    make_school(name="Ash", status="Closed", status_code="2")
    make_partnership("Informal", primary, recognised=False)
    found, _ = lines()
    assert {name for name, line in found.items() if "unpartnered" in line.flags} == {"Elm"}


def test_m1_08_an_open_provision_and_a_new_head_are_flagged_and_ended_ones_are_not():
    made = make_school(name="Elm")
    former = make_school(name="Oak")
    Provision.objects.create(school=made, kind="sen-unit", valid_from=date(2020, 9, 1))
    Provision.objects.create(school=former, kind="sen-unit", valid_from=date(2020, 9, 1), valid_until=ON)
    make_headship(made, valid_from=date(2026, 4, 1))
    make_headship(former, "acting", valid_from=date(2026, 4, 1))
    found, _ = lines()
    assert {"provision", "new-head"} <= found["Elm"].flags
    assert not {"provision", "new-head"} & found["Oak"].flags


def test_days_of_next_year_are_shown_while_this_year_has_none():
    school = make_school(name="Elm")
    make_entitlement(school, 4, year=2027)
    assert (lines()[0]["Elm"].half_days, lines()[1]) == (4, 2027)
    make_entitlement(school, 1, year=2026)
    assert (lines()[0]["Elm"].half_days, lines()[1]) == (1, 2026)


def test_the_date_is_of_the_latest_inspection_that_gave_grades():
    school = make_school(name="Elm")
    make_inspection(school, "overall", date(2023, 3, 1), {"overall_effectiveness": "2"})
    make_inspection(school, "sub-judgements", date(2025, 3, 1), {})
    assert lines()[0]["Elm"].inspected_on == date(2023, 3, 1)


@pytest.mark.parametrize("number", [1, 30])
def test_all_lines_take_one_query_after_the_one_for_the_years(number):
    for _ in range(number):
        make_adviser(make_school())
    viewer, entitlement, partnerships = view_as("adviser"), typed("entitlement"), typed("partnerships")
    with CaptureQueriesContext(connection) as asked:
        school_lines(viewer, entitlement=entitlement, partnerships=partnerships)
    assert len(asked) == 2
