"""The register: openings, closures, conversions, schools that go missing and come back, districts assumed."""

from datetime import date

import pytest
from tests.flows.demonstration import AT, LATER, find, load, open_rows, register_only, rewrite, state

from headway.features.schools.models import District, School
from headway.flows.publications.districts import COLUMN

SUCCESSOR = 900990


def converted(rows):
    """The first open school became an academy on 1 October; the academy stands beside it."""
    old = open_rows(rows)[0]
    new = old | {
        "URN": str(SUCCESSOR),
        "TypeOfEstablishment (code)": "34",
        "TypeOfEstablishment (name)": "Academy converter",
        "OpenDate": "01-10-2026",
    }
    old |= {
        "EstablishmentStatus (code)": "2",
        "EstablishmentStatus (name)": "Closed",
        "CloseDate": "01-10-2026",
        "ReasonEstablishmentClosed (name)": "Academy Converter",
    }
    return [*[old if row["URN"] == old["URN"] else row for row in rows], new]


def first_open(register):
    """The URN of the school that `converted` closes."""
    found = []
    rewrite(register, lambda rows: found.extend(open_rows(rows)) or rows, name="look.csv").unlink()
    return int(found[0]["URN"])


@pytest.fixture
def newer(demonstration, tmp_path):
    """A maker of folders that hold a newer register alone."""

    def make(change, day="20261001"):
        return register_only(demonstration, tmp_path / day, change, day=day)

    return make


def test_m1_01_a_converted_school_closes_on_its_day_and_its_successor_opens_linked(loaded, newer, folder):
    urn = first_open(find(folder, "edubasealldata"))
    after = newer(converted)
    links = find(folder, "links_")
    linked = rewrite(
        links,
        lambda rows: [
            *rows,
            rows[0]
            | {
                "URN": str(urn),
                "LinkURN": str(SUCCESSOR),
                "LinkName": "An academy",
                "LinkType": "Successor",
                "LinkEstablishedDate": "01-10-2026",
            },
        ],
    )
    linked.rename(after / "links_edubasealldata20261001.csv")
    release = load(after, at=LATER)["gias_register"].release
    old, new = School.objects.get(urn=urn), School.objects.get(urn=SUCCESSOR)
    assert (old.status_code, old.closed_on) == ("2", date(2026, 10, 1))
    assert (new.status_code, new.opened_on, new.type_name) == ("1", date(2026, 10, 1), "Academy converter")
    assert (release.counts["opened"], release.counts["closed"], release.counts["changed"]) == (1, 1, 0)
    assert [(link.other_urn, link.on) for link in old.links.filter(kind="Successor")] == [
        (SUCCESSOR, date(2026, 10, 1))
    ]
    assert School.objects.count() == 89


def test_the_change_list_names_who_opens_and_what_differs(registered, newer, register):
    changes = load(newer(converted), at=LATER)["gias_register"].release.changes
    closed, opened = changes
    assert closed[:2] == ["closed", School.objects.get(closed_on="2026-10-01").urn]
    assert ["closed_on", None, "2026-10-01"] in closed[2]
    assert opened == ["opened", SUCCESSOR, [School.objects.get(urn=SUCCESSOR).name]]


def test_m1_01_a_missing_school_is_reported_never_closed_and_comes_back(registered, newer):
    urn = School.objects.filter(status_code="1").order_by("urn").first().urn

    def without(rows):
        return [row for row in rows if row["URN"] != str(urn)]

    first = load(newer(without), at=LATER)["gias_register"].release
    gone = School.objects.get(urn=urn)
    assert (gone.status_code, gone.closed_on, gone.missing_since) == ("1", None, first)
    assert (first.counts["missing"], first.changes) == (1, [["missing", urn, []]])

    again = load(newer(lambda rows: without(rows)[::-1], day="20261101"), at=LATER)["gias_register"].release
    assert (again.counts["missing"], again.counts["still missing"], again.changes) == (0, 1, [])
    assert School.objects.get(urn=urn).missing_since == first

    back = load(newer(lambda rows: rows, day="20261201"), at=LATER)["gias_register"].release
    assert (back.counts["returned"], back.changes) == (1, [["returned", urn, [gone.name]]])
    assert School.objects.get(urn=urn).missing_since is None


def test_a_school_that_is_state_funded_no_more_is_changed_and_not_missing(registered, newer):
    urn = School.objects.filter(status_code="1").order_by("urn").first().urn

    def independent(rows):
        mark = {"TypeOfEstablishment (code)": "11", "TypeOfEstablishment (name)": "Other independent school"}
        return [row | mark if row["URN"] == str(urn) else row for row in rows]

    release = load(newer(independent), at=LATER)["gias_register"].release
    assert (release.counts["changed"], release.counts["missing"]) == (1, 0)
    assert School.objects.get(urn=urn).type_code == "11"


def test_a_urn_that_stands_twice_with_other_facts_is_left_out_with_both_rows(registered, newer):
    before = state()
    twice = newer(lambda rows: [*rows, rows[0] | {"EstablishmentName": "Another name"}])
    release = load(twice, at=LATER)["gias_register"].release
    assert release.faults.filter(row=2, serious=True, words__contains="row 90").exists()
    (urn,) = [line[1] for line in release.changes]
    assert School.objects.get(urn=urn).name != "Another name"
    assert len(state()["School"]) == len(before["School"])


def test_a_school_without_a_district_takes_the_nearest_ones_as_a_fault_to_settle(registered):
    (assumed,) = School.objects.filter(district_assumed=True)
    (fault,) = registered["gias_register"].release.faults.filter(urn=assumed.urn)
    others = School.objects.exclude(pk=assumed.pk).filter(district__isnull=False, easting__isnull=False)
    nearest = min(
        others, key=lambda s: (s.easting - assumed.easting) ** 2 + (s.northing - assumed.northing) ** 2
    )
    assert assumed.district == nearest.district
    assert (fault.column, fault.settled, fault.serious) == (COLUMN, "", False)
    assert assumed.district.name in fault.words and nearest.name in fault.words


def test_a_school_without_district_and_place_has_none_and_says_so(policies, newer):
    nowhere = {"DistrictAdministrative (code)": "", "DistrictAdministrative (name)": ""}
    places = {"Easting": "", "Northing": ""}

    def lost(rows):
        urn = open_rows(rows)[0]["URN"]
        return [row | nowhere | places if row["URN"] == urn else row for row in rows]

    release = load(newer(lost), at=AT)["gias_register"].release
    fault = release.faults.get(words__contains="neither a district nor a place")
    assert School.objects.get(urn=fault.urn).district is None


def test_equally_near_schools_give_the_district_of_the_lowest_urn(policies, newer):
    def between(rows):
        ours = open_rows(rows)
        alone, left, right = ours[0], ours[1], ours[2]
        place = {"Easting": "1000", "Northing": "1000"}
        alone |= place | {"DistrictAdministrative (code)": "", "DistrictAdministrative (name)": ""}
        for row, side, mark in ((left, "990", "1"), (right, "1010", "2")):
            row |= place | {"Easting": side, "DistrictAdministrative (code)": f"E0700000{mark}"}
            row |= {"DistrictAdministrative (name)": f"District {mark}"}
        return rows[::-1]

    load(newer(between), at=AT)
    assert School.objects.filter(district_assumed=True, district__name="District 1").exists()


def test_a_district_belongs_to_the_authority_with_most_schools_in_it(policies, newer):
    def guest(rows):
        ours = open_rows(rows)
        ours[-1] |= {"LA (code)": "998", "LA (name)": "Ostmarch"}
        return rows

    load(newer(guest), at=AT)
    assert {district.authority.name for district in District.objects.all()} == {"Larkshire"}
