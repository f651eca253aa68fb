"""An authority that is renamed, given another code or merged between two registers: its schools stay, in words."""

import pytest
from tests.flows.demonstration import AUTHORITY_NAME, LATER, load, register_only

from headway.features.releases.models import Fault
from headway.features.schools.models import Authority, School
from headway.features.schools.queries import open_schools, own_authority, own_schools
from headway.flows.load_folder import load_folder
from headway.rules.verdict import Refused


@pytest.fixture
def newer(demonstration, tmp_path):
    """A folder that holds a newer register alone, what it says of our authority changed."""

    def make(also=lambda row: True, day="20261001", turn=1, **said):
        mark = {f"LA ({name})": value for name, value in said.items()}

        def change(rows):
            ours = [row for row in rows if row["LA (name)"] == AUTHORITY_NAME and also(row)]
            return [row | mark if row in ours else row for row in rows][::turn]

        return register_only(demonstration, tmp_path / day, change, day=day)

    return make


def loaded_for(folder, authority):
    return {one.kind: one for one in load_folder(folder=folder, authority=authority, by="", at=LATER)}


def told(release):
    return [fault.words for fault in Fault.objects.filter(release=release, column="LA (name)")]


def before():
    return set(own_schools().values_list("urn", flat=True)), open_schools().count()


def test_time_a_renamed_authority_keeps_its_schools_and_says_so(registered, newer):
    held, number = before()
    release = load(newer(name="Marchshire"), at=LATER)["gias_register"].release
    assert before() == (held, number)
    assert own_authority().name == "Marchshire"
    (words,) = told(release)
    assert f"calls the authority “Marchshire” now; it was “{AUTHORITY_NAME}”" in words
    with pytest.raises(Refused, match="This installation serves Marchshire"):
        loaded_for(newer(name="Marchshire", day="20261101"), AUTHORITY_NAME)
    again = loaded_for(newer(name="Marchshire", day="20261201", turn=-1), "Marchshire")[
        "gias_register"
    ].release
    assert told(again) == []


def test_time_another_code_moves_the_schools_that_have_it_and_says_how_many_stay(registered, newer):
    held, _ = before()
    closed = {str(one.urn) for one in own_schools().filter(status_code="2")}
    stay = next(iter(closed), "")
    folder = newer(also=lambda row: row["URN"] != stay, code="997")
    statuses = dict(School.objects.values_list("urn", "status_code"))
    release = load(folder, at=LATER)["gias_register"].release
    assert own_authority().code == "997"
    (words,) = told(release)
    assert "the code 997 now" in words and "Nothing is closed" in words
    if stay:
        assert "1 school stays under the old code" in words
    assert dict(School.objects.values_list("urn", "status_code")) == statuses
    assert {one.urn for one in own_schools()} == held - ({int(stay)} if stay else set())


def test_time_a_merged_authority_is_refused_in_words_until_the_new_one_is_named(registered, newer):
    held, number = before()
    folder = newer(name="Greater March", code="996")
    with pytest.raises(Refused) as refused:
        load(folder, at=LATER)
    words = str(refused.value)
    assert f"holds nothing of “{AUTHORITY_NAME}” any more" in words
    assert "stand under “Greater March” (code 996)" in words and "no school was closed" in words
    assert before() == (held, number) and own_authority().name == AUTHORITY_NAME

    release = loaded_for(folder, "Greater March")["gias_register"].release
    (words,) = told(release)
    assert f"took the place of {AUTHORITY_NAME}" in words
    assert own_authority().code == "996" and open_schools().count() == number
    assert Authority.objects.filter(own=True).count() == 1


def test_time_another_authoritys_file_is_still_refused(registered, newer):
    with pytest.raises(Refused, match="it takes no files for"):
        loaded_for(newer(), "Westmarch")
