"""Figures of a school by topic, and the department's view of risk beside our own."""

from decimal import Decimal

import pytest
from tests.factories import adopt, make_observation, make_release
from tests.pages.schools.rows import make_school
from tests.pages.schools.test_page import cells, page

from headway.features.evidence.models import RiskRating
from headway.pages.schools.evidence import value_words
from headway.rules.measures import Measure

pytestmark = pytest.mark.django_db
RISK = "The department's view of risk"


@pytest.fixture(autouse=True)
def _policies():
    adopt()


def test_figures_stand_in_a_table_a_topic_and_missing_ones_say_why():
    school = make_school()
    make_observation("absence_primary", "2024/25", None, school=school, why_missing="suppressed")
    make_observation("income", "2022-23", Decimal("1234567.5"), school=school)
    make_observation("balance_in_year", "2022-23", Decimal(-1200), school=school)
    figures = page(school).figures
    tables = {table.caption: cells(table) for table in figures}
    assert list(tables) == ["Attendance, suspensions and exclusions", "Money"]
    assert "Suppressed by the publisher" in figures[0].rows[0].cells[1].missing
    assert tables["Money"] == [["Income", "£1,234,568"], ["In-year balance", "−£1,200"]]
    assert [column.label for column in figures[1].columns] == ["Measure", "School, 2022-23"]
    assert page(school).results.rows == ()


def test_three_years_stand_across_and_england_where_it_has_a_figure():
    school = make_school()
    for year, value in (("2021/22", 4), ("2022/23", 5), ("2023/24", 6), ("2024/25", 7)):
        make_observation("absence_primary", year, Decimal(value), school=school)
    make_observation("absence_primary", "2024/25", Decimal(8), area_code="970", area_name="England")
    (table,) = page(school).figures
    assert [column.label for column in table.columns][1:] == [
        "School, 2022/23",
        "School, 2023/24",
        "School, 2024/25",
        "England",
    ]
    assert cells(table) == [["Absence", "5.0%", "6.0%", "7.0%", "8.0%"]]


def test_a_figure_kept_beside_is_not_shown():
    school = make_school()
    make_observation("income", "2022/23", Decimal(1), school=school).delete()
    row = make_observation("income", "2022/23", Decimal(5), school=school)
    row.pk, row.value, row.beside = None, Decimal(9), True
    row.save()
    (money,) = page(school).figures
    assert [cell[1] for cell in cells(money)] == ["£5"]


@pytest.mark.parametrize(
    ("role", "seen"), [("head-of-service", True), ("adviser", True), ("headteacher", False), ("chair", False)]
)
def test_the_departments_view_of_risk_stands_beside_the_category_for_the_service_alone(role, seen):
    school = make_school()
    release = make_release("risk_ratings")
    RiskRating.objects.create(release=release, row=2, school=school, overall="High", education="Low")
    facts = {fact.label: str(fact.value) for fact in page(school, role).facts}
    assert (RISK in facts) == seen
    if seen:
        assert facts[RISK].startswith("overall: High, financial: not stated")
        assert facts["Proposed by the rules"] and "High" not in facts["Proposed by the rules"]


@pytest.mark.parametrize(("value", "words"), [("-0.4", "£0"), ("-1500", "−£1,500"), ("1500", "£1,500")])
def test_money_is_told_in_whole_pounds(value, words):
    measure = Measure("x", "X", "X", "£", 0, "neither", frozenset(), "", {})
    assert value_words(Decimal(value), measure) == words
