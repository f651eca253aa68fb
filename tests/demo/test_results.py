"""Three years of key stage 2, with every way of having no figure."""

from collections import Counter
from datetime import date
from statistics import mean

import pytest

from headway.demo.county import County, stream
from headway.demo.results import (
    LOW,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    PERIODS,
    SUBJECTS,
    SUPPRESSED,
    Result,
    invent_results,
    takes_tests,
)


@pytest.fixture(scope="module")
def results(county: County) -> tuple[Result, ...]:
    return invent_results(stream(county.seed, "results"), county.schools)


def test_three_years_and_five_subjects(results: tuple[Result, ...], county: County) -> None:
    assert {result.period for result in results} == set(PERIODS)
    rows = Counter((result.period, result.urn) for result in results)
    assert set(rows.values()) == {len(SUBJECTS)}
    takers = {school.urn for school in county.schools if takes_tests(school)}
    young = {urn for urn in takers if (county.by_urn[urn].opened_on or date.min) >= date(2025, 1, 1)}
    assert {result.urn for result in results} == takers - young
    assert 400 < len(takers) < 450


def test_infant_schools_secondaries_and_units_take_no_tests(county: County) -> None:
    for school in county.schools:
        if school.phase in {"nursery", "infant", "secondary", "16-plus", "pru"}:
            assert not takes_tests(school)
        if school.phase in {"junior", "primary", "all-through", "middle-deemed-secondary"}:
            assert takes_tests(school)


def test_every_sign_for_a_missing_figure_occurs(results: tuple[Result, ...]) -> None:
    assert SUPPRESSED in {result.expected for result in results}
    assert NOT_AVAILABLE in {result.expected for result in results}
    assert NOT_APPLICABLE in {result.score for result in results}
    assert LOW in {result.higher for result in results}


def test_a_suppressed_row_shows_no_figure_at_all(results: tuple[Result, ...]) -> None:
    for row in results:
        if SUPPRESSED in {row.expected, row.higher}:
            assert {row.expected, row.higher, row.progress, row.progress_low} == {SUPPRESSED}


def test_progress_is_published_for_the_first_year_only(results: tuple[Result, ...]) -> None:
    later = {result.progress for result in results if result.period != PERIODS[0]}
    assert later == {NOT_APPLICABLE, SUPPRESSED, NOT_AVAILABLE}
    first = [r.progress for r in results if r.period == PERIODS[0] and r.subject == "Maths"]
    assert sum(value.lstrip("-").replace(".", "").isdigit() for value in first) > 300


def test_figures_are_near_englands_and_within_their_scales(results: tuple[Result, ...]) -> None:
    combined = [r for r in results if r.subject == SUBJECTS[0] and r.period == "202425"]
    assert 54 < mean(int(r.expected) for r in combined if r.expected.isdigit()) < 70
    assert all(80 <= int(r.score) <= 120 for r in results if r.score.isdigit())
    numbers = [
        (int(r.expected), int(r.higher)) for r in results if r.expected.isdigit() and r.higher.isdigit()
    ]
    assert len(numbers) > 5000
    assert all(0 <= higher <= expected <= 100 for expected, higher in numbers)


def test_a_new_academy_has_no_results_from_before_it_opened(
    results: tuple[Result, ...], county: County
) -> None:
    years = {(result.urn, 2000 + int(result.period[4:])) for result in results}
    for urn, year in years:
        opened_on = county.by_urn[urn].opened_on
        assert opened_on is None or opened_on.year < year
