"""Boards for the demonstration: every open school's, with vacancies, terms that end, and what is said of some."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.governance.actions import TermTold, begin_terms, end_term, found_board, state_health
from headway.features.governance.models import Board, Seat, Term
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools
from headway.features.units.actions import found_unit, move_unit
from headway.rules.governance import usual_end
from headway.rules.governance_policy import GovernancePolicy

KEEPER, MOVER = "governor-services", "head-of-service"
SEATS = {
    "chair": 1,
    "parent": 2,
    "staff": 1,
    "headteacher": 1,
    "local-authority": 1,
    "co-opted": 3,
    "clerk": 1,
}
NO_CLERK = {key: number for key, number in SEATS.items() if key != "clerk"}
DAYS = timedelta(days=1)
# Of so many seats one is vacant; of so many terms one ended early.
VACANT, EARLY = 12, 40
STATEMENTS = (
    ("low", "Minutes show questions on results and on attendance; every seat but one is filled."),
    ("medium", "A new chair; training is booked. The scheme of delegation is past its review."),
    ("high", "Two seats were empty for a year, and three meetings this year had no quorum."),
)
STATED = 8  # boards of which something is said


def govern_the_schools(*, on: date, at: datetime) -> None:
    """A board for every open school, one for the schools of a federation; and governor services moves to another unit."""
    keeper = first_holder(KEEPER, on=on)
    if keeper is None:
        return
    by, policy = viewer_of(keeper, on=on, access=typed("access")), typed("governance", on)
    random = Random(1)
    federations: dict[str, list[School]] = {}
    for school in open_schools().select_related("federation").order_by("urn"):
        key = f"federation {school.federation_id}" if school.federation_id else str(school.urn)
        federations.setdefault(key, []).append(school)
    boards = [_board(schools, random, policy, by, at) for schools in federations.values()]
    _state(boards[:STATED], policy, by, at)
    _move_the_team(on, at)


def _board(
    schools: Sequence[School], random: Random, policy: GovernancePolicy, by: Viewer, at: datetime
) -> Board:
    first, seats = schools[0], NO_CLERK if random.randrange(15) == 0 else SEATS
    kind = "federation" if first.federation_id else "local" if first.trust_id else "governing-board"
    name = first.federation.name if first.federation_id else f"{first.name} ({first.urn})"
    made = found_board(
        name=f"Board of {name}",
        kind=kind,
        schools=schools,
        seats=seats,
        valid_from=by.on - random.randrange(1200, 2400) * DAYS,
        policy=policy,
        by=by,
        at=at,
    )
    told = []
    for number, seat in enumerate(made.seats.order_by("pk"), 1):
        vacant = random.randrange(VACANT) == 0
        told.append(_term(seat, number, random, policy, by, vacant=vacant))
    begin_terms(board=made, told=told, policy=policy, by=by, at=at)
    for term in Term.objects.filter(seat__board=made, valid_until__gt=by.on):
        if random.randrange(EARLY) == 0 and term.valid_from + 31 * DAYS < by.on - 30 * DAYS:
            until = max(term.valid_from + DAYS, by.on - random.randrange(30, 400) * DAYS)
            end_term(term=term, until=until, reason="Resigned", by=by, at=at)
    return made


def _term(
    seat: Seat, number: int, random: Random, policy: GovernancePolicy, by: Viewer, *, vacant: bool
) -> TermTold:
    """In force on the day, somewhere between its beginning and its end; of a vacant seat one that has ended."""
    role = policy.roles[seat.role]
    length = 30 * (role.term_months or 36)
    if vacant:
        until = by.on - random.randrange(10, 420) * DAYS
        return TermTold(seat.public_id, f"Governor {number}", until - 300 * DAYS, until)
    since = max(seat.valid_from, by.on - random.randrange(length) * DAYS)
    holder = f"Clerk {number}" if seat.role == "clerk" else f"Governor {number}"
    return TermTold(seat.public_id, holder, since, usual_end(since, role))


def _state(boards: Sequence[Board], policy: GovernancePolicy, by: Viewer, at: datetime) -> None:
    for number, board in enumerate(boards):
        level, reason = STATEMENTS[number % len(STATEMENTS)]
        on = by.on - 7 * (number + 2) * DAYS
        state_health(board=board, on=on, level=level, reason=reason, policy=policy, by=by, at=at)


def _move_the_team(on: date, at: datetime) -> None:
    """Governor services came to school improvement from legal services some weeks ago (M8-01)."""
    mover = first_holder(MOVER, on=on)
    if mover is None:
        return
    more = {"by": viewer_of(mover, on=on, access=typed("access")), "at": at}
    since = date(on.year - 6, 4, 1)
    top = found_unit(name="Council", under=None, valid_from=since, **more)
    children = found_unit(name="Children's services", under=top, valid_from=since, **more)
    legal = found_unit(name="Legal and democratic services", under=top, valid_from=since, **more)
    improvement = found_unit(name="School improvement", under=children, valid_from=since, **more)
    found_unit(name="Inclusion and SEND", under=children, valid_from=since, **more)
    team = found_unit(name="Governor services", under=legal, valid_from=since, **more)
    move_unit(unit=team, under=improvement, valid_from=on - 70 * DAYS, **more)
