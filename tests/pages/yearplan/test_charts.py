"""What each adviser is given beside their limit: on the page and as a file."""

import csv
import io

import pytest
from tests.pages.pages import assert_good_page
from tests.planned_year import make_adviser, make_year, plan

from headway.pages.yearplan.charts import MOST_DRAWN, load_chart
from headway.pages.yearplan.rows import PlanRows

PLAN = "/year-plan/?by=adviser"


@pytest.fixture
def draft(policies):
    make_year()
    return plan()


def test_each_adviser_stands_with_what_they_are_given_and_their_limit(draft, client_as):
    head = client_as("head-of-service")
    answer = head.get(PLAN)
    assert_good_page(answer)
    page = answer.context["page"]
    told = dict(zip(page.chart.labels, page.chart.series[0].values, strict=True))
    days = {row.cells[0].words: row.cells[4] for row in page.table.rows}
    assert {name: value.words.partition(" ")[0] for name, value in told.items()} == days
    limits = dict(zip(page.chart.labels, page.chart.series[1].values, strict=True))
    assert {value.amount for value in limits.values()} <= {half / 2 for half in draft.capacities.values()}
    lines = list(csv.reader(io.StringIO(head.get(page.chart.csv_href).content.decode("utf-8-sig"))))
    assert lines[0] == ["", "Given", "Limit"] and len(lines) == 1 + len(told)


def test_the_chart_is_with_the_advisers_and_for_those_who_see_all(draft, client_as):
    assert client_as("head-of-service").get("/year-plan/").context["page"].chart is None
    assert client_as("quadrant-lead").get(PLAN).context["page"].chart is None
    for role in ("quadrant-lead", "finance"):
        assert client_as(role).get(f"/year-plan/{draft.public_id}/loads/").status_code in (403, 404)


def test_of_many_the_fullest_are_drawn_and_the_file_has_all(draft):
    row = draft.assignments.select_related("school").first()
    rows = []
    for number in range(MOST_DRAWN + 5):
        adviser = make_adviser()
        draft.capacities[adviser.person.public_id] = 20
        one = draft.assignments.model(draft=draft, school=row.school, adviser=adviser, half_days=number)
        rows.append(one)
    made = PlanRows(draft, rows, [], {}, frozenset(), sees_categories=True)
    drawn, whole = load_chart(made), load_chart(made, everybody=True)
    assert len(drawn.labels) == MOST_DRAWN and len(whole.labels) == MOST_DRAWN + 5
    assert drawn.series[0].values[0].amount == (MOST_DRAWN + 4) / 2
    assert f"the {MOST_DRAWN} fullest of {MOST_DRAWN + 5}" in drawn.caption
