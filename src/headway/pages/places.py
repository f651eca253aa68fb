"""The places of the navigation, in order. A place is shown to whoever may open it."""

from dataclasses import dataclass

from headway.features.appointments.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Place:
    """One heading of the navigation; `kind` empty: for everybody who is signed in; `act`: what opens it; `more`: it
    stands under More; `also`: where pages that belong to it have addresses of their own."""

    label: str
    path: str
    kind: str = ""
    act: str = "see"
    more: bool = False
    also: tuple[str, ...] = ()

    def holds(self, here: str) -> bool:
        """Whether the page at this address belongs to the place."""
        return here == self.path if self.path == "/" else here.startswith((self.path, *self.also))


PLACES = (
    Place("Home", "/"),
    Place("Schools", "/schools/", "register"),
    Place("Partnerships", "/partnerships/", "partnerships"),
    Place("Year plan", "/year-plan/", "drafts", "count"),
    Place("Diary", "/diary/", "visits", also=("/records/", "/contacts/", "/inspection-notices/")),
    Place("Plans", "/plans/", "plans"),
    Place("Workforce", "/workforce/", "posts"),
    Place("Decisions", "/decisions/", "appraisals"),
    Place("Days", "/days/", "entitlement", more=True),
    Place("Advisers", "/advisers/", "capacity", more=True),
    Place("Governance", "/governance/", "boards", "count", more=True),
    Place("Reports", "/reports/", "performance-reports", more=True),
    Place("Joint working", "/joint-working/", "joint-working", more=True),
    Place("Budgets", "/budgets/", "school-budgets", more=True),
    Place("Consultations", "/consultations/", "consultations", more=True),
    Place("Letters", "/letters/", "letters", more=True),
    Place("Data", "/data/", "releases", more=True),
    Place("Policies", "/policies/", "policies", more=True),
    Place("Access", "/access/", "access", more=True),
)
# The rows of people who are no officers; what else they may open stands under More.
HEADS = (
    Place("Our school", "/"),
    Place("Days", "/days/", "entitlement"),
    Place("Letters", "/letters/", "letters"),
)
LEAD_HEADS = (
    Place("Home", "/"),
    Place("Partnerships", "/partnerships/", "partnerships"),
    Place("Days", "/days/", "entitlement"),
    Place("Letters", "/letters/", "letters"),
)
COUNCILLORS = (
    Place("Home", "/"),
    Place("Performance", "/reports/", "performance-reports"),
    Place("Decisions", "/decisions/", "appraisals"),
    Place("Consultations", "/consultations/", "consultations"),
)
SHORT = (
    (frozenset({"headteacher", "chair"}), HEADS),
    (frozenset({"partnership-lead"}), LEAD_HEADS),
    (frozenset({"member"}), COUNCILLORS),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """The places of one person: those of the row, and those under More."""

    row: tuple[Place, ...]
    more: tuple[Place, ...]


def menu_of(viewer: Viewer) -> Menu:
    """What this person may open. One place is not worth a More: it joins the row."""
    row = tuple(one for one in _row(viewer) if _may_open(viewer, one))
    taken = {one.path for one in row}
    more = tuple(one for one in PLACES if one.path not in taken and _may_open(viewer, one))
    return Menu(row, more) if len(more) > 1 else Menu(row + more, ())


def _row(viewer: Viewer) -> tuple[Place, ...]:
    if not viewer.is_staff:
        for roles, places in SHORT:
            if viewer.roles & roles:
                return places
    return tuple(one for one in PLACES if not one.more)


def _may_open(viewer: Viewer, place: Place) -> bool:
    return not place.kind or bool(viewer.may_ever(place.kind, place.act))
