"""Reads of boards, viewer first: those one may see, and how their seats, schools and health stand on a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.governance.models import Board, Governing, HealthStatement, Seat
from headway.features.schools.queries import own_schools, schools_visible_to, tied_to
from headway.rules.governance import BoardNow, Held, SeatNow, seat_now
from headway.rules.governance_policy import SeatRole
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

KIND = "boards"  # the permission key


def boards_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Board]:
    """The boards the viewer may do the act to, by name: all, or those that govern one's own schools on the day."""
    rows = Board.objects.order_by("name", "pk")
    if viewer.reach(KIND, act) == "all":
        return rows
    schools = schools_visible_to(viewer, KIND, act)
    return rows.filter(pk__in=Governing.objects.as_at(viewer.on).filter(school__in=schools).values("board"))


def in_force(boards: QuerySet[Board], on: date) -> QuerySet[Board]:
    """Of these boards those that had not ended on the day."""
    return boards.filter(Q(ended_on=None) | Q(ended_on__gt=on))


def governed_by(boards: Iterable[Board], on: date) -> dict[int, list[Governing]]:
    """Primary key of a board to the schools it governs on the day, by name; one query."""
    rows = Governing.objects.as_at(on).filter(board__in=[one.pk for one in boards])
    found: dict[int, list[Governing]] = defaultdict(list)
    for row in rows.select_related("school").order_by("school__name", "pk"):
        found[row.board_id].append(row)
    return found


def boards_now(
    boards: Collection[Board], on: date, roles: Mapping[str, SeatRole] | None = None
) -> dict[int, BoardNow]:
    """Primary key of a board to its seats on the day, in the order of the roles; one query."""
    keys = [one.pk for one in boards]
    held: dict[tuple[int, int, str, date], list[Held]] = {}
    terms = ("terms__holder", "terms__valid_from", "terms__valid_until")
    rows = Seat.objects.as_at(on).filter(board__in=keys).order_by("pk")
    for pk, board, role, since, holder, *days in rows.values_list(
        "pk", "board_id", "role", "valid_from", *terms
    ):
        held.setdefault((pk, board, role, since), []).extend([Held(holder, *days)] if holder else [])
    found: dict[int, list[SeatNow]] = {key: [] for key in keys}
    for (_, board, role, since), those in held.items():
        found[board].append(seat_now(role, since, those, on))
    ranks = {key: rank for rank, key in enumerate(roles or {})}
    for seats in found.values():
        seats.sort(key=lambda seat: ranks.get(seat.role, len(ranks)))
    return {key: BoardNow(tuple(seats), on) for key, seats in found.items()}


def health_of(boards: Iterable[Board], on: date) -> dict[int, HealthStatement]:
    """Primary key of a board to the latest statement on its health by the day; one without any is absent. One query."""
    rows = HealthStatement.objects.filter(board__in=[one.pk for one in boards], on__lte=on)
    return {row.board_id: row for row in rows.order_by("on", "pk")}


def board_of(school: int, on: date) -> Governing | None:
    """What governs a school on the day, by its URN."""
    return Governing.objects.as_at(on).filter(school=school).select_related("board").first()


def may_keep(viewer: Viewer, board: Board) -> Verdict:
    """Whether the viewer may write of this board: its seats and terms; a query only where it depends on one's own."""
    if viewer.reach(KIND, "change") != "own":
        return viewer.may(KIND, "change")
    own = (
        Governing.objects.as_at(viewer.on)
        .filter(board=board, school__in=own_schools().filter(tied_to(viewer)))
        .exists()
    )
    return viewer.may(KIND, "change", frozenset({"own"} if own else ()))


def may_found(viewer: Viewer) -> Verdict:
    """Whether the viewer may found, name and end boards and say which schools they govern: who keeps the boards of all."""
    if viewer.reach(KIND, "change") == "all":
        return ALLOWED
    return refuse(
        "Only who keeps the boards of all schools founds, names or ends one and says which schools it governs."
    )


def may_judge_health(viewer: Viewer, board: Board) -> Verdict:
    """Whether the viewer may state a board's health: staff who keep it, never the board itself."""
    of_staff = ALLOWED if viewer.is_staff else refuse("The authority states the health of a board.")
    return first_refusal(may_keep(viewer, board), of_staff)
