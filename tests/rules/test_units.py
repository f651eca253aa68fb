"""Units and whom they report to from when (M8-01)."""

from datetime import date

from headway.rules.units import Reports, may_begin, may_move, outline, places_on

THEN, MOVED = date(2020, 4, 1), date(2026, 9, 1)
ROWS = (
    Reports("council", "", THEN, None),
    Reports("legal", "council", THEN, None),
    Reports("education", "council", THEN, None),
    Reports("governors", "legal", THEN, MOVED),
    Reports("governors", "education", MOVED, None),
    Reports("clerks", "governors", THEN, None),
)
NAMES = {
    "council": "Council", "legal": "Legal", "education": "Education", "governors": "Governor services", "clerks": "Clerks",
}  # fmt: skip


def test_m8_01_a_unit_reports_to_the_new_one_from_the_day_and_to_the_old_one_before():
    assert places_on(ROWS, date(2026, 8, 31))["governors"] == "legal"
    assert places_on(ROWS, MOVED)["governors"] == "education"
    assert "governors" not in places_on(ROWS, date(2020, 3, 31))


def test_the_outline_goes_down_by_name():
    assert outline(places_on(ROWS, MOVED), NAMES) == [
        ("council", 0), ("education", 1), ("governors", 2), ("clerks", 3), ("legal", 1),
    ]  # fmt: skip


def test_a_unit_moves_later_elsewhere_to_what_is_there_and_never_below_itself():
    later = date(2027, 4, 1)
    assert may_move(ROWS, "governors", "legal", later)
    assert may_move(ROWS, "governors", "", later)
    assert "Choose a later day" in may_move(ROWS, "governors", "legal", MOVED).reason
    assert "reports there already" in may_move(ROWS, "governors", "education", later).reason
    assert "reports to it" in may_move(ROWS, "council", "clerks", later).reason
    assert "reports to it" in may_move(ROWS, "legal", "legal", later).reason
    new = (*ROWS, Reports("new", "council", date(2028, 1, 1), None))
    assert "not there yet" in may_move(new, "legal", "new", later).reason


def test_a_unit_that_would_report_to_itself_after_a_move_to_come_is_refused():
    coming = (
        Reports("a", "", THEN, None),
        Reports("b", "", THEN, date(2028, 1, 1)),
        Reports("b", "a", date(2028, 1, 1), None),
    )
    assert "reports to it" in may_move(coming, "a", "b", date(2027, 1, 1)).reason


def test_a_new_unit_reports_to_one_that_is_there():
    assert may_begin(ROWS, "", THEN) and may_begin(ROWS, "legal", THEN)
    assert "not there yet" in may_begin(ROWS, "legal", date(2019, 1, 1)).reason
