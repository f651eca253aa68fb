"""What a school that closes within the year keeps, as worked examples an officer can check by hand.

The year has 190 school days. A school keeps whole half-days for the time it is open; what goes back is rounded down.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.rules.policies import load_policy
from tests.spec.tables import rows_of

from headway.rules.calendars import RemainingDays
from headway.rules.entitlement import EntitlementLine
from headway.rules.entitlement_ends import SchoolEnd, is_of_an_end, lines_at_end
from headway.rules.entitlement_policy import read_entitlement
from headway.rules.policyfile import PolicyFault

CURRENT = read_entitlement(load_policy("current/entitlement"))
CLOSES_ON = date(2027, 1, 1)

# A special school has 3 days (6 half-days) a year. It closes on 1 January: 115 of 190 school days are after that,
# 6 x 115 / 190 = 3.6, so 3 half-days go back and it keeps 3.
ONE_SCHOOL = """
| half-days a year | school days after the end | goes back | keeps |
|------------------|---------------------------|-----------|-------|
| 6                | 115                       | 3         | 3     |
| 6                | 190                       | 6         | 0     |
| 6                | 1                         | 0         | 6     |
| 40               | 95                        | 20        | 20    |
| 1                | 115                       | 0         | 1     |
| 0                | 115                       | 0         | 0     |
"""

# The same 3 half-days, where the rule set lets successors take on what goes back.
SUCCESSORS = """
| successors | first | second |
|------------|-------|--------|
| 1          | 3     | 0      |
| 2          | 2     | 1      |
"""


def line(half_days: int, rule: str = "own-days", school: str = "100001") -> EntitlementLine:
    return EntitlementLine("school", school, rule, half_days, "individual-schools", True, "Own days.", ())


def ending(*successors: tuple[str, str]) -> SchoolEnd:
    return SchoolEnd("100001", "Larks", CLOSES_ON, "the register says", successors)


def left(after: int) -> RemainingDays:
    return RemainingDays(after, 190, model_year=False, words="")


@pytest.mark.parametrize("row", rows_of(ONE_SCHOOL), ids=str)
def test_a_school_that_closes_keeps_its_part_of_the_year(row):
    half_days, after = int(row["half-days a year"]), int(row["school days after the end"])
    back = sum(one.half_days for one in lines_at_end([line(half_days)], ending(), left(after), CURRENT))
    assert (-back, half_days + back) == (int(row["goes back"]), int(row["keeps"]))


@pytest.mark.parametrize("row", rows_of(SUCCESSORS), ids=str)
def test_successors_share_what_goes_back_where_the_rule_set_says_so(row):
    heirs = [("100003", "Second"), ("100002", "First")][-int(row["successors"]) :]
    policy = replace(CURRENT, successors="take-on")
    made = lines_at_end([line(6)], ending(*heirs), left(115), policy)
    taken = {one.subject_id: one.half_days for one in made if one.subject_id != "100001"}
    assert taken == {
        key: int(row[column])
        for key, column in (("100002", "first"), ("100003", "second"))
        if int(row[column])
    }
    assert sum(one.half_days for one in made) == 0
    assert "takes on" in made[1].words and "Larks" in made[1].words


def test_the_reason_is_said_and_other_schools_are_left_alone():
    (made,) = lines_at_end([line(6), line(6, school="100009")], ending(), left(115), CURRENT)
    assert made.subject_id == "100001" and is_of_an_end(made.rule)
    assert made.words.startswith(
        "Larks closes on 1 January 2027, the register says: 1½ days of 3 days go back"
    )
    assert ("closes on", "2027-01-01") in made.inputs


def test_days_for_concern_go_back_and_are_not_taken_on():
    policy = replace(CURRENT, successors="take-on")
    made = lines_at_end([line(40, rule="concern")], ending(("100002", "First")), left(95), policy)
    assert [(one.subject_id, one.half_days) for one in made] == [("100001", -20)]


def test_a_rule_set_may_leave_the_days_where_they_are_and_says_so():
    (made,) = lines_at_end([line(6)], ending(), left(115), replace(CURRENT, ends="keep"))
    assert made.half_days == 0 and "3 days stay" in made.words


@pytest.mark.parametrize("key", ["ends", "successors"])
def test_a_rule_set_knows_only_these_words(key):
    table = load_policy("current/entitlement")
    with pytest.raises(PolicyFault, match="is not known here"):
        read_entitlement(table | {key: "vanish"})
