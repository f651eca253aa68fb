"""Supported schools beside similar ones: the pairs, the interval, who is left out, and the summary that names nobody."""

from datetime import date

import pytest
from django.utils import timezone
from tests.factories import make_release, make_school, read_policies
from tests.pages.impact_objects import make_support
from tests.pages.pages import assert_good_page, parse_page, shown_words

from headway.features.evidence.models import Observation

pytestmark = pytest.mark.django_db
HERE = "/schools/impact/compared/"
TODAY = timezone.localdate()
DURING = date(2024, 11, 1)
YEARS = ("2022/23", "2023/24", "2024/25")


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def county(pairs: int, more: float = 5.0):
    """So many supported schools with a twin each; afterwards the supported ones have so much more. One has no figure."""
    release, rows = make_release(), []
    for place in range(pairs):
        level = 40.0 + 40.0 * place / pairs
        for supported in (True, False):
            kind = "Helped" if supported else "Twin"
            school = make_school(
                name=f"{kind} {place:02} School", pupils=200, fsm_percent=20, status_code="1"
            )
            after = level + 2 + (more if supported else 0)
            for year, value in zip(YEARS, (level, level + 1, after), strict=True):
                rows.append(
                    Observation(
                        release=release,
                        row=1,
                        school=school,
                        measure="ks2_rwm_expected",
                        period=year,
                        value=value,
                    )
                )
            if supported:
                make_support(school, begun_on=DURING, due_on=date(2025, 6, 1))
    make_school(name="Silent School", pupils=200, fsm_percent=20, status_code="1")
    Observation.objects.bulk_create(rows)


def test_the_difference_its_interval_and_the_pairs_are_told_with_the_sentence_on_cause(client_as, policies):
    county(12)
    client = client_as("head-of-service")
    page = client.get(HERE)
    assert_good_page(page)
    said = words(page)
    assert (
        "In 12 pairs of schools the supported ones moved by +6.0 points, the similar ones by +1.0 points"
        in said
    )
    assert "a difference of +5.0 points" in said
    assert "The interval (95 in 100) is +5.0 points to +5.0 points." in said
    assert "does not prove that the support caused it" in said
    assert "Helped 03 School" in said and "Twin 03 School" in said
    assert "Silent School" in said and "no published figure for 2022/23 and 2023/24 and 2024/25" in said
    assert "each similar school is used at most once" in said
    assert "from 1 September 2024 up to the end of August 2025" in said
    assert "Release of ks2" in said


def test_with_few_pairs_there_is_no_interval_and_the_summary_tells_no_figure(client_as, policies):
    county(4)
    client = client_as("head-of-service")
    said = words(client.get(HERE))
    assert "The numbers are too small" in said and "The interval (" not in said
    assert "a difference of +5.0 points" in said
    summary = words(client.get(f"{HERE}summary/"))
    assert "no figure is told here" in summary and "+5.0" not in summary


def test_the_summary_names_no_school_and_is_a_file(client_as, policies):
    county(12)
    client = client_as("head-of-service")
    page = client.get(f"{HERE}summary/")
    assert_good_page(page)
    said = words(page)
    assert "a difference of +5.0 points" in said and "does not prove" in said
    file = client.get(f"{HERE}summary/?export=csv").content.decode("utf-8-sig")
    for told in (said, file):
        assert "Helped" not in told and "Twin" not in told and "Silent" not in told
    assert client.get(f"{HERE}summary/?export=xlsx").status_code == 200


def test_the_pairs_and_the_chart_are_files(client_as, policies):
    county(12)
    client = client_as("data-officer")
    pairs = client.get(f"{HERE}?export=csv").content.decode("utf-8-sig")
    assert "Helped 03 School" in pairs and len(pairs.splitlines()) == 13
    chart = client.get(f"{HERE}?chart=yes&export=csv").content.decode("utf-8-sig")
    assert "2024/25" in chart and "Similar" in chart


def test_a_theme_without_support_has_nothing_to_compare(client_as, policies):
    county(3)
    said = words(client_as("head-of-service").get(f"{HERE}?theme=attendance"))
    assert "nothing can be compared" in said and "had other support in these years" in said


def test_without_figures_the_page_says_so_and_nonsense_is_passed_over(client_as, policies):
    client = client_as("head-of-service")
    assert "nothing can be compared" in words(client.get(HERE))
    assert client.get(f"{HERE}summary/").status_code == 200
    county(2)
    asked = "measure=x&before=2030/31&after=no&theme=%3Cb%3E&programme=x"
    assert_good_page(client.get(f"{HERE}?{asked}"))


def test_only_who_sees_all_support_sees_the_comparison(client_as, policies):
    county(2)
    school = make_school()
    for role in ("adviser", "quadrant-lead", "headteacher"):
        client = client_as(role, school)
        assert client.get(HERE).status_code == client.get(f"{HERE}summary/").status_code == 403
    assert client_as("member").get(HERE).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_it_asks_the_same_however_many_schools_there_are(
    client_as, policies, number, django_assert_max_num_queries
):
    county(number)
    client = client_as("chief-adviser")
    read_policies()
    for path in (HERE, f"{HERE}summary/"):
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
