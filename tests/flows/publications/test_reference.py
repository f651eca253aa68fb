"""Small reference files, and the dictionary of the interactive tool."""

from datetime import date

import pytest
from tests.flows.demonstration import AT, find, load, rewrite

from headway.demo.county import AUTHORITY_NAME
from headway.features.schools.models import Link
from headway.flows.apply_release import apply_release
from headway.flows.publications.dictionary import year_types
from headway.flows.read_release import read_release
from headway.publicdata.layouts import columns
from headway.rules.verdict import Refused


def read(path):
    """The release of a file and what it would change."""
    return read_release(
        path=path, name=path.name, authority=AUTHORITY_NAME, published_on=date(2026, 9, 1), by="", at=AT
    )


@pytest.mark.parametrize(
    "start", ["links_", "latest_inspections", "ks2_school_attainment", "lait_long", "la_statistical"]
)
def test_a_file_about_schools_before_any_register_says_what_to_load_first(policies, demonstration, start):
    with pytest.raises(Refused, match=f"Nothing is known of “{AUTHORITY_NAME}” yet. Load the register"):
        read(find(demonstration, start))


@pytest.mark.parametrize("start", ["bank-holidays", "term_dates"])
def test_calendars_need_no_register(policies, demonstration, start):
    assert read(find(demonstration, start))[0].counts["new"] > 0


def test_a_kind_that_is_not_applied_says_which_are_and_one_that_is_known_says_why(policies, demonstration):
    with pytest.raises(Refused, match="not one of the published files that are applied: Get Information"):
        read(find(demonstration, "advisers"))
    with pytest.raises(Refused, match="A list of codes; nothing in the service is taken from it"):
        read(find(demonstration, "la_code_list"))


def test_a_link_that_stands_twice_has_its_latest_day_in_any_order(registered, folder):
    def twice(rows):
        return [*rows, rows[0] | {"LinkEstablishedDate": "01-02-2030"}]

    path = find(folder, "links_")
    for change in (twice, lambda rows: rows[::-1]):
        rewrite(path, change)
        release, decided = read(path)
        apply_release(release=release, by="", at=AT, decided=decided)
        assert Link.objects.filter(on=date(2030, 2, 1)).count() == 1


def test_the_dictionary_says_what_years_are_once_it_is_applied(registered, tmp_path):
    path = tmp_path / "dictionary.csv"
    names = columns("lait_dictionary")
    facts = {"Measure_short": "KS2RWM_Expected_STD", "Year_Type": "Calendar Year"}
    values = ",".join(facts.get(name, "x") for name in names)
    path.write_text(f"{','.join(names)}\n{values}\n", encoding="utf-8")
    assert year_types() == {}
    release, decided = read(path)
    apply_release(release=release, by="", at=AT, decided=decided)
    assert year_types() == {"KS2RWM_Expected_STD": "Calendar Year"}
    assert read(path)[1].changes == []


def test_every_kind_of_the_demonstration_is_applied_in_an_order_that_works(loaded, demonstration):
    again = load(demonstration)
    assert [one.words for one in again.values() if one.release and "nothing to change" not in one.words] == []
