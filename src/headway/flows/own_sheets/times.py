"""Whether memberships and headships of one school keep apart in time, and what a partnership's rows say together."""

from headway.features.governance.many import TermFacts, place_terms
from headway.features.partnerships.models import Membership as Stored
from headway.features.policies.queries import typed
from headway.features.schools.models import Headship
from headway.flows.own_sheets.faults import SheetFaults
from headway.flows.own_sheets.known import Known
from headway.flows.own_sheets.rows import HeadshipRow, MemberRow, TermRow
from headway.publicdata.faults import quoted
from headway.rules.calendars import day_words
from headway.rules.partnerships import Membership, may_join, may_recognise


def check_partnerships(rows: tuple[MemberRow, ...], known: Known, faults: SheetFaults) -> None:
    """Note a kind that cannot be, rows of one partnership that differ, and a school in two recognised ones at a time."""
    said: dict[str, MemberRow] = {}
    for row in rows:
        first = said.setdefault(row.name, row)
        for column in ("kind", "recognised", "lead"):
            if getattr(first, column) != getattr(row, column):
                words = (
                    f"Row {first.row} says otherwise of {quoted(row.name)}. Make all its rows say the same."
                )
                faults.note("partnerships", row.row, column, words)
        if row is first and (verdict := _may_be(row, known)):
            faults.note("partnerships", row.row, "kind", verdict)
    held = _stored_memberships(rows)
    for row in sorted(rows, key=lambda one: (one.urn, one.since)):
        wanted = _membership(row)
        if not (verdict := may_join(wanted, held.get(row.urn, []))):
            faults.note("partnerships", row.row, "from", verdict.reason)
        held.setdefault(row.urn, []).append(wanted)


def check_headships(rows: tuple[HeadshipRow, ...], faults: SheetFaults) -> None:
    """Note a headship that begins before the one before it has ended."""
    sent = {(row.urn, row.since) for row in rows}
    times: dict[int, list] = {}
    stored = Headship.objects.filter(school__in={row.urn for row in rows})
    for urn, since, until in stored.values_list("school", "valid_from", "valid_until"):
        if (urn, since) not in sent:
            times.setdefault(urn, []).append((since, until, None))
    for row in rows:
        times.setdefault(row.urn, []).append((row.since, row.until, row.row))
    for held in times.values():
        ordered = sorted(held, key=lambda one: one[0])
        for (_, until, row), (since, _, later) in zip(ordered, ordered[1:], strict=False):
            if until is None or until > since:
                words = (
                    f"Another headship begins on {day_words(since)}, before this one has ended. "
                    "Write that day as its end, or put the dates right."
                )
                faults.note("headships", row or later, "until", words)


def check_terms(rows: tuple[TermRow, ...], faults: SheetFaults) -> None:
    """Note a term without a board, a role or a free seat."""
    if not rows:
        return
    for row, placed in zip(rows, place_terms(facts_of(rows), typed("governance")), strict=True):
        if placed.fault:
            faults.note("terms", row.row, *placed.fault)


def facts_of(rows: tuple[TermRow, ...]) -> list[TermFacts]:
    """The rows as boards keep them."""
    return [TermFacts(row.urn, row.role, row.holder, row.since, row.until) for row in rows]


def _may_be(row: MemberRow, known: Known) -> str:
    """Why a partnership of this kind cannot be so; nothing where it can."""
    if row.kind not in known.policy.kinds:
        return f"{quoted(row.kind)} is no kind of partnership; use one of: {', '.join(known.policy.kinds)}."
    verdict = may_recognise(row.kind, known.policy) if row.recognised else None
    return verdict.reason if verdict is not None and not verdict else ""


def _membership(row: MemberRow) -> Membership:
    return Membership(str(row.urn), row.name, row.name, row.recognised, row.since, row.until)


def _stored_memberships(rows: tuple[MemberRow, ...]) -> dict[int, list[Membership]]:
    """Memberships that stand already and that no row sends anew, by URN."""
    sent = {(row.name, row.urn, row.since) for row in rows}
    found: dict[int, list[Membership]] = {}
    stored = Stored.objects.filter(school__in={row.urn for row in rows}).select_related("partnership")
    for one in stored:
        name = one.partnership.name
        if (name, one.school_id, one.valid_from) not in sent:
            held = Membership(str(one.school_id), name, name, one.recognised, one.valid_from, one.valid_until)
            found.setdefault(one.school_id, []).append(held)
    return found
