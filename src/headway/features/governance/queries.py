"""Reads of boards, viewer first: those one may see, and how their seats, schools and health stand on a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.governance.models import Board, Governing, HealthStatement, Seat, Term
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
    """Primary key of a board to its seats on the day, in the order of the roles; two queries."""
    keys = [one.pk for one in boards]
    seats = list(
        Seat.objects.as_at(on).filter(board__in=keys).values_list("pk", "board_id", "role", "valid_from")
    )
    held: dict[int, list[Held]] = defaultdict(list)
    begun = Term.objects.filter(seat__board__in=keys, valid_from__lte=on)
    for seat, *term in begun.values_list("seat_id", "holder", "valid_from", "valid_until"):
        held[seat].append(Held(*term))
    found: dict[int, list[SeatNow]] = {key: [] for key in keys}
    for pk, board, role, valid_from in seats:
        found[board].append(seat_now(role, valid_from, held[pk], on))
    ranks = {key: rank for rank, key in enumerate(roles or {})}
    for rows in found.values():
        rows.sort(key=lambda seat: ranks.get(seat.role, len(ranks)))
    return {key: BoardNow(tuple(rows), on) for key, rows in found.items()}


def health_of(boards: Iterable[Board], on: date) -> dict[int, HealthStatement]:
    """Primary key of a board to the latest statement on its health by the day; one without any is absent. One query."""
    rows = HealthStatement.objects.filter(board__in=[one.pk for one in boards], on__lte=on)
    return {row.board_id: row for row in rows.order_by("on", "pk")}


def board_of(school: int, on: date) -> Governing | None:
    """What governs a school on the day, by its URN."""
    return Governing.objects.as_at(on).filter(school=school).select_related("board").first()


def may_keep(viewer: Viewer, board: Board) -> Verdict:
    """Whether the viewer may write of this board: its seats and terms."""
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
