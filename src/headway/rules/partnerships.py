"""Who belongs to which partnership, when, and which schools belong to none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from headway.rules.calendars import day_words
from headway.rules.policyfile import Header, Mark, open_policy
from headway.rules.schools import PHASES
from headway.rules.verdict import ALLOWED, Verdict, refuse


@dataclass(frozen=True, slots=True)
class PartnershipKind:
    """A kind of partnership and whether it can be recognised, which makes it earn days."""

    slug: str
    label: str
    may_be_recognised: bool


@dataclass(frozen=True, slots=True)
class PartnershipPolicy:
    """Kinds of partnerships, phases that count as unpartnered, and sizes to propose between."""

    header: Header
    kinds: Mapping[str, PartnershipKind]
    unpartnered_phases: frozenset[str]
    smallest_proposed: int
    largest_proposed: int
    secondaries_apart: bool
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Membership:
    """A school in a partnership from `member_from` up to, not on, `member_until` (None: without an end)."""

    school_id: str
    partnership_id: str
    partnership_name: str
    recognised: bool
    member_from: date
    member_until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the school is a member on the day."""
        return self.member_from <= on and (self.member_until is None or on < self.member_until)


@dataclass(frozen=True, slots=True)
class OpenSchool:
    """What the unpartnered list needs of a school: its phase, and the half-open span in which it is open."""

    school_id: str
    phase: str
    open_from: date | None = None
    open_until: date | None = None

    def is_open(self, on: date) -> bool:
        """Whether the school is open on the day."""
        begun = self.open_from is None or self.open_from <= on
        return begun and (self.open_until is None or on < self.open_until)


def may_join(wanted: Membership, held: Iterable[Membership]) -> Verdict:
    """Whether a school may have this membership beside those it holds.

    At most one recognised partnership at a time (M1-04), and never the same partnership twice at once.
    """
    if wanted.member_until is not None and wanted.member_until <= wanted.member_from:
        return refuse(
            f"The membership ends on {day_words(wanted.member_until)}, not after it begins on "
            f"{day_words(wanted.member_from)}; put the dates right."
        )
    for other in sorted(held, key=lambda one: one.member_from):
        if other.school_id != wanted.school_id or not _overlap(wanted, other):
            continue
        since = _since_words(other)
        if other.partnership_id == wanted.partnership_id:
            return refuse(f"The school is already a member of {other.partnership_name} {since}.")
        if other.recognised and wanted.recognised:
            return refuse(
                f"The school is in the recognised partnership {other.partnership_name} {since}; "
                "end that membership first, because a school has one recognised partnership at a time."
            )
    return ALLOWED


def may_end(membership: Membership, on: date) -> Verdict:
    """Whether a membership may end on a day: after it began, and only if it has not ended before."""
    if on <= membership.member_from:
        return refuse(
            f"The membership began on {day_words(membership.member_from)}; it can only end after that day."
        )
    if membership.member_until is not None and membership.member_until <= on:
        return refuse(f"The membership already ended on {day_words(membership.member_until)}.")
    return ALLOWED


def may_go_on(
    membership: Membership, until: date | None, ended_on: date | None, held: Iterable[Membership]
) -> Verdict:
    """Whether a membership that ended may go on until a day (None: without end), beside the others the school holds.

    `ended_on`: the first day without the partnership.
    """
    if membership.member_until is None:
        return refuse("This membership has no end.")
    if until is not None and until <= membership.member_until:
        return refuse(f"This membership lasts until {day_words(membership.member_until)} already.")
    if ended_on is not None and (until is None or until > ended_on):
        return refuse(f"{membership.partnership_name} ended on {day_words(ended_on)}.")
    return may_join(replace(membership, member_until=until), held)


def may_recognise(kind: str, policy: PartnershipPolicy) -> Verdict:
    """Whether partnerships of a kind can be recognised and so earn days (M1-05)."""
    found = policy.kinds.get(kind)
    if found is None:
        return refuse(f"“{kind}” is not a kind of partnership; use one of: {', '.join(policy.kinds)}.")
    if not found.may_be_recognised:
        return refuse(
            f"A partnership of the kind “{found.label}” is not recognised by the partnership policy."
        )
    return ALLOWED


def recognised_partnership(school_id: str, memberships: Iterable[Membership], on: date) -> Membership | None:
    """The recognised membership a school holds on a day, or None."""
    held = [m for m in memberships if m.school_id == school_id and m.recognised and m.holds(on)]
    return min(held, key=lambda one: (one.member_from, one.partnership_id), default=None)


def unpartnered(
    schools: Sequence[OpenSchool], memberships: Iterable[Membership], policy: PartnershipPolicy, on: date
) -> tuple[OpenSchool, ...]:
    """Open schools of the policy's phases without a recognised membership on the day (M1-06), by id."""
    members = {m.school_id for m in memberships if m.recognised and m.holds(on)}
    return tuple(
        sorted(
            (
                school
                for school in schools
                if school.phase in policy.unpartnered_phases
                and school.is_open(on)
                and school.school_id not in members
            ),
            key=lambda school: school.school_id,
        )
    )


def read_partnerships(table: object) -> PartnershipPolicy:
    """The partnership policy from its file's tables."""
    header, section = open_policy(table, kind="partnerships")
    kinds = {}
    for slug, row in section.sections("kinds"):
        kinds[slug] = PartnershipKind(slug, row.text("label"), row.boolean("may_be_recognised"))
        row.close()
    proposed = section.section("proposed_size")
    smallest = proposed.whole("smallest", least=1)
    policy = PartnershipPolicy(
        header=header,
        kinds=kinds,
        unpartnered_phases=frozenset(section.texts("unpartnered_phases", among=PHASES)),
        smallest_proposed=smallest,
        largest_proposed=proposed.whole("largest", least=smallest),
        secondaries_apart=section.boolean("secondaries_apart"),
        marks=dict(section.marks),
    )
    proposed.close()
    section.close()
    return policy


def _overlap(one: Membership, other: Membership) -> bool:
    begins_before = other.member_until is None or one.member_from < other.member_until
    return begins_before and (one.member_until is None or other.member_from < one.member_until)


def _since_words(membership: Membership) -> str:
    since = f"since {day_words(membership.member_from)}"
    if membership.member_until is None:
        return since
    return f"from {day_words(membership.member_from)} until {day_words(membership.member_until)}"
