"""How many half-days each school and partnership has in a year: a line for every rule that speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headway.rules.entitlement_policy import EntitlementPolicy, Shares, share_days
from headway.rules.schools import PHASE_WORDS
from headway.rules.verdict import ALLOWED, Verdict, refuse

SCHOOL = "school"
PARTNERSHIP = "partnership"


@dataclass(frozen=True, slots=True)
class SchoolInYear:
    """An open school as the rules see it. `phase` and `category` are None when not known or not judged."""

    school_id: str
    name: str
    phase: str | None
    category: str | None = None
    enhanced_provisions: int = 0
    new_head: bool = False


@dataclass(frozen=True, slots=True)
class PartnershipInYear:
    """A recognised partnership and the ids of all its members, special schools included."""

    partnership_id: str
    name: str
    member_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class EntitlementLine:
    """Half-days by one rule. `context` is the partnership a share comes from, else empty.

    `base` is false for supplements, which the check of monotony leaves out. `inputs` are the figures used.
    """

    subject_kind: str
    subject_id: str
    rule: str
    half_days: int
    pool: str
    base: bool
    words: str
    inputs: tuple[tuple[str, str | int], ...]
    context: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names the line within a year: for posting once and for comparing before with after."""
        return (self.subject_kind, self.subject_id, self.rule, self.context)


@dataclass(frozen=True, slots=True)
class Demand:
    """Half-days asked of advisers: for schools, for leads of partnerships, together, and by pool."""

    school_half_days: int
    lead_half_days: int
    half_days: int
    by_school: Mapping[str, int]
    by_partnership_lead: Mapping[str, int]
    by_pool: Mapping[str, int]


def half_day_words(half_days: int) -> str:
    """Half-days as an officer says them: nothing, half a day, 1 day, 1½ days, 3 days."""
    whole, half = divmod(abs(half_days), 2)
    sign = "minus " if half_days < 0 else ""
    if not whole:
        return f"{sign}half a day" if half else "nothing"
    return f"{sign}{whole}{'½' if half else ''} day{'' if (whole, half) == (1, 0) else 's'}"


def entitle(
    schools: Sequence[SchoolInYear],
    partnerships: Sequence[PartnershipInYear],
    policy: EntitlementPolicy,
    year: str,
) -> tuple[EntitlementLine, ...]:
    """Every line of a whole year, in order of id; each school has at least one, if need be of zero.

    A partnership's days are its members' shares, spent by each member's adviser, and a lead's share, spent by
    its lead. Special schools and referral units earn a partnership nothing and have days of their own (M1-07,
    M6-06). Days for concern come on top and from their own pool (M6-08). ValueError when a school is given
    twice or stands in two partnerships: that must be settled before days are given.
    """
    _refuse_doubles(schools, partnerships)
    by_id = {school.school_id: school for school in schools}
    shares = {p.partnership_id: share_days(_size(p, by_id, policy), policy.partnership) for p in partnerships}
    home = {member: p for p in partnerships for member in p.member_ids}
    lines: list[EntitlementLine] = []
    for school in sorted(schools, key=lambda one: one.school_id):
        partnership = home.get(school.school_id)
        share = shares[partnership.partnership_id] if partnership else None
        lines.append(_base_line(school, partnership, share, policy, year))
        lines.extend(_added_lines(school, policy, year))
    for partnership in sorted(partnerships, key=lambda one: one.partnership_id):
        lines.append(_lead_line(partnership, shares[partnership.partnership_id], policy, year))
    return tuple(lines)


def demand(lines: Iterable[EntitlementLine]) -> Demand:
    """The half-days of the lines added up: schools plus leads."""
    by_school: dict[str, int] = {}
    by_lead: dict[str, int] = {}
    by_pool: dict[str, int] = {}
    for line in lines:
        subject = by_school if line.subject_kind == SCHOOL else by_lead
        subject[line.subject_id] = subject.get(line.subject_id, 0) + line.half_days
        by_pool[line.pool] = by_pool.get(line.pool, 0) + line.half_days
    school_days, lead_days = sum(by_school.values()), sum(by_lead.values())
    return Demand(school_days, lead_days, school_days + lead_days, by_school, by_lead, by_pool)


def may_book(entitled_half_days: int, booked_half_days: int, asked_half_days: int) -> Verdict:
    """Whether so many half-days may still be booked from an entitlement of the year (M5-09)."""
    left = entitled_half_days - booked_half_days
    if asked_half_days <= left:
        return ALLOWED
    return refuse(
        f"{_begin(asked_half_days)} cannot be booked: of {half_day_words(entitled_half_days)} this year, "
        f"{half_day_words(booked_half_days)} booked already leaves {half_day_words(max(left, 0))}."
    )


def partnership_half_days(lines: Iterable[EntitlementLine]) -> dict[str, int]:
    """Each partnership's whole days: its lead's share and its members' shares."""
    days: dict[str, int] = {}
    for line in lines:
        if line.rule in ("lead-share", "member-share"):
            days[line.context] = days.get(line.context, 0) + line.half_days
    return days


def _base_line(
    school: SchoolInYear,
    partnership: PartnershipInYear | None,
    share: Shares | None,
    policy: EntitlementPolicy,
    year: str,
) -> EntitlementLine:
    if school.phase is None:
        return _line(school, "phase-not-known", 0, policy.pools["individual"], year, "its phase is not known")
    phase = PHASE_WORDS[school.phase]
    if school.phase in policy.own_half_days:
        days = policy.own_half_days[school.phase]
        return _line(school, "own-days", days, policy.pools["individual"], year, f"own days of a {phase}")
    eligible = school.phase in policy.partnership.eligible_phases
    if partnership and share and eligible:
        return _line(
            school,
            "member-share",
            share.member_half_days,
            policy.pools["partnership"],
            year,
            f"a member's share in {partnership.name} ({share.reason})",
            context=partnership.partnership_id,
        )
    days = policy.unpartnered_half_days.get(school.phase, 0)
    if days and not partnership:
        reason = f"a {phase} without a recognised partnership has its own visit"
        return _line(school, "unpartnered-visit", days, policy.pools["individual"], year, reason)
    where = "whose phase earns a partnership no days" if partnership else "without a recognised partnership"
    return _line(school, "no-base-days", 0, policy.pools["individual"], year, f"a {phase} {where}")


def _added_lines(school: SchoolInYear, policy: EntitlementPolicy, year: str) -> list[EntitlementLine]:
    lines = []
    supplement = policy.pools["supplement"]
    if school.enhanced_provisions:
        number = school.enhanced_provisions
        days = number * policy.enhanced_provision_half_days
        reason = f"a supplement for {number} enhanced provision{'' if number == 1 else 's'}"
        lines.append(
            _line(school, "enhanced-provision", days, supplement, year, reason, base=False, number=number)
        )
    if school.new_head:
        evaluation = policy.induction_evaluation_half_days
        days = policy.new_head_half_days - evaluation
        lines.append(_line(school, "new-head", days, supplement, year, "support for a new head", base=False))
        if evaluation:
            reason = "an evaluation of the new head's induction"
            lines.append(
                _line(school, "induction-evaluation", evaluation, supplement, year, reason, base=False)
            )
    if school.category is not None and school.category not in policy.category_half_days:
        known = ", ".join(policy.category_half_days)
        raise ValueError(
            f"{school.name}: category “{school.category}” is not in the rule set; it has {known}."
        )
    days = policy.category_half_days[school.category] if school.category is not None else 0
    if days:
        reason = f"extra support in category {school.category}, on top of everything else, from the pool for concern"
        lines.append(
            _line(
                school, "concern", days, policy.pools["concern"], year, reason, category=str(school.category)
            )
        )
    return lines


def _lead_line(
    partnership: PartnershipInYear, share: Shares, policy: EntitlementPolicy, year: str
) -> EntitlementLine:
    return EntitlementLine(
        subject_kind=PARTNERSHIP,
        subject_id=partnership.partnership_id,
        rule="lead-share",
        half_days=share.lead_half_days,
        pool=policy.pools["partnership"],
        base=True,
        words=f"{_begin(share.lead_half_days)}: the lead's share of {partnership.name} ({share.reason}).",
        inputs=(("year", year), ("partnership half-days", share.half_days), ("size", share.reason)),
        context=partnership.partnership_id,
    )


def _line(
    school: SchoolInYear,
    rule: str,
    half_days: int,
    pool: str,
    year: str,
    reason: str,
    *,
    base: bool = True,
    context: str = "",
    **inputs: str | int,
) -> EntitlementLine:
    given: tuple[tuple[str, str | int], ...] = (("year", year), ("phase", school.phase or "not known"))
    return EntitlementLine(
        subject_kind=SCHOOL,
        subject_id=school.school_id,
        rule=rule,
        half_days=half_days,
        pool=pool,
        base=base,
        words=f"{_begin(half_days)}: {reason}.",
        inputs=(*given, *sorted(inputs.items())),
        context=context,
    )


def _begin(half_days: int) -> str:
    words = half_day_words(half_days)
    return words[0].upper() + words[1:]


def _size(
    partnership: PartnershipInYear, by_id: Mapping[str, SchoolInYear], policy: EntitlementPolicy
) -> int:
    members = (by_id[member] for member in partnership.member_ids if member in by_id)
    return sum(member.phase in policy.partnership.eligible_phases for member in members)


def _refuse_doubles(schools: Sequence[SchoolInYear], partnerships: Sequence[PartnershipInYear]) -> None:
    seen: set[str] = set()
    for school in schools:
        if school.school_id in seen:
            raise ValueError(f"{school.name} ({school.school_id}) is given twice; give each school once.")
        seen.add(school.school_id)
    home: dict[str, str] = {}
    for partnership in partnerships:
        for member in sorted(partnership.member_ids):
            if member in home:
                raise ValueError(
                    f"School {member} stands in two recognised partnerships, {home[member]} and "
                    f"{partnership.name}; end one membership first."
                )
            home[member] = partnership.name
