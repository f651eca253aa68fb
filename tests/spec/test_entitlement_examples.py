"""Days by the current rule set, as worked examples an officer can check by hand.

A partnership has two days, and one more for each member that is neither special school nor referral unit.
"""

from __future__ import annotations

import pytest
from tests.rules.policies import load_policy
from tests.spec.tables import rows_of

from headway.rules.entitlement import (
    PartnershipInYear,
    SchoolInYear,
    entitle,
    half_day_words,
    partnership_half_days,
)
from headway.rules.entitlement_policy import read_entitlement, share_days

CURRENT = read_entitlement(load_policy("current/entitlement"))
ESSEX = read_entitlement(load_policy("essex-2017/entitlement"))

# M5-09, M6-06, M6-07, M6-08, M6-09: one school's own days in a whole year.
ONE_SCHOOL = """
| phase       | partnership | category | provisions | new head | days     |
|-------------|-------------|----------|------------|----------|----------|
| primary     | none        | 1        | 0          | no       | half a day |
| primary     | none        | 2        | 0          | no       | half a day |
| primary     | of 14       | 1        | 0          | no       | 1 day    |
| primary     | of 14       | 3        | 0          | no       | 4 days   |
| primary     | none        | 3        | 0          | no       | 3½ days  |
| primary     | of 14       | 4        | 0          | no       | 11 days  |
| primary     | of 14       | 4S       | 0          | no       | 21 days  |
| primary     | of 14       | 2        | 1          | no       | 2 days   |
| primary     | of 14       | 2        | 0          | yes      | 2½ days  |
| primary     | none        | 4        | 1          | yes      | 13 days  |
| secondary   | none        | 2        | 0          | no       | nothing  |
| secondary   | of 5        | 2        | 0          | no       | 1 day    |
| all-through | none        | 3        | 0          | no       | 3 days   |
| nursery     | of 14       | 1        | 0          | no       | 1 day    |
| special     | none        | 1        | 0          | no       | 3 days   |
| special     | of 14       | 1        | 0          | no       | 3 days   |
| pru         | none        | 4        | 0          | no       | 13 days  |
| primary     | none        | unknown  | 0          | no       | half a day |
"""

# M6-01: a partnership's days by its size, in both rule sets.
PARTNERSHIPS = """
| members | special | current  | of that the lead | essex-2017 | of that the lead in 2017 |
|---------|---------|----------|------------------|------------|--------------------------|
| 2       | 0       | 4 days   | 2 days           | 5 days     | 2 days                   |
| 4       | 0       | 6 days   | 2 days           | 5 days     | 3 days                   |
| 5       | 0       | 7 days   | 2 days           | 8 days     | 3 days                   |
| 5       | 2       | 7 days   | 2 days           | 8 days     | 3 days                   |
| 8       | 0       | 10 days  | 2 days           | 11 days    | 3 days                   |
| 14      | 1       | 16 days  | 2 days           | 14 days    | 7 days                   |
| 1       | 3       | nothing  | nothing          | nothing    | nothing                  |
"""


@pytest.mark.parametrize("row", rows_of(ONE_SCHOOL), ids=lambda row: " ".join(row.values()))
def test_m6_08_days_of_one_school(row: dict[str, str]) -> None:
    school = SchoolInYear(
        school_id="this",
        name="This school",
        phase=row["phase"],
        category=None if row["category"] == "unknown" else row["category"],
        enhanced_provisions=int(row["provisions"]),
        new_head=row["new head"] == "yes",
    )
    size = 0 if row["partnership"] == "none" else int(row["partnership"].removeprefix("of "))
    others = [SchoolInYear(str(n), f"Other {n}", "primary") for n in range(size - 1)]
    partnership = PartnershipInYear("east", "East", frozenset({"this", *(one.school_id for one in others)}))
    lines = entitle([school, *others], [partnership] if size else [], CURRENT, "2026-27")
    half_days = sum(line.half_days for line in lines if line.subject_id == "this")
    assert half_day_words(half_days) == row["days"]


@pytest.mark.parametrize(
    "row", rows_of(PARTNERSHIPS), ids=lambda row: f"{row['members']} and {row['special']}"
)
def test_m6_01_days_of_a_partnership(row: dict[str, str]) -> None:
    mainstream = [SchoolInYear(f"m{n}", f"School {n}", "primary") for n in range(int(row["members"]))]
    special = [SchoolInYear(f"s{n}", f"Special {n}", "special") for n in range(int(row["special"]))]
    members = frozenset(school.school_id for school in (*mainstream, *special))
    partnership = PartnershipInYear("east", "East", members)
    for policy, days, lead in (
        (CURRENT, row["current"], row["of that the lead"]),
        (ESSEX, row["essex-2017"], row["of that the lead in 2017"]),
    ):
        lines = entitle([*mainstream, *special], [partnership], policy, "2026-27")
        assert half_day_words(partnership_half_days(lines)["east"]) == days
        shares = share_days(len(mainstream), policy.partnership)
        assert half_day_words(shares.lead_half_days) == lead
