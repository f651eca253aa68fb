"""The places of the navigation, in order. A place is shown to whoever may open it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One heading of the navigation; `kind` empty: for everybody who is signed in; `act`: what opens it."""

    label: str
    path: str
    kind: str = ""
    act: str = "see"


PLACES = (
    Place("Home", "/"),
    Place("Schools", "/schools/", "register"),
    Place("Partnerships", "/partnerships/", "partnerships"),
    Place("Diary", "/diary/", "visits"),
    Place("Days", "/days/", "entitlement"),
    Place("Advisers", "/advisers/", "capacity"),
    Place("Year plan", "/year-plan/", "drafts", "count"),
    Place("Plans", "/plans/", "plans"),
    Place("Governance", "/governance/", "boards", "count"),
    Place("Reports", "/reports/", "performance-reports"),
    Place("Joint working", "/joint-working/", "joint-working"),
    Place("Workforce", "/workforce/", "posts"),
    Place("Budgets", "/budgets/", "school-budgets"),
    Place("Decisions", "/decisions/", "appraisals"),
    Place("Consultations", "/consultations/", "consultations"),
    Place("Letters", "/letters/", "letters"),
    Place("Data", "/data/", "releases"),
    Place("Policies", "/policies/", "policies"),
    Place("Access", "/access/", "access"),
)
