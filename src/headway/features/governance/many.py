"""Many terms at once, as a sheet tells them: each finds its seat, and a second time nothing changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.governance.models import Governing, Seat, Term
from headway.features.kept import NOTHING, Kept
from headway.features.people.models import Person
from headway.rules.governance import Held, may_begin_term, usual_end
from headway.rules.governance_policy import GovernancePolicy
from headway.rules.verdict import insist, refuse

NO_BOARD = "No board governs this school on that day. Found its board first."
OTHER_END = "This term has another end already. End it on the board's page."


@dataclass(frozen=True, slots=True)
class TermFacts:
    """Who holds a seat of a role on the board of a school; without `until` as long as the policy has it."""

    urn: int
    role: str
    holder: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A fact with its seat; None where the term stands already, or cannot be: then a column and why."""

    seat: Seat | None
    until: date | None
    fault: tuple[str, str] | None = None


def place_terms(facts: Sequence[TermFacts], policy: GovernancePolicy) -> list[Placed]:
    """Each fact with the first seat of its role that is free on its days, those before it in the list taken; three queries."""
    boards: dict[int, list[Governing]] = {}
    for row in Governing.objects.filter(school__in={one.urn for one in facts}):
        boards.setdefault(row.school_id, []).append(row)
    keys = {row.board_id for rows in boards.values() for row in rows}
    seats: dict[tuple[int, str], list[Seat]] = {}
    for seat in Seat.objects.filter(board__in=keys).order_by("pk"):
        seats.setdefault((seat.board_id, seat.role), []).append(seat)
    held: dict[int, list[Held]] = {}
    for key, *term in Term.objects.filter(seat__board__in=keys).values_list(
        "seat_id", "holder", "valid_from", "valid_until"
    ):
        held.setdefault(key, []).append(Held(*term))
    return [_placed(one, _seats_for(one, boards, seats), held, policy) for one in facts]


@transaction.atomic
def keep_terms(*, terms: Sequence[TermFacts], policy: GovernancePolicy, by: str, at: datetime) -> Kept:
    """Store terms; one that stands already is left. Refused as a whole where one cannot be. `by`: a public id, or nothing."""
    if not terms:
        return NOTHING
    placed = place_terms(terms, policy)
    for one in placed:
        if one.fault:
            insist(refuse(one.fault[1]))
    person = Person.objects.filter(public_id=by).first()
    made = [
        Term(
            seat=one.seat,
            holder=fact.holder,
            valid_from=fact.since,
            valid_until=one.until,
            by=person,
            at=at,
        )
        for one, fact in zip(placed, terms, strict=True)
        if one.seat
    ]
    Term.objects.bulk_create(made)
    if made:
        after = {"made": len(made), "changed": 0}
        record(action="keep_terms", subject_kind="own_facts", subject_id="terms", at=at, by=by, after=after)
    return Kept(len(made), 0)


def _seats_for(
    fact: TermFacts,
    boards: Mapping[int, Sequence[Governing]],
    seats: Mapping[tuple[int, str], Sequence[Seat]],
) -> Sequence[Seat] | None:
    """The seats of the role on the board that governs the school on the first day; None without a board."""
    for row in boards.get(fact.urn, ()):
        if Held("", row.valid_from, row.valid_until).covers(fact.since):
            return seats.get((row.board_id, fact.role), ())
    return None


def _placed(
    fact: TermFacts, seats: Sequence[Seat] | None, held: dict[int, list[Held]], policy: GovernancePolicy
) -> Placed:
    role = policy.roles.get(fact.role)
    if role is None:
        known = ", ".join(policy.roles)
        return Placed(
            None, None, ("role", f"“{fact.role[:40]}” is no seat of the policy; use one of: {known}.")
        )
    if seats is None:
        return Placed(None, None, ("urn", NO_BOARD))
    until = fact.until or usual_end(fact.since, role)
    for seat in seats:
        for term in held.get(seat.pk, ()):
            if (term.holder, term.valid_from) == (fact.holder, fact.since):
                same = term.valid_until == until
                return Placed(None, until, None if same else ("until", OTHER_END))
    words = f"The board has no seat “{role.words.lower()}”. Add it on the board's page."
    for seat in seats:
        span = Held("", seat.valid_from, seat.valid_until)
        verdict = may_begin_term(span, held.get(seat.pk, ()), fact.since, until, role)
        if verdict:
            held.setdefault(seat.pk, []).append(Held(fact.holder, fact.since, until))
            return Placed(seat, until)
        words = verdict.reason
    return Placed(None, None, ("from", words))
