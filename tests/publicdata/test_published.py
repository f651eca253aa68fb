"""The real files, where they stand beside the checkout: whole, quick and small. Times are shown, not asserted."""

import resource
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from headway.publicdata.calendars import read_bank_holidays, read_term_dates
from headway.publicdata.changes import change_hash, count_kinds, decide
from headway.publicdata.gias import is_state_funded, list_authorities, read_groups, read_links, read_register
from headway.publicdata.ks2 import read_school_results
from headway.publicdata.ks4 import read_key_stage_4
from headway.publicdata.lait import read_neighbours, read_series
from headway.publicdata.ofsted import read_latest
from headway.publicdata.recognise import FileKind, scan

pytestmark = pytest.mark.published


def timed[T](what: str, read: Callable[[], T]) -> T:
    """Run, and print seconds and the most memory so far (pytest -s shows it)."""
    start = time.perf_counter()
    result = read()
    most_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what}: {time.perf_counter() - start:.2f} s, {most_mb} MB")
    return result


@pytest.fixture(scope="module")
def newest(published: Path) -> dict[FileKind, Path]:
    found = timed("scan", lambda: scan(published))
    return {item.kind: item.path for item in found if item.is_newest and item.kind}


def test_m1_01_england_is_read_whole_and_without_a_fault(newest: dict[FileKind, Path]) -> None:
    reading = timed("register", lambda: read_register(newest[FileKind.GIAS_REGISTER]))
    assert len(reading.rows) == 21_990
    assert reading.faults == ()
    assert all(is_state_funded(row) for row in reading.rows)
    assert sum(not row.district_code for row in reading.rows) == 43


@pytest.mark.parametrize(("name", "schools"), [("Essex", 558), ("Luton", 70), ("City of London", 1)])
def test_m1_01_one_authority_by_its_name(newest: dict[FileKind, Path], name: str, schools: int) -> None:
    register = newest[FileKind.GIAS_REGISTER]
    (authority,) = [item for item in list_authorities(register) if item.name == name]
    reading = read_register(register, authorities=frozenset({authority.code}))
    assert len(reading.rows) == schools == authority.schools


def test_links_and_groups(newest: dict[FileKind, Path]) -> None:
    links = timed("links", lambda: read_links(newest[FileKind.GIAS_LINKS]))
    assert len(links.rows) == 34_044
    assert links.faults
    assert {fault.words for fault in links.faults if "lost" not in fault.words} == set()
    assert len(read_groups(newest[FileKind.GIAS_GROUPS]).rows) > 20_000


def test_every_regime_is_in_the_inspections_and_apart(newest: dict[FileKind, Path]) -> None:
    reading = timed("inspections", lambda: read_latest(newest[FileKind.OFSTED_LATEST]))
    assert reading.faults == ()
    assert Counter(row.regime for row in reading.rows) == {
        "overall": 18_618,
        "sub-judgements": 3_269,
        "report-card": 2_045,
    }
    assert len(read_latest(newest[FileKind.OFSTED_2022]).rows) > 9_000


def test_results_of_three_years(newest: dict[FileKind, Path]) -> None:
    reading = timed("results", lambda: read_school_results(newest[FileKind.KS2_SCHOOLS]))
    assert {row.period for row in reading.rows} == {"2022/23", "2023/24", "2024/25"}
    assert len({(row.urn) for row in reading.rows}) == 15_635
    assert reading.faults == ()


def test_key_stage_4_results_of_two_years(newest: dict[FileKind, Path]) -> None:
    reading = timed("key stage 4", lambda: read_key_stage_4(newest[FileKind.KS4_SCHOOLS]))
    assert {row.period for row in reading.rows} == {"2022/23", "2023/24"}
    figures = {row.measure for row in reading.rows if row.value is not None}
    assert {"ks4_attainment8", "ks4_basics_95", "ks4_progress8"} <= figures
    assert len({row.urn for row in reading.rows}) > 3_000


def test_series_of_an_authority_its_neighbours_its_region_and_england(newest: dict[FileKind, Path]) -> None:
    pytest.importorskip("arro3.io")
    neighbours = read_neighbours(newest[FileKind.STATISTICAL_NEIGHBOURS], frozenset({"881"})).rows
    codes = frozenset({"881", *(row.neighbour_code for row in neighbours)})
    measures = frozenset({"KS2RWM_Expected_STD"})
    path = newest[FileKind.LAIT]
    reading = timed("series", lambda: read_series(path, measures=measures, la_codes=codes))
    latest = {row.area_name: row.value for row in reading.rows if row.academic_year == "2024/25"}
    assert len(neighbours) == 10
    assert {"Essex", "East of England", "England"} <= latest.keys()
    assert reading.faults == ()


def test_calendars(newest: dict[FileKind, Path]) -> None:
    assert len(read_bank_holidays(newest[FileKind.BANK_HOLIDAYS]).rows) > 100
    for la in ("Essex", "Luton"):
        reading = read_term_dates(newest[FileKind.TERM_DATES], la)
        assert reading.faults == ()
        assert all(len(year.terms) == 6 for year in reading.rows)


def test_deciding_about_the_whole_country_is_quick(newest: dict[FileKind, Path]) -> None:
    rows = read_register(newest[FileKind.GIAS_REGISTER]).rows
    links = read_links(newest[FileKind.GIAS_LINKS]).rows
    changes = timed("decide", lambda: decide({}, rows, links))
    assert count_kinds(changes)["opened"] == 21_990
    assert len(timed("hash", lambda: change_hash(changes))) == 64
