"""Three regimes, each in its own dates and words."""

from collections import Counter
from datetime import date

import pytest

from headway.demo.county import County, stream
from headway.demo.inspections import CARD_GRADES, Record, invent_records


@pytest.fixture(scope="module")
def records(county: County) -> dict[int, Record]:
    return dict(invent_records(stream(county.seed, "inspections"), county.schools, county.first_day))


def test_all_three_regimes_and_schools_never_inspected_occur(records: dict[int, Record]) -> None:
    cards = sum(record.card is not None for record in records.values())
    graded = [record.graded for record in records.values() if record.graded]
    without_overall = sum(found.overall is None for found in graded)
    assert 0.06 < cards / 560 < 0.15
    assert 0.11 < without_overall / 560 < 0.22
    assert 0 < 560 - len(graded) < 25


def test_each_regime_keeps_to_its_dates(records: dict[int, Record], county: County) -> None:
    for record in records.values():
        if record.card:
            assert date(2025, 11, 10) <= record.card.started_on
            assert record.card.published_on <= county.first_day
        if record.graded and record.graded.overall is None:
            assert date(2024, 9, 2) <= record.graded.started_on < date(2025, 11, 10)
        elif record.graded:
            assert record.graded.started_on < date(2024, 9, 1)


def test_no_school_is_inspected_in_august(records: dict[int, Record]) -> None:
    days = [part.started_on for r in records.values() for part in (r.card, r.graded) if part]
    assert len(days) > 500
    assert not [day for day in days if day.month == 8]


def test_report_card_grades_have_the_published_shares_roughly(records: dict[int, Record]) -> None:
    grades = Counter(g for record in records.values() if record.card for g in record.card.grades.values())
    total = sum(grades.values())
    shares = [grades[grade] / total for grade in CARD_GRADES]
    assert shares[2] > shares[1] > shares[0]
    assert 0.4 < shares[2] < 0.7
    assert shares[3] < 0.25
    assert 0 < shares[4] < 0.06


def test_overall_grades_have_englands_shares_roughly(records: dict[int, Record]) -> None:
    grades = Counter(r.graded.overall for r in records.values() if r.graded and r.graded.overall)
    total = sum(grades.values())
    assert 0.7 < grades[2] / total < 0.9
    assert grades[1] > grades[3] > grades[4] > 0


@pytest.mark.parametrize("seed", range(8))
def test_every_category_of_concern_occurs_whatever_the_seed(small: County, seed: int) -> None:
    records = invent_records(stream(seed, "inspections"), small.schools, small.first_day)
    assert {"RSI", "SM"} <= {record.card.category for record in records.values() if record.card}


def test_a_category_needs_an_area_of_urgent_improvement(records: dict[int, Record]) -> None:
    for record in records.values():
        if record.card:
            assert bool(record.card.category) == (CARD_GRADES[4] in record.card.grades.values())
        if record.graded and record.graded.category:
            assert 4 in {record.graded.overall, record.graded.quality}
