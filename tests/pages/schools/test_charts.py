"""Charts of a school's page, and the file of each: the same figures, and only of a school one may see."""

from decimal import Decimal

import pytest
from tests.factories import make_observation, make_school

from headway.features.appointments.queries import viewer_of
from headway.features.policies.queries import typed
from headway.features.schools.queries import school_for
from headway.gateways.documents.csvtext import csv_rows
from headway.pages.schools.charts import result_charts
from headway.pages.schools.gather import gather

MEASURE = "ks2_rwm_expected"


@pytest.fixture
def school(policies):
    made = make_school(phase="primary")
    for period, value in (("2022/23", 67), ("2023/24", None), ("2024/25", 69)):
        make_observation(
            school=made,
            measure=MEASURE,
            period=period,
            value=None if value is None else Decimal(value),
            why_missing="suppressed" if value is None else "",
        )
    return made


def charts(client, school):
    viewer = viewer_of(client.person, on=client.person.roles.first().valid_from, access=typed("access"))
    return result_charts(gather(viewer, school_for(viewer, school.urn)), school.authority.name)


def test_two_years_make_a_chart_and_a_missing_one_stays_missing(school, client_as):
    (one,) = charts(client_as("adviser"), school)
    assert one.labels == ("2022/23", "2023/24", "2024/25")
    assert [value.amount for value in one.series[0].values] == [67.0, None, 69.0]
    assert one.series[0].values[1].why
    assert one.source


def test_the_page_shows_it_and_the_file_has_the_same_figures(school, client_as):
    client = client_as("adviser")
    address = f"/schools/{school.urn}/charts/{MEASURE}/"
    assert address in client.get(f"/schools/{school.urn}/").content.decode()
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = csv_rows(answer.content.decode("utf-8-sig"))
    assert [row[:2] for row in rows[1:]] == [
        ["2022/23", "67%"],
        ["2023/24", ""],
        ["2024/25", "69%"],
    ]


@pytest.mark.parametrize("path", ["/schools/999999/charts/ks2_rwm_expected/", "/schools/{}/charts/nothing/"])
def test_no_school_or_measure_is_404(school, client_as, path):
    assert client_as("adviser").get(path.format(school.urn)).status_code == 404


def test_without_two_years_there_is_no_chart(policies, client_as):
    school = make_school(phase="primary")
    make_observation(school=school, measure=MEASURE, period="2024/25", value=Decimal(69))
    assert charts(client_as("adviser"), school) == ()
