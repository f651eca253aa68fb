"""Budgets of schools: written by finance or the school, five years on screen, three in the file (M13-01, 02, 03)."""

import io

import pytest
from python_calamine import CalamineWorkbook
from tests.factories import make_school
from tests.pages.budget_objects import BASE, make_budget
from tests.pages.pages import assert_good_page, parse_page, shown_words

from headway.features.budgets.models import Budget
from headway.rules.school_budgets import Base

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def sent(**more):
    """Five even years from 2026/27."""
    told = {"first_year": 2026, "opening": "0", "staff": "800000", "other_spending": "200000", "version": 0}
    for year in range(1, 6):
        told |= {f"pupils-{year}": 200, f"funding-{year}": "5000", f"other-{year}": 0, f"pay-{year}": 0}
        told[f"prices-{year}"] = 0
    return told | more


@pytest.fixture
def school(db):
    return make_school(status_code="1")


@pytest.fixture
def finance(client_as):
    return client_as("finance")


def test_m13_01_a_head_writes_the_budget_of_the_school_and_sees_five_years(client_as, school):
    head = client_as("headteacher", school)
    href = f"/budgets/{school.urn}/"
    assert "There is no budget yet" in words(head.get(href))
    assert head.post(f"{href}edit/", sent(**{"pay-3": "3"})).status_code == 302
    page = head.get(href)
    assert_good_page(page)
    shown = words(page)
    assert "2026/27 2027/28 2028/29 2029/30 2030/31" in shown
    assert "Closing balance £0 £0 -£24,000 -£48,000 -£72,000" in shown
    assert "2028/29 ends £24,000 in deficit" in shown
    assert_good_page(head.get(f"{href}edit/"))
    assert "£0" in words(head.get("/budgets/"))


def test_m13_02_a_deficit_is_carried_forward(finance, school):
    make_budget(school, Base(-2_000_000, BASE.staff_pence, BASE.other_pence))
    shown = words(finance.get(f"/budgets/{school.urn}/"))
    assert "Opening balance -£20,000 -£20,000 -£20,000 -£20,000 -£20,000" in shown


def test_m13_03_the_file_that_is_sent_in_holds_three_years(finance, school):
    make_budget(school)
    answer = finance.get(f"/budgets/{school.urn}/file/")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["£", "2026/27", "2027/28", "2028/29"]
    assert rows[2] == ["Income", 1_000_000.0, 1_000_000.0, 1_000_000.0]
    assert rows[-1][0] == "Closing balance"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"pay-2": "60"}, "Year 2: pay rise by 60 %. Check the figure."),
        ({"pupils-1": ""}, "Enter pupils, year 1"),
        ({"funding-5": "many"}, "must be a number"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(finance, school, changed, says):
    answer = finance.post(f"/budgets/{school.urn}/edit/", sent(**changed))
    assert answer.status_code == 422
    assert says in words(answer)
    assert not Budget.objects.exists()


def test_two_people_who_write_a_budget_are_told(finance, school):
    href = f"/budgets/{school.urn}/edit/"
    assert finance.post(href, sent()).status_code == 302
    answer = finance.post(href, sent(opening="5"))
    assert "Somebody else changed this budget meanwhile" in words(answer)
    assert finance.get(href).context["page"].form.initial["staff"] == "800000"


def test_a_chair_reads_and_does_not_write(client_as, school):
    make_budget_by = client_as("finance")
    make_budget_by.post(f"/budgets/{school.urn}/edit/", sent())
    chair = client_as("chair", school)
    assert "£1,000,000" in words(chair.get(f"/budgets/{school.urn}/"))
    assert chair.get(f"/budgets/{school.urn}/edit/").status_code == 403
    assert chair.get(f"/budgets/{make_school(status_code='1').urn}/").status_code == 404
