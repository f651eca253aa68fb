from datetime import date

import pytest

from headway.rules.schools import add_months, find_phase, has_new_head, is_mainstream, is_open


@pytest.mark.parametrize(
    ("type_code", "phase_code", "expected"),
    [
        ("01", "2", "primary"),
        ("1", "3", "primary"),  # a spreadsheet lost the zero; a middle school deemed primary
        ("34", "4", "secondary"),
        ("35", "5", "secondary"),
        ("28", "7", "all-through"),
        ("15", "1", "nursery"),
        ("7", "0", "special"),
        ("44", "0", "special"),
        ("14", "0", "pru"),
        ("43", "0", "pru"),
        ("39", "6", "16-plus"),
    ],
)
def test_m1_01_phase_comes_from_the_register(type_code: str, phase_code: str, expected: str) -> None:
    assert find_phase(type_code, phase_code).slug == expected


def test_ages_decide_only_where_the_register_gives_no_phase() -> None:
    assert find_phase("06", "0", 11, 18).slug == "secondary"
    assert find_phase("35", "0", 3, 11).slug == "primary"
    assert find_phase("35", "0", 4, 16).slug == "all-through"
    unknown = find_phase("35", "0")
    assert unknown.slug is None
    assert "neither a phase" in unknown.reason


def test_m1_07_special_schools_and_referral_units_are_not_mainstream() -> None:
    assert is_mainstream("primary")
    assert not is_mainstream("special")
    assert not is_mainstream("pru")
    assert not is_mainstream(None)


def test_m1_01_a_school_is_open_up_to_its_closing_day() -> None:
    closed_on = date(2026, 9, 1)
    assert is_open("2", None, closed_on, date(2026, 8, 31))
    assert not is_open("2", None, closed_on, closed_on)
    assert not is_open("4", date(2026, 9, 1), None, date(2026, 8, 31))
    assert is_open("4", date(2026, 9, 1), None, date(2026, 9, 1))
    assert is_open("3", None, None, date(2026, 9, 1))
    assert not is_open("2", None, None, date(2026, 9, 1))


def test_a_head_is_new_for_the_policys_months() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 11, 15), 12) == date(2027, 11, 15)
    assert has_new_head(date(2026, 1, 5), date(2026, 9, 1), months=12)
    assert not has_new_head(date(2025, 9, 1), date(2026, 9, 1), months=12)
    assert not has_new_head(date(2026, 10, 1), date(2026, 9, 1), months=12)
    assert not has_new_head(None, date(2026, 9, 1), months=12)
