"""Charts of days: this year beside the last, with the same figures as a file."""

import csv
import io
from datetime import date

import pytest
from tests.factories import AT, adopt, make_district, make_quadrant
from tests.pages.days.test_views import give, words

from headway.features.allocation.models import Entitlement
from headway.flows.entitle_year import entitle_year

pytestmark = pytest.mark.django_db
COMPARE = "/days/compare/?year=2026"


@pytest.fixture
def officer(client_as):
    adopt()
    return client_as("head-of-service")


def charts(client):
    return client.get(COMPARE).context["page"].charts


def figures(chart) -> dict[str, list]:
    return {label: [one.values[at].amount for one in chart.series] for at, label in enumerate(chart.labels)}


def test_days_stand_by_pool_and_quadrant_beside_last_year(officer):
    give()
    pool, quadrant = charts(officer)
    assert figures(pool) == {"Partnerships": [5, None]}
    assert figures(quadrant) == {"No quadrant": [5, None]}
    assert "no days of 2025-26 are held" in words(officer.get(COMPARE))
    entitle_year(year=2025, on=date(2025, 9, 1), by="", at=AT)
    pool, _ = charts(officer)
    assert figures(pool) == {"Partnerships": [5, 5]}


def test_schools_count_where_their_district_lies_and_leads_with_their_partnership(officer):
    schools = give()
    district = make_district("Northdown")
    make_quadrant("North", district)
    schools[0].district = district
    schools[0].save()
    total = sum(Entitlement.objects.filter(year=2026).values_list("half_days", flat=True)) / 2
    mine = sum(Entitlement.objects.filter(school=schools[0]).values_list("half_days", flat=True)) / 2
    _, quadrant = charts(officer)
    assert figures(quadrant) == {"North": [mine, None], "No quadrant": [total - mine, None]}


def test_the_file_has_the_figures_of_the_chart(officer):
    give()
    for chart in charts(officer):
        answer = officer.get(chart.csv_href)
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert lines == [["", "2026-27", "2025-26"], [chart.labels[0], "5 days", ""]]


def test_a_chart_that_never_was_is_not_found_and_a_year_without_days_has_no_figure(officer):
    assert officer.get("/days/charts/nothing/?year=2026").status_code == 404
    assert "days" not in officer.get("/days/charts/pool/?year=2026").content.decode()
    assert charts(officer) == ()


def test_who_sees_some_days_only_sees_no_sums(officer, client_as):
    give()
    lead = client_as("quadrant-lead")
    for address in (COMPARE, "/days/charts/pool/?year=2026"):
        assert lead.get(address).status_code == 403
