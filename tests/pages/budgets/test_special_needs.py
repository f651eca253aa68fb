"""Spending on special needs by band, and what de-delegation brings in."""

import pytest
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words

from headway.features.budgets.models import SenSpending

pytestmark = pytest.mark.django_db
HOME = "/budgets/special-needs/"


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def finance(client_as, policies):
    return client_as("finance")


def schools(number, **more):
    return [make_school(name=f"School {n:02}", status_code="1", **more) for n in range(number)]


def test_m10_24_schools_under_ninety_or_over_a_hundred_and_ten_per_cent_are_listed(finance, client_as):
    low, within, high, silent = schools(4)
    lines = "\n".join(
        f"{one.urn}\t100000\t\t5000\t{spent}"
        for one, spent in ((low, 89_999), (within, 90_000), (high, 110_001))
    )
    page = finance.get(f"{HOME}enter/")
    assert_good_page(page)
    assert finance.post(f"{HOME}enter/", {"year": 2026, "lines": lines}).status_code == 302
    page = finance.get(f"{HOME}?year=2026&band=outside")
    assert_good_page(page)
    shown = words(page)
    assert low.name in shown
    assert high.name in shown
    assert within.name not in shown
    assert silent.name in words(finance.get(f"{HOME}?year=2026&band=unknown"))
    assert finance.get(f"{HOME}?year=2026&export=csv").status_code == 200
    assert client_as("member").get(HOME).status_code == 403


@pytest.mark.parametrize("faulty", ["123456\t1", "x\t1", "900001\tmuch"])
def test_a_faulty_line_keeps_every_other_one_out(finance, faulty):
    (one,) = schools(1)
    answer = finance.post(f"{HOME}enter/", {"year": 2026, "lines": f"{one.urn}\t1\n{faulty}"})
    assert answer.status_code == 422
    assert "Line 2" in words(answer)
    assert not SenSpending.objects.exists()


def test_de_delegation_is_worked_out_over_maintained_schools_alone(finance):
    schools(2, type_code="01", pupils=100)
    schools(1, type_code="02", pupils=None)
    schools(1, type_code="34", pupils=1000)
    page = finance.get("/budgets/de-delegation/?primary=12.50&secondary=")
    assert_good_page(page)
    shown = words(page)
    assert "£2,500" in shown
    assert "no vote" in shown
    assert "1 of these schools have no number of pupils" in shown
    assert finance.get("/budgets/de-delegation/?primary=much").status_code == 422


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_few_questions(finance, number, django_assert_max_num_queries):
    schools(number)
    finance.get(HOME)
    with django_assert_max_num_queries(12):
        finance.get(HOME)
