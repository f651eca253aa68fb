"""The policy of visits: what an autumn agenda must hold, when a review is due, who is asked along."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from tomllib import loads

import pytest

from headway.rules.policyfile import PolicyFault
from headway.rules.visit_types import (
    Invitation,
    agenda_of,
    missing_items,
    read_visit_types,
    review_due,
    why_asked,
)

FILE = Path(__file__).resolve().parents[2] / "policies/current/visit_types.toml"


def table():
    return loads(FILE.read_text())


@pytest.fixture
def policy():
    return read_visit_types(table())


def test_m5_01_each_kind_of_visit_carries_an_agenda_with_a_version(policy):
    assert agenda_of(policy, "autumn").label == "Autumn term" and agenda_of(policy, "autumn").version == 1
    assert len(policy.types) == 13
    assert all(agenda_of(policy, kind).items for kind in policy.types)


@pytest.mark.parametrize("key", ["attendance", "equality"])
def test_m5_02_m5_03_attendance_and_equality_stand_on_every_autumn_agenda(policy, key):
    item = next(one for one in agenda_of(policy, "autumn").items if one.key == key)
    assert item.mandatory
    told = table()
    told["agendas"]["autumn"]["items"] = [
        one | {"mandatory": one["key"] != key and one.get("mandatory", False)}
        for one in told["agendas"]["autumn"]["items"]
    ]
    with pytest.raises(PolicyFault, match="mandatory points of every autumn agenda"):
        read_visit_types(told)


def test_m5_02_an_autumn_visit_misses_its_mandatory_points_until_they_are_answered(policy):
    agenda = agenda_of(policy, "autumn")
    every = {one.key for one in agenda.items if one.mandatory}
    assert missing_items(agenda, every) == ()
    assert missing_items(agenda, every - {"attendance"})[0].startswith("Attendance")


def test_m5_05_an_agenda_is_flagged_once_its_review_is_older_than_twelve_months(policy):
    agenda = agenda_of(policy, "autumn")
    assert review_due(agenda, [], date(2027, 6, 30), 12) == ""
    assert "30 June 2026" in review_due(agenda, [], date(2027, 7, 1), 12)
    assert review_due(agenda, [date(2027, 6, 1)], date(2027, 7, 1), 12) == ""
    never = agenda_of(policy, "concern")
    assert review_due(never, [], date(2026, 9, 15), 12) == "Never reviewed with schools."
    assert review_due(never, [date(2026, 9, 16)], date(2026, 9, 15), 12) != ""


def test_m5_12_emtas_is_asked_along_above_the_share_only(policy):
    rule = policy.invitations["emtas"]
    assert policy.types["target_setting"].asks == ("emtas",)
    assert "24.1 per cent, above the 20" in why_asked(rule, {"eal": Decimal("24.1")})
    assert why_asked(rule, {"eal": Decimal(20)}) == "" and why_asked(rule, {}) == ""
    assert why_asked(Invitation("Attendance officer", "attendance"), {}).startswith("Asked along on every")


def test_a_point_named_twice_is_a_fault():
    told = table()
    told["agendas"]["spring"]["items"][1]["key"] = "last_time"
    with pytest.raises(PolicyFault, match="used twice"):
        read_visit_types(told)
