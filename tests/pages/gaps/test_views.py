"""Alerts on gaps of groups, on the list and on the school's page (M4-11)."""

import pytest
from tests.factories import make_observation, make_school, read_policies
from tests.pages.gap_world import HOME, RAISED, known, words

pytestmark = pytest.mark.django_db


def test_m4_11_an_alert_stands_on_the_list_and_on_the_schools_page(client_as, release):
    wide, tiny = known(make_school(), release), known(make_school(), release, share=10)
    client = client_as("head-of-service")
    page = words(client.get(HOME))
    assert wide.name in page and tiny.name not in page and "30 below" in page and "1 alert" in page
    assert f"Alert: {RAISED}" in words(client.get(f"/schools/{wide.urn}/"))
    assert "Alert:" not in words(client.get(f"/schools/{tiny.urn}/"))
    file = client.get(f"{HOME}?export=csv").content.decode("utf-8-sig")
    assert wide.name in file and "12 pupils" in file
    assert wide.name not in words(client.get(f"{HOME}?q=nowhere"))
    assert wide.name in words(client.get(f"{HOME}?rule=ks2-disadvantaged-others"))


@pytest.mark.parametrize("hidden", ["figure", "others", "cohort", "share"])
def test_m4_11_a_hidden_figure_raises_none_and_nothing_is_shown_of_it(client_as, release, hidden):
    school = known(make_school(), release, **{hidden: None})
    client = client_as("head-of-service")
    assert school.name not in words(client.get(HOME))
    assert "Alert:" not in words(client.get(f"/schools/{school.urn}/"))


def test_m4_11_only_the_newest_year_counts_and_only_schools_within_reach(client_as, release):
    school = known(make_school(), release)
    known(school, release, figure=65, period="2025/26")
    other = known(make_school(), release)
    assert school.name not in words(client_as("head-of-service").get(HOME))
    assert other.name not in words(client_as("adviser", school).get(HOME))
    assert other.name in words(client_as("adviser", other).get(HOME))


def test_m4_11_england_is_a_floor_of_its_own(client_as, release):
    school = known(make_school(), release, figure=30, others=50)
    make_observation("ks2_rwm_expected", "2025", 62, area_code="921", area_name="England", release=release)
    assert "against 62% of England" in words(client_as("head-of-service").get(HOME)) and school


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_asks_the_same_however_long_it_is(client_as, release, number, django_assert_max_num_queries):
    for _ in range(number):
        known(make_school(), release)
    client = client_as("head-of-service")
    read_policies()
    with django_assert_max_num_queries(12):
        client.get(HOME)
