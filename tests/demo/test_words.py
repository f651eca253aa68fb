"""No invented name is a real one; checked against the published files where they are at hand."""

import csv
import json
from pathlib import Path
from random import Random

import pytest

from headway.demo.county import AUTHORITY_CODE, AUTHORITY_NAME, REGION_NAME, County
from headway.demo.words import DISTRICTS, NEIGHBOURS, NameBook, invent_places, possessive


def test_possessives() -> None:
    assert possessive("St Bede") == "St Bede's"
    assert possessive("All Saints") == "All Saints'"


def test_places_are_all_different() -> None:
    places = invent_places(Random("places"), 204)
    assert len(set(places)) == 204


def test_a_name_is_handed_out_once() -> None:
    book = NameBook(Random("names"))
    assert book.plain_or_stem("Thrumsett", "Primary School", ("Heron",)) == "Thrumsett Primary School"
    assert book.plain_or_stem("Thrumsett", "Primary School", ("Heron",)) == "Heron Primary School, Thrumsett"
    with pytest.raises(ValueError, match="no name is left"):
        book.plain_or_stem("Thrumsett", "Primary School", ("Heron",))
    with pytest.raises(ValueError, match="handed out twice"):
        book.take("Thrumsett Primary School")


@pytest.fixture(scope="module")
def real_areas(published: Path) -> set[str]:
    with (published / "reference/la_code_list_lait.csv").open(encoding="utf-8", newline="") as file:
        names = {row["LA Name"] for row in csv.DictReader(file)}
    lists = json.loads((published / "gias/code_lists.json").read_text(encoding="utf-8"))
    return names | set(lists["LA"].values()) | set(lists["DistrictAdministrative"].values())


@pytest.mark.published
def test_no_authority_or_district_is_real(real_areas: set[str], published: Path) -> None:
    assert len(real_areas) > 300
    assert not {AUTHORITY_NAME, REGION_NAME, *NEIGHBOURS, *DISTRICTS} & real_areas
    lists = json.loads((published / "gias/code_lists.json").read_text(encoding="utf-8"))
    assert AUTHORITY_CODE not in lists["LA"]


@pytest.mark.published
def test_no_school_place_or_trust_is_real(published: Path, county: County, small: County) -> None:
    with (published / "gias/edubasealldata_england.csv").open(encoding="cp1252", newline="") as file:
        rows = list(csv.DictReader(file))
    schools = {row["EstablishmentName"].casefold() for row in rows}
    places = {row[column].casefold() for row in rows for column in ("Town", "Locality", "Address3")}
    trusts = {row["Trusts (name)"].casefold() for row in rows}
    for made in (county, small):
        assert not {school.name.casefold() for school in made.by_urn.values()} & schools
        assert not {school.place.name.casefold() for school in made.by_urn.values()} & places
        assert not {group.name.casefold() for group in made.groups} & trusts
        assert not {partnership.name.casefold() for partnership in made.service.partnerships} & places
        assert not {str(urn) for urn in made.by_urn} & {row["URN"] for row in rows}
