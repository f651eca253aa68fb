"""An invented action plan laid out as documents of its kind are: a tab before each cell, lines broken off by hand."""

import tomllib

from headway.rules.plan_layout import read_text
from headway.rules.plan_reading import read_tables
from headway.rules.plan_reading_policy import PlanReadingPolicy, read_plan_reading
from tests.rules.policies import FOLDER

# fmt: off
LINES = (
    "Larkshire Plan after Inspection", "", "Timeline", "",
    "\tStrategic Priority", "", "", "\tMarch 2004 –", "", "May 2004", "", "", "\tJune 2004 – ", "", "August 2004", "", "",
    "\tSeptember 2004 – November 2004", "", "", "\tDecember 2004  – February 2005", "\tMarch 2005 –", "", "May 2005",
    "", "", "",
    "\tPlanning and Money", "", "",
    "\tTraining for those who write plans", "", "Develop a list of plans", "", "3 year budgets supplied to schools", "",
    "\tFirst round of monitoring", "", "Team leaders named for each district ", "", "Playing fields surveyed", "",
    "\tReport to stakeholders", "", "\tData profiles established", "", "\tRolling agreements introduced", "",
    "\tWorking Together", "",
    "\tEstablish a planning group", "", "Re-establish meetings of the partnership including the Youth Service ", "",
    "Youth Manager and Head of Service consult on plans",
    "\tEstablish minimum management duties/", "", "responsibilities", "",
    "\tPossible set of learners in conjunction with ", "", "Ostmarch Institute", "", "\tRefine protocols", "", "\t", "",
    "\tSpecial Educational Needs, Inclusion & Access", "", "Curriculum, Governance and Teacher Development", "", "",
    "\tReview monthly figures", "", "Revise the paperwork for SEN ", "", "to keep within the time allowed", "",
    "Report to governing bodies on race policies", "", "Review NQT induction", "",
    "\tPublish Behaviour ", "", "Policy as part of the county's", "", "Inclusion Strategy", "", "Publish CPD activities", "",
    "\tReview PRU staffing for outreach/", "", "reintegration", "", "Support new headteachers", "",
    "\tWork with EMTAS ", "", "Steering Group to settle funding", "", "\tBroker support with vacancies",
)
# fmt: on
TEXT = "\n".join(LINES)
COUNTS = {
    "Planning and Money": (3, 3, 1, 1, 1),
    "Working Together": (3, 1, 1, 1, 0),
    "Special Educational Needs, Inclusion & Access": (3, 1, 1, 1, 0),
    "Curriculum, Governance and Teacher Development": (1, 1, 1, 0, 1),
}


def policy() -> PlanReadingPolicy:
    """The policy that the product comes with."""
    return read_plan_reading(
        tomllib.loads((FOLDER / "current" / "plan_reading.toml").read_text(encoding="utf-8"))
    )


def plan_of(text: str = TEXT):
    """The plan that a text holds."""
    return read_tables([read_text(text, policy())], policy())
