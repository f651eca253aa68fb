"""Which sheets there are, what they say in words, and what may be done with them by whom."""

from dataclasses import dataclass

from headway.features.appointments.viewer import Viewer
from headway.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A sheet: its name, its words, the permission it needs, and the page where what it says is seen."""

    name: str
    label: str
    what: str
    kind: str
    place: str
    yearly: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        SheetKind(
            "advisers",
            "Advisers",
            "One line a post: days of the year, base, phases and limits.",
            "capacity",
            "/advisers/",
            yearly=True,
        ),
        SheetKind(
            "conflicts",
            "Conflicts of interest",
            "Which post must not be given which school.",
            "capacity",
            "/advisers/",
        ),
        SheetKind(
            "partnerships",
            "Partnerships and their members",
            "One line for each school's time in a partnership.",
            "partnerships",
            "/partnerships/",
        ),
        SheetKind(
            "districts",
            "Districts in quadrants",
            "Which quadrant each district belongs to.",
            "partnerships",
            "/partnerships/quadrants/",
        ),
        SheetKind(
            "headships",
            "Headships",
            "How each school's headship is held, a line with each change.",
            "register",
            "/schools/",
        ),
        SheetKind(
            "terms",
            "Terms of governors",
            "Who holds which seat on the board of a school, from when until when.",
            "boards",
            "/governance/",
        ),
        SheetKind(
            "targets",
            "Targets by group of pupils",
            "One line for each school, group and measure: pupils, target, or why there is none. Groups may be named as "
            "published files name them.",
            "targets",
            "/schools/targets/",
        ),
        SheetKind(
            "provisions",
            "Enhanced provisions",
            "Units and resourced provisions at mainstream schools.",
            "register",
            "/schools/",
        ),
        SheetKind(
            "last_year",
            "Last year's advisers",
            "Who advised which school last year.",
            "assignments",
            "/schools/",
        ),
        SheetKind(
            "last_year_leads",
            "Last year's leads",
            "Who led the work with which partnership last year.",
            "assignments",
            "/partnerships/",
        ),
        SheetKind("people", "People who sign in", "Posts, roles, addresses and ties.", "access", "/access/"),
    )
}


def may_give(viewer: Viewer, kind: SheetKind) -> Verdict:
    """Whether the viewer may give this sheet: it writes things of everybody, not only of one's own."""
    return viewer.may(kind.kind, "change")


def kinds_for(viewer: Viewer) -> list[SheetKind]:
    """The sheets this viewer may give."""
    return [kind for kind in KINDS.values() if may_give(viewer, kind)]
