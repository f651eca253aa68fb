"""Delegated money traced to projects, their gates, spending and what pays back; scenarios; charging."""

from datetime import date

import pytest
from tests.pages.money_objects import (
    make_approved,
    make_fund,
    make_project,
    make_scenario,
    make_service_year,
)
from tests.pages.pages import assert_good_page, parse_page, shown_words

from headway.features.budgets.models import Fund, FundingScenario, Project, ProjectGate, ServiceYear

pytestmark = pytest.mark.django_db
HOME = "/budgets/projects/"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def day(name, on) -> dict[str, int]:
    """A date as its three boxes send it."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def finance(client_as, policies):
    return client_as("finance")


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


def propose(client, title, kind, places, cost):
    sent = {"title": title, "kind": kind, "places": places, "year": 2002, "cost": cost}
    assert client.post(f"{HOME}new/", sent).status_code == 302
    return Project.objects.get(title=title)


def test_m13_04_m10_18_m10_20_a_hundred_and_sixty_and_seventy_thousand_are_traced_to_projects(finance, boss):
    for purpose, phase, pounds in (("Bases", "primary", "160000"), ("Curriculum", "secondary", "70000")):
        sent = {"purpose": purpose, "phase": phase, "year": 2002, "amount": pounds}
        assert finance.post("/budgets/funds/new/", sent).status_code == 302
    bases = propose(finance, "Three bases", "inclusion-base", 3, "160000")
    course = propose(finance, "Augmented curriculum", "curriculum", "", "70000")
    assert "£160,000 is not traced" in words(finance.get(HOME))
    for project, fund, pounds in ((bases, "Bases", "160000"), (course, "Curriculum", "70000")):
        sent = {"fund": Fund.objects.get(purpose=fund).public_id, "amount": pounds}
        assert finance.post(f"{HOME}{project.public_id}/money/new/", sent).status_code == 302
        assert boss.post(f"{HOME}{project.public_id}/approve/").status_code == 302
    page = boss.get(HOME)
    assert_good_page(page)
    assert words(page).count("All of it is traced.") == 2
    page = boss.get(f"{HOME}{bases.public_id}/")
    assert_good_page(page)
    assert "£53,333.34" in words(page)
    href = f"{HOME}{course.public_id}/"
    sent = {"words": "Staff", "amount": "35000", "pupils": "48", **day("on", date(2026, 9, 1))}
    assert finance.post(f"{href}spend/", sent).status_code == 302
    shown = words(boss.get(href))
    for said in ("£35,000", "50 % of its cost", "48"):
        assert said in shown
    assert finance.post(f"{href}close/", {"outcome": "Fewer pupils were excluded."}).status_code == 302
    assert "Fewer pupils were excluded." in words(boss.get(href))
    assert finance.get(f"{href}spend/").status_code == 403


def test_m10_19_the_second_phase_is_not_approved_with_either_gate_open_to_question(finance, boss):
    first = make_approved("First bases")
    second = make_project("Further bases", after=first)
    href = f"{HOME}{second.public_id}/"
    sent = {"partner": "Children's social care", "amount": "160000"}
    assert finance.post(f"{href}money/new/", sent).status_code == 302
    for gate in ("Schools were consulted on the budget", "The service's resources were reviewed"):
        assert finance.post(f"{href}gates/new/", {"words": gate}).status_code == 302
    for gate in ProjectGate.objects.order_by("pk"):
        refused = boss.post(f"{href}approve/")
        assert refused.status_code == 403
        assert gate.words in words(refused)
        sent = {"opened_by": "Minutes", **day("opened_on", date(2026, 9, 1))}
        assert finance.post(f"{href}gates/{gate.pk}/", sent).status_code == 302
    assert boss.post(f"{href}approve/").status_code == 302
    assert_good_page(boss.get(href))


def test_m10_21_m10_22_an_investment_pays_back_in_two_and_a_half_years_and_partners_share_it(finance):
    made = make_project("Off-site facility", kind="off-site", cost_pence=20_000_000, places=None)
    href = f"{HOME}{made.public_id}/"
    base = {"title": made.title, "kind": "off-site", "year": 2026, "cost": "200000", "version": 1}
    saves = {"year_0": "200000", "year_1": "80000", "year_2": "80000", "year_3": "80000"}
    assert finance.post(f"{href}edit/", base | saves).status_code == 302
    for partner, pounds in (("Children's social care", "120000"), ("Health", "80000")):
        assert finance.post(f"{href}money/new/", {"partner": partner, "amount": pounds}).status_code == 302
    page = finance.get(href)
    assert_good_page(page)
    shown = words(page)
    assert "It pays back after 2.5 years" in shown
    assert "Still to be found" in shown
    assert "● £0" in shown
    too_much = finance.post(f"{href}money/new/", {"partner": "Another", "amount": "1"})
    assert too_much.status_code == 422
    assert "more than the project costs" in words(too_much)
    hole = finance.post(f"{href}edit/", base | {"version": 2, "year_0": "1", "year_2": "1"})
    assert "A year is left out" in words(hole)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"amount": "5"}, "Choose a fund or name a partner"),
        ({"partner": "Health", "amount": "0"}, "0.01"),
        ({"partner": "Health", "amount": "1e999"}, "Amount"),
    ],
)
def test_money_from_nobody_or_of_no_amount_is_refused(finance, sent, says):
    made = make_project()
    answer = finance.post(f"{HOME}{made.public_id}/money/new/", sent)
    assert answer.status_code == 422
    assert says in words(answer)


def test_an_unknown_host_is_told(finance):
    sent = {"title": "Base", "kind": "inclusion-base", "year": 2026, "cost": "1", "school": "999999"}
    assert "No school has the URN 999999" in words(finance.post(f"{HOME}new/", sent))


def test_m13_06_half_the_grant_shows_the_gap_beside_the_unchanged(finance, boss):
    base = {"title": "As it is", "first_year": 2026, "version": 0}
    figures = {f"{name}-{year}": pounds for year in (1, 2, 3) for name, pounds in FIGURES.items()}
    assert finance.post("/budgets/funding/new/", base | figures).status_code == 302
    cut = {f"cut-grant-{year}": "50" for year in (1, 2, 3)}
    sent = base | figures | cut | {"title": "The grant is halved"}
    assert finance.post("/budgets/funding/new/", sent).status_code == 302
    page = boss.get("/budgets/funding/")
    assert_good_page(page)
    shown = words(page)
    for said in ("Income covers the cost in every year.", "cut by 50 %", "£300,000 must be saved or earned"):
        assert said in shown
    made = FundingScenario.objects.get(title="The grant is halved")
    href = f"/budgets/funding/{made.public_id}/"
    assert 'value="50"' in finance.get(href).content.decode()
    assert finance.post(href, sent | {"version": 7}).status_code == 422
    assert finance.post(href, sent | {"version": 1, "cut-grant-1": "101"}).status_code == 422


FIGURES = {"core": "100000", "grant": "200000", "cost": "300000"}


def test_income_is_held_against_cost_taking_one_year_with_another(finance, boss):
    make_service_year("Reviews", 2025, cost=100_000, income=120_000)
    make_service_year("Reviews", 2026, cost=100_000, income=70_000)
    sent = {"service": "Training", "year": 2026, "cost": "100", "income": "150"}
    assert finance.post("/budgets/services/new/", sent).status_code == 302
    page = boss.get("/budgets/services/")
    assert_good_page(page)
    shown = words(page)
    assert "Income is £50 above cost over one year" in shown
    assert "Income is £100 below cost over 2 years" in shown
    again = finance.post("/budgets/services/new/", sent | {"cost": "1"})
    assert again.status_code == 422
    assert "This year of the service is entered already" in words(again)
    one = ServiceYear.objects.get(service="Training")
    assert one.cost_pence == 10_000
    assert finance.post(f"/budgets/services/{one.public_id}/", {"remove": "yes"}).status_code == 302
    assert "Training" not in words(boss.get("/budgets/services/"))


@pytest.mark.parametrize("number", [1, 30])
def test_these_pages_ask_few_questions(boss, policies, number, django_assert_max_num_queries):
    for n in range(number):
        make_fund(f"Fund {n}")
        project = make_project(f"Project {n}")
        make_scenario(f"Scenario {n}")
        make_service_year(f"Service {n}")
    for href in (HOME, f"{HOME}{project.public_id}/", "/budgets/funding/", "/budgets/services/"):
        boss.get(href)
        with django_assert_max_num_queries(12):
            boss.get(href)
