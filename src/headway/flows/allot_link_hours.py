"""Hours of a link officer for each board, from the agreed categories of its schools and the board's own risk (M8-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import Judgement
from headway.features.categories.queries import KIND as CATEGORIES
from headway.features.categories.queries import category_of
from headway.features.governance.models import Board, Governing, HealthStatement
from headway.features.governance.queries import governed_by, health_of
from headway.features.schools.queries import schools_visible_to
from headway.rules.governance_policy import GovernancePolicy
from headway.rules.link_hours import BoardHours, Governed, board_hours


@dataclass(frozen=True, slots=True)
class Allotted:
    """A board with its schools, the latest statement on its health, and its hours; None while it governs no school.

    `categories`: agreed ones by URN, of the schools whose category is open to the viewer; `opened`: the URNs of these.
    """

    board: Board
    schools: tuple[Governing, ...]
    health: HealthStatement | None
    hours: BoardHours | None
    categories: dict[int, Judgement]
    opened: frozenset[int]
    told_open: bool | None = None

    @property
    def all_open(self) -> bool:
        """Whether the categories of all its schools are open to the viewer; `told_open` where the hours are of a past year."""
        if self.told_open is not None:
            return self.told_open
        return all(one.school_id in self.opened for one in self.schools)


def allot_link_hours(
    viewer: Viewer,
    boards: Sequence[Board],
    policy: GovernancePolicy,
    health: Mapping[int, HealthStatement] | None = None,
) -> list[Allotted]:
    """The boards in their order on the viewer's day; at most four queries. `health`: as `health_of`, where it is known."""
    governed = governed_by(boards, viewer.on)
    urns = {one.school_id for rows in governed.values() for one in rows}
    judged = category_of(urns, viewer.on)
    opened = opened_schools(viewer, urns)
    known = health_of(boards, viewer.on) if health is None else health
    found = []
    for board in boards:
        schools = tuple(governed.get(board.pk, ()))
        told = known.get(board.pk)
        found.append(
            Allotted(
                board=board,
                schools=schools,
                health=told,
                hours=_hours(schools, judged, told, policy) if schools else None,
                categories={
                    one.school_id: judged[one.school_id]
                    for one in schools
                    if one.school_id in judged and one.school_id in opened
                },
                opened=frozenset(one.school_id for one in schools) & opened,
            )
        )
    return found


def _hours(
    schools: Sequence[Governing],
    judged: dict[int, Judgement],
    health: HealthStatement | None,
    policy: GovernancePolicy,
) -> BoardHours:
    named = []
    for one in schools:
        held = judged.get(one.school_id)
        named.append(Governed(one.school.name, held.category if held else None))
    return board_hours(named, health.level if health else None, policy.health, policy.hours)


def opened_schools(viewer: Viewer, urns: set[int]) -> frozenset[int]:
    """Of these schools those whose category the viewer may see."""
    reach = viewer.reach(CATEGORIES)
    if reach == "all":
        return frozenset(urns)
    if reach == "none":
        return frozenset()
    rows = schools_visible_to(viewer, CATEGORIES).filter(urn__in=urns)
    return frozenset(rows.values_list("urn", flat=True))
