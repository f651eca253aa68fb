"""Categories the current scheme proposes, as worked examples for a moderation meeting.

England stands at 62 percent reaching the expected standard at 11; results are held steady over three years.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.rules.policies import load_policy
from tests.spec.tables import rows_of

from headway.rules.categories import Figure, SchoolFacts, State, propose
from headway.rules.category_policy import read_categories
from headway.rules.inspections import Inspection, read_inspections

POLICY = read_categories(load_policy("current/categories"))
INSPECTIONS = read_inspections(load_policy("england/inspections"))
REPORT_CARD = ("inclusion", "curriculum_and_teaching", "achievement", "leadership_and_governance")

EXAMPLES = """
| inspection                            | at 11 | headship    | proposed            |
|---------------------------------------|-------|-------------|---------------------|
| overall: good                         | 70    | substantive | Strong              |
| overall: good                         | 57    | substantive | Secure              |
| overall: good                         | 50    | acting      | Needs support       |
| overall: good                         | none  | none        | Secure              |
| overall: outstanding                  | 40    | substantive | Secure              |
| overall: requires-improvement         | 62    | none        | Needs support       |
| overall: requires-improvement         | 45    | vacant      | Causing concern     |
| overall: inadequate                   | 80    | substantive | Statutory or Ofsted category |
| report-card: strong-standard          | 62    | substantive | Strong              |
| report-card: expected-standard        | 57    | new         | Secure              |
| report-card: needs-attention          | 62    | substantive | Needs support       |
| report-card: urgent-improvement       | 62    | substantive | Statutory or Ofsted category |
| none                                  | 70    | none        | Not enough is known |
| none                                  | none  | substantive | Not enough is known |
"""


def inspection_of(words: str) -> tuple[Inspection, ...]:
    if words == "none":
        return ()
    regime, grade = words.split(": ")
    areas = ("overall_effectiveness",) if regime == "overall" else REPORT_CARD
    on = date(2023, 5, 3) if regime == "overall" else date(2026, 3, 3)
    return (Inspection(regime, on, dict.fromkeys(areas, grade)),)


@pytest.mark.parametrize("row", rows_of(EXAMPLES), ids=lambda row: " ".join(row.values()))
def test_m7_02_what_is_proposed(row: dict[str, str]) -> None:
    figures, states = {}, {}
    if row["at 11"] != "none":
        value = Decimal(row["at 11"])
        figures["ks2_rwm_expected"] = Figure(value, Decimal(62), (value, value), 30, "2024/25")
    if row["headship"] != "none":
        states["headship"] = State(row["headship"])
    found = propose(
        SchoolFacts("primary", figures, states, inspection_of(row["inspection"])),
        POLICY,
        INSPECTIONS,
        date(2026, 9, 1),
    )
    assert found.label == row["proposed"]
