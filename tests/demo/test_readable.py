"""The product's own readers take every published file of the demonstration without a single fault."""

from collections import Counter
from pathlib import Path

import pytest
from tests.demo.reading import find

from headway.demo.county import County
from headway.demo.faults import FAULTS
from headway.demo.results import takes_tests
from headway.publicdata.calendars import read_bank_holidays, read_term_dates
from headway.publicdata.changes import count_kinds, decide
from headway.publicdata.gias import read_groups, read_links, read_register
from headway.publicdata.ks2 import read_school_results
from headway.publicdata.ks4 import read_key_stage_4
from headway.publicdata.lait import read_neighbours, read_series
from headway.publicdata.ofsted import read_latest
from headway.publicdata.recognise import FileKind, recognise, scan
from headway.publicdata.tables import Unreadable
from headway.rules.schools import PHASES, find_phase


def test_every_published_file_is_recognised_and_own_sheets_are_not(folder: Path) -> None:
    found = {item.path.relative_to(folder).as_posix(): item.kind for item in scan(folder)}
    assert {path for path, kind in found.items() if kind is None} == {
        path for path in found if path.startswith("service/")
    }
    assert len({kind for kind in found.values() if kind}) == 20


def test_the_register_is_read_whole(folder: Path, county: County) -> None:
    reading = read_register(find(folder, "gias/edubase"), authorities=frozenset({"999"}))
    assert reading.faults == ()
    names = {row.urn: row.name for row in reading.rows}
    assert names == {urn: school.name for urn, school in county.by_urn.items()}
    open_rows = [row for row in reading.rows if row.status_code == "1"]
    assert len(open_rows) == 560
    phases = {find_phase(r.type_code, r.phase_code, r.low_age, r.high_age).slug for r in open_rows}
    assert phases == set(PHASES)


def test_an_empty_service_would_open_560_schools(folder: Path) -> None:
    rows = read_register(find(folder, "gias/edubase")).rows
    links = read_links(find(folder, "gias/links"))
    assert links.faults == ()
    kinds = count_kinds(decide({}, rows, links.rows))
    assert (kinds["opened"], kinds["closed"]) == (560, 0)


def test_groups_neighbours_and_calendars_are_read_whole(folder: Path, county: County) -> None:
    groups = read_groups(find(folder, "gias/group"))
    neighbours = read_neighbours(find(folder, "reference/la_stat"))
    holidays = read_bank_holidays(find(folder, "reference/bank"))
    terms = read_term_dates(find(folder, "reference/term"), "Larkshire")
    assert groups.faults == neighbours.faults == holidays.faults == terms.faults == ()
    assert len(groups.rows) == sum(len(group.members) for group in county.groups)
    assert (len(neighbours.rows), len(holidays.rows), len(terms.rows)) == (10, 40, 4)


def test_inspections_are_read_in_their_three_regimes(folder: Path) -> None:
    reading = read_latest(find(folder, "ofsted/"))
    assert reading.faults == ()
    regimes = Counter(row.regime for row in reading.rows)
    assert set(regimes) == {"overall", "sub-judgements", "report-card"}
    assert min(regimes.values()) > 30


def test_results_are_read_with_their_reasons_for_missing(folder: Path, county: County) -> None:
    reading = read_school_results(find(folder, "performance/ks2"))
    assert reading.faults == ()
    assert {row.why_missing for row in reading.rows} >= {
        None,
        "suppressed",
        "not-applicable",
        "not-available",
    }
    assert {row.urn for row in reading.rows} <= {s.urn for s in county.schools if takes_tests(s)}


def test_series_are_read_for_authority_neighbours_region_and_england(folder: Path) -> None:
    codes = frozenset({"999", *(str(951 + number) for number in range(10))})
    measures = frozenset({"KS2RWM_Expected_STD"})
    reading = read_series(find(folder, "reference/lait"), measures=measures, la_codes=codes)
    assert reading.faults == ()
    areas = Counter(row.area_kind for row in reading.rows)
    assert areas == {"authority": 110, "region": 10, "england": 10}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_no_kind_of_damage_is_more_than_a_fault_or_an_unreadable_file(
    folder: Path, tmp_path: Path, name: str
) -> None:
    damaged = tmp_path / "edubasealldata20260622.csv"
    damaged.write_bytes(FAULTS[name](find(folder, "gias/edubase").read_bytes()))
    try:
        kind = recognise(damaged)
        reading = read_register(damaged, authorities=frozenset({"999"}))
    except Unreadable as refusal:
        assert str(refusal).endswith((".", "?"))
        return
    assert kind is FileKind.GIAS_REGISTER
    whole = {"letters lost", "saved by a spreadsheet", "wrong encoding"}  # read all the same, or with a fault
    assert reading.faults or name in whole


def test_key_stage_4_has_figures_reasons_and_a_year_without_progress(folder: Path) -> None:
    reading = read_key_stage_4(find(folder, "performance/2024"))
    assert reading.faults == ()
    assert {row.period for row in reading.rows} == {"2022/23", "2023/24", "2024/25"}
    assert {row.period for row in reading.rows if row.measure == "ks4_progress8"} == {"2022/23", "2023/24"}
    assert {row.why_missing for row in reading.rows if row.measure == "ks4_attainment8"} >= {
        None,
        "suppressed",
    }
