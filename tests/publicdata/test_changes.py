"""Decisions about a newer register: what opens, closes, merges, changes, stays, and what is only missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publicdata.invented import school_rows

from headway.publicdata.changes import (
    Change,
    Changed,
    Closed,
    FieldChange,
    KnownSchool,
    Merged,
    Missing,
    Noted,
    Opened,
    Unchanged,
    change_hash,
    change_list,
    count_kinds,
    decide,
    facts_of,
)
from headway.publicdata.gias import LinkRow, SchoolRow

CLOSED = {
    "EstablishmentStatus (code)": "2",
    "EstablishmentStatus (name)": "Closed",
    "CloseDate": "31-08-2026",
}
CONVERTER = {
    "URN": "900009",
    "TypeOfEstablishment (code)": "34",
    "TypeOfEstablishment (name)": "Academy converter",
    "OpenDate": "01-09-2026",
}


def link(urn: int, other: int, kind: str) -> LinkRow:
    return LinkRow(urn, other, "", kind, date(2026, 9, 1))


def knowing(*rows: SchoolRow) -> dict[int, KnownSchool]:
    return {row.urn: KnownSchool(row.urn, facts_of(row)) for row in rows}


@pytest.fixture
def larkfield(tmp_path: Path) -> SchoolRow:
    return school_rows(tmp_path, {})[0]


def test_m1_01_reading_the_same_register_again_changes_nothing(larkfield: SchoolRow) -> None:
    assert decide(knowing(larkfield), [larkfield]) == (Unchanged(900001),)


def test_m1_01_a_conversion_closes_the_school_on_its_date_and_opens_its_successor(
    tmp_path: Path, larkfield: SchoolRow
) -> None:
    published = school_rows(tmp_path, CLOSED | {"ReasonEstablishmentClosed (name)": "For Academy"}, CONVERTER)
    closed, opened = decide(knowing(larkfield), published, [link(900001, 900009, "Successor")])
    assert isinstance(closed, Closed)
    assert (closed.closed_on, closed.successors) == (date(2026, 8, 31), (900009,))
    assert closed.reason == "For Academy"
    assert isinstance(opened, Opened)
    assert (opened.urn, opened.predecessors) == (900009, (900001,))


def test_a_link_stated_from_one_side_only_is_known_from_both(tmp_path: Path, larkfield: SchoolRow) -> None:
    published = school_rows(tmp_path, CLOSED, CONVERTER)
    from_old = decide(knowing(larkfield), published, [link(900001, 900009, "Successor")])
    from_new = decide(knowing(larkfield), published, [link(900009, 900001, "Predecessor")])
    assert from_old == from_new


@pytest.mark.parametrize("kind", ["Successor - merged", "Successor - amalgamated"])
def test_a_school_that_closed_into_another_is_merged(tmp_path: Path, larkfield: SchoolRow, kind: str) -> None:
    published = school_rows(tmp_path, CLOSED, {"URN": "900002"})
    merged, _ = decide(knowing(larkfield), published, [link(900001, 900002, kind)])
    assert isinstance(merged, Merged)
    assert (merged.into, merged.closed_on) == ((900002,), date(2026, 8, 31))


def test_links_of_other_kinds_make_no_successor(tmp_path: Path, larkfield: SchoolRow) -> None:
    published = school_rows(tmp_path, CLOSED)
    (closed,) = decide(knowing(larkfield), published, [link(900001, 900002, "Sixth Form Centre Link")])
    assert isinstance(closed, Closed)
    assert closed.successors == ()


def test_a_school_that_the_register_does_not_hold_is_reported_never_closed(larkfield: SchoolRow) -> None:
    (missing,) = decide(knowing(larkfield), [], [link(900001, 900009, "Successor")])
    assert missing == Missing(900001, (900009,))


def test_a_school_known_as_closed_may_leave_the_register(tmp_path: Path) -> None:
    (closed,) = school_rows(tmp_path, CLOSED)
    assert decide(knowing(closed), []) == (Unchanged(900001),)


def test_a_changed_school_lists_field_before_and_after(tmp_path: Path, larkfield: SchoolRow) -> None:
    published = school_rows(tmp_path, {"NumberOfPupils": "", "EstablishmentName": "Larkfield School"})
    (changed,) = decide(knowing(larkfield), published)
    assert isinstance(changed, Changed)
    assert set(changed.changes) == {
        FieldChange("name", "Larkfield Primary School", "Larkfield School"),
        FieldChange("pupils", 198, None),
    }


def test_facts_we_do_not_hold_are_not_compared(tmp_path: Path) -> None:
    published = school_rows(tmp_path, {"NumberOfPupils": "3"})
    known = {900001: KnownSchool(900001, {"status_code": "1", "our_own": "x"})}
    assert decide(known, published) == (Unchanged(900001),)


def test_a_reopened_school_is_changed(tmp_path: Path, larkfield: SchoolRow) -> None:
    (closed,) = school_rows(tmp_path, CLOSED)
    (changed,) = decide(knowing(closed), [larkfield])
    assert isinstance(changed, Changed)
    assert FieldChange("status_code", "2", "1") in changed.changes


def test_schools_first_seen_closed_or_proposed_are_noted_not_opened(tmp_path: Path) -> None:
    proposed = {"URN": "900002", "EstablishmentStatus (code)": "4"}
    noted = decide({}, school_rows(tmp_path, CLOSED, proposed))
    assert [(item.urn, item.why) for item in noted if isinstance(item, Noted)] == [
        (900001, "closed"),
        (900002, "proposed"),
    ]


def test_figures_written_with_other_digits_are_the_same(larkfield: SchoolRow) -> None:
    known = KnownSchool(
        900001, {**facts_of(larkfield), "fsm_percent": Decimal("22.700"), "sen_provisions": []}
    )
    assert decide({900001: known}, [larkfield]) == (Unchanged(900001),)
    other = replace(larkfield, fsm_percent=Decimal("22.700"))
    assert change_hash(decide({}, [larkfield])) == change_hash(decide({}, [other]))


def test_the_list_is_plain_data_with_its_kind(larkfield: SchoolRow) -> None:
    (item,) = change_list(decide({}, [larkfield]))
    assert (item["kind"], item["urn"], item["school"]["opened_on"]) == ("opened", 900001, "1965-09-01")
    assert item["school"]["fsm_percent"] == "22.7"
    assert "source_row" not in item["school"]


def test_every_kind_is_counted(larkfield: SchoolRow) -> None:
    counts = count_kinds(decide({}, [larkfield]))
    assert counts["opened"] == 1
    assert sum(counts.values()) == 1
    assert len(counts) == 7


def test_a_urn_published_twice_or_known_under_another_is_refused(larkfield: SchoolRow) -> None:
    with pytest.raises(ValueError, match="published twice"):
        decide({}, [larkfield, larkfield])
    with pytest.raises(ValueError, match="stands under URN 5"):
        decide({5: KnownSchool(900001, {})}, [])


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_any_order_of_rows_and_links_gives_the_same_list_and_hash(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    held = school_rows(tmp_path_factory.mktemp("r"), {}, {"URN": "900002"}, {"URN": "900003"})
    published = [replace(held[0], status_code="2"), replace(held[1], pupils=7), replace(held[0], urn=900009)]
    links = [link(900001, 900009, "Successor"), link(900001, 900002, "Successor - merged")]
    first: tuple[Change, ...] = decide(knowing(*held), published, links)
    again = decide(
        knowing(*data.draw(st.permutations(held))),
        data.draw(st.permutations(published)),
        data.draw(st.permutations(links)),
    )
    assert again == first
    assert change_hash(data.draw(st.permutations(list(again)))) == change_hash(first)
