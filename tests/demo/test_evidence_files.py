"""The series of the interactive tool and the lists beside it."""

from pathlib import Path

import pytest
from tests.demo.reading import read


@pytest.fixture(scope="module")
def series(folder: Path) -> list[dict[str, str]]:
    return read(folder, "reference/lait")


def test_authority_ten_neighbours_region_and_england(series: list[dict[str, str]], folder: Path) -> None:
    areas = {row["LA and Regions"] for row in series}
    neighbours = read(folder, "reference/la_stat")
    assert [row["rank"] for row in neighbours] == [str(rank) for rank in range(1, 11)]
    assert areas == {"Larkshire", "Midmarch", "England", *(row["neighbour_la_name"] for row in neighbours)}
    codes = {row["LA Number"]: row["LA Name"] for row in read(folder, "reference/la_code")}
    assert codes == {row["LA Number"]: row["LA and Regions"] for row in series}


def test_englands_figures_are_the_published_ones(series: list[dict[str, str]]) -> None:
    combined = {
        row["Years"]: row["Values"]
        for row in series
        if row["LA and Regions"] == "England" and row["Short Desc"] == "KS2RWM_Expected_STD"
    }
    assert combined["2019"] == "65"
    assert combined["2020"] == combined["2021"] == "-"
    assert combined["2024"] == "61"


def test_words_stand_in_the_first_year_only(series: list[dict[str, str]]) -> None:
    assert {row["Years"] for row in series if row["Data item"]} == {"2016", "2017", "2016/17"}


@pytest.mark.published
def test_measures_are_called_as_in_the_real_tool(series: list[dict[str, str]], published: Path) -> None:
    text = (published / "reference/lait_data_dictionary.csv").read_text(encoding="utf-8", errors="replace")
    for name in {row["Short Desc"] for row in series}:
        assert f'"{name}"' in text


def test_school_results_carry_the_schools_number_and_name(folder: Path) -> None:
    rows = read(folder, "performance/ks2")
    assert {row["time_period"] for row in rows} == {"202223", "202324", "202425"}
    assert all(row["school_laestab"].startswith("999") for row in rows)
    assert any("Grâce" in row["school_name"] for row in rows)
