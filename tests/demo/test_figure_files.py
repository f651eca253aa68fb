"""The invented authority's attendance, conduct, staff, needs, money and risk: readable, plausible, and not all there."""

from pathlib import Path

import pytest
from tests.demo.reading import find, read

from headway.demo.county import County
from headway.publicdata.figures import read_figures
from headway.publicdata.layouts import columns
from headway.publicdata.maps import file_map
from headway.publicdata.risk import read_risk

FILES = {
    "absence": "absence/",
    "exclusions": "exclusions/",
    "pupil_teacher_ratios": "workforce/",
    "sen_2023": "sen/",
    "census_2023": "census/",
    "cfr_2023": "finance/cfr",
    "aar_2023": "finance/aar",
}


@pytest.mark.parametrize("kind", FILES)
def test_every_file_is_read_without_a_serious_fault_and_only_of_its_schools(
    folder: Path, county: County, kind: str
) -> None:
    reading = read_figures(find(folder, FILES[kind]), file_map(kind))
    assert not any(fault.serious for fault in reading.faults)
    assert {row.urn for row in reading.rows} <= set(county.by_urn)
    assert {row.why_missing for row in reading.rows} <= {None, "suppressed", "part-year"}
    assert not any(row.why_missing == "unreadable" for row in reading.rows)


def test_rows_of_the_authority_stand_among_its_schools(folder: Path) -> None:
    levels = [row["geographic_level"] for row in read(folder, "absence/")]
    assert levels.count("Local authority") == 3 and levels[0] == "Local authority"


def test_a_return_of_money_is_of_one_kind_a_school(folder: Path) -> None:
    maintained = {row["URN"] for row in read(folder, "finance/cfr")}
    academies = {row["URN"] for row in read(folder, "finance/aar")}
    assert maintained and academies and not maintained & academies


def test_every_school_is_rated_for_risk(folder: Path) -> None:
    reading = read_risk(find(folder, "risk/"))
    assert reading.faults == () and {row.overall for row in reading.rows} == {"High", "Medium", "Low"}
    assert columns("risk_ratings")[0] == "SchoolName"
