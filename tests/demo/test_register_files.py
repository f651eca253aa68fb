"""The register, its links and its groups, read back by Python's csv."""

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.demo.reading import read

from headway.demo.county import County


@pytest.fixture(scope="module")
def register(folder: Path) -> list[dict[str, str]]:
    return read(folder, "gias/edubase")


def test_open_closed_and_proposed_schools(register: list[dict[str, str]]) -> None:
    states = Counter(row["EstablishmentStatus (name)"] for row in register)
    assert states == {"Open": 560, "Closed": 32, "Proposed to open": 1}
    for row in register:
        assert bool(row["CloseDate"]) == (row["EstablishmentStatus (name)"] == "Closed")


def test_codes_keep_their_zeros_and_dates_their_dashes(register: list[dict[str, str]]) -> None:
    assert {row["LA (code)"] for row in register} == {"999"}
    assert {len(row["TypeOfEstablishment (code)"]) for row in register} == {2}
    dates = [row[name] for row in register for name in ("OpenDate", "CloseDate", "CensusDate") if row[name]]
    assert len(dates) > 800
    assert all(re.fullmatch(r"\d\d-\d\d-\d{4}", day) for day in dates)


def test_postcodes_have_an_area_that_does_not_exist(register: list[dict[str, str]]) -> None:
    assert all(re.fullmatch(r"XL\d{1,2} \d[A-Z]{2}", row["Postcode"]) for row in register)


def test_one_open_school_has_no_district(register: list[dict[str, str]]) -> None:
    lost = [r for r in register if not r["DistrictAdministrative (code)"]]
    assert len(lost) == 1
    assert lost[0]["Easting"] and lost[0]["EstablishmentStatus (name)"] == "Open"


def test_trusts_federations_and_provisions_stand_in_their_columns(
    register: list[dict[str, str]], county: County
) -> None:
    by_urn = {int(row["URN"]): row for row in register}
    for urn, trust in county.trust_of.items():
        assert by_urn[urn]["Trusts (name)"] == trust.name
    for urn, federation in county.federation_of.items():
        assert by_urn[urn]["Federations (code)"] == str(federation.uid)
    with_provision = {
        int(r["URN"]) for r in register if r["TypeOfResourcedProvision (name)"] != "Not applicable"
    }
    assert with_provision == {p.urn for p in county.service.provisions if p.until is None}


def test_the_register_names_no_head(register: list[dict[str, str]]) -> None:
    assert not any(row["HeadFirstName"] or row["HeadLastName"] or row["HeadTitle (name)"] for row in register)


def test_links_are_told_from_both_sides(folder: Path) -> None:
    links = {(row["URN"], row["LinkURN"]): row["LinkType"] for row in read(folder, "gias/links")}
    assert len(links) == 52
    for (first, second), kind in links.items():
        turned = kind.replace("Successor", "Predecessor")
        turned = turned if turned != kind else kind.replace("Predecessor", "Successor")
        assert links[second, first] == turned
    assert Counter(links.values())["Predecessor - amalgamated"] == 2


def test_group_links_list_every_member_once(folder: Path, county: County) -> None:
    rows = read(folder, "gias/group")
    assert [row[""] for row in rows] == [str(number) for number in range(len(rows))]
    found = {(int(row["URN"]), int(row["Group UID"])) for row in rows}
    assert found == {(urn, group.uid) for group in county.groups for urn in group.members}
    assert {row["Group Type"] for row in rows} == {
        "Federation",
        "Multi-academy trust",
        "Single-academy trust",
    }
