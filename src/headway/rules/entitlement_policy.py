"""The rule set of entitlement: which school and partnership earns how many half-days, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.schools import PHASES

FORMS = ("base-and-share", "bands")
FALLS = ("keep", "return")
ENDS = ("pro-rata", "keep")
SUCCESSORS = ("own", "take-on")
# Sizes the checks look at; beyond them the same rule goes on.
CHECKED_SIZES = range(1, 41)


@dataclass(frozen=True, slots=True)
class Band:
    """Partnerships of `from_members` up to and with `until_members` (None: and above) get `half_days`."""

    from_members: int
    until_members: int | None
    half_days: int
    lead_half_days: int


@dataclass(frozen=True, slots=True)
class Shares:
    """A partnership's half-days by its size: each member's share, the lead's share, and both together."""

    member_half_days: int
    lead_half_days: int
    half_days: int
    reason: str


@dataclass(frozen=True, slots=True)
class PartnershipRule:
    """How a partnership's days follow from its number of eligible members (M6-01)."""

    eligible_phases: frozenset[str]
    least_members: int
    form: str
    member_half_days: int
    lead_half_days: int
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class EntitlementPolicy:
    """A whole rule set. All figures in half-days a year; categories stand in order, best first.

    `ends`: what becomes of the days of a school that closes within the year; `successors`: whether those that follow it
    take on what goes back, or have only their own days.
    """

    header: Header
    partnership: PartnershipRule
    unpartnered_half_days: Mapping[str, int]
    own_half_days: Mapping[str, int]
    enhanced_provision_half_days: int
    new_head_half_days: int
    induction_evaluation_half_days: int
    new_head_months: int
    category_half_days: Mapping[str, int]
    pools: Mapping[str, str]
    falls: str
    ends: str = "pro-rata"
    successors: str = "own"
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A rule set that would give a better category, or a larger partnership, the wrong side of another."""

    where: str
    words: str


def share_days(size: int, rule: PartnershipRule) -> Shares:
    """The half-days of a partnership with `size` eligible members.

    Base and share: the base is the lead's, the share each member's. Bands: after the lead's part the rest is
    spread evenly over the members in whole half-days, and what is left over goes back to the lead.
    """
    if size < rule.least_members:
        return Shares(0, 0, 0, f"{_members(size)}, and a partnership needs {rule.least_members}")
    if rule.form == "base-and-share":
        total = rule.lead_half_days + size * rule.member_half_days
        return Shares(rule.member_half_days, rule.lead_half_days, total, _members(size))
    for band in rule.bands:
        if band.from_members <= size and (band.until_members is None or size <= band.until_members):
            each = (band.half_days - band.lead_half_days) // size
            lead = band.half_days - each * size
            return Shares(each, lead, band.half_days, f"{_members(size)}, in the band {_band_words(band)}")
    return Shares(0, 0, 0, f"{_members(size)}, below the smallest band")


def base_half_days(phase: str, size: int | None, category: str, policy: EntitlementPolicy) -> int:
    """A school's own base half-days: by type, size of its partnership (None: in none) and category.

    Without the supplements for enhanced provision and new heads, which follow other things than success.
    """
    days = policy.category_half_days[category]
    if phase in policy.own_half_days:
        return days + policy.own_half_days[phase]
    if size is not None and phase in policy.partnership.eligible_phases:
        return days + share_days(size, policy.partnership).member_half_days
    return days + policy.unpartnered_half_days.get(phase, 0)


def check_monotony(policy: EntitlementPolicy) -> tuple[RuleFinding, ...]:
    """Where a better category gets more base days than a worse one of the same type and size (M6-12).

    Looks at each phase, in no partnership and in one of each checked size. Empty when the rule set is sound.
    """
    order = tuple(policy.category_half_days)
    found: dict[str, RuleFinding] = {}
    for phase, size in product(PHASES, (None, *CHECKED_SIZES)):
        days = [base_half_days(phase, size, category, policy) for category in order]
        for better, worse, high, low in zip(order, order[1:], days, days[1:], strict=False):
            if high > low:
                words = (
                    f"Category {better} gets {high} half-days and the worse category {worse} gets {low} "
                    f"(a {phase} school); give the worse category at least as many."
                )
                found.setdefault(better, RuleFinding(f"category_half_days.{better}", words))
    return tuple(found.values())


def check_sizes(policy: EntitlementPolicy) -> tuple[RuleFinding, ...]:
    """Every size at which one member more would cost a partnership days."""
    sizes = list(CHECKED_SIZES)
    totals = [share_days(size, policy.partnership).half_days for size in sizes]
    return tuple(
        RuleFinding(
            "partnership", f"{size + 1} members get {after} half-days and {size} members get {before}."
        )
        for size, before, after in zip(sizes, totals, totals[1:], strict=False)
        if after < before
    )


def read_entitlement(table: object) -> EntitlementPolicy:
    """The rule set from its file's tables. Raises PolicyFault; a rule set against monotony is a fault too."""
    header, section = open_policy(table, kind="entitlement")
    pools = section.section("pools")
    supplements = section.section("supplements")
    new_head = supplements.section("new_head")
    new_head_half_days = new_head.whole("half_days")
    policy = EntitlementPolicy(
        header=header,
        partnership=_read_partnership(section.section("partnership")),
        unpartnered_half_days=_read_by_phase(section.section("unpartnered_half_days")),
        own_half_days=_read_by_phase(section.section("own_half_days")),
        enhanced_provision_half_days=supplements.whole("enhanced_provision_half_days"),
        new_head_half_days=new_head_half_days,
        induction_evaluation_half_days=new_head.whole(
            "induction_evaluation_half_days", most=new_head_half_days
        ),
        new_head_months=new_head.whole("months", least=1),
        category_half_days=_read_categories(section),
        pools={pool: pools.text(pool) for pool in ("partnership", "individual", "supplement", "concern")},
        falls=section.text("falls", among=FALLS),
        ends=section.text("ends", among=ENDS, default="pro-rata"),
        successors=section.text("successors", among=SUCCESSORS, default="own"),
        marks=dict(section.marks),
    )
    for inner in (pools, new_head, supplements, section):
        inner.close()
    findings = check_monotony(policy)
    if findings:
        raise section.fault(findings[0].where, findings[0].words)
    return policy


def _read_categories(section: Section) -> dict[str, int]:
    order = section.texts("category_order")
    if not order:
        raise section.fault("category_order", "At least one category is needed, the best first.")
    figures = section.section("category_half_days")
    rows = {category: figures.whole(category) for category in order}
    figures.close()
    return rows


def _read_by_phase(section: Section) -> dict[str, int]:
    for phase in section.names():
        if phase not in PHASES:
            raise section.fault(phase, f"“{phase}” is not a phase; use one of: {', '.join(PHASES)}.")
    return {phase: section.whole(phase) for phase in section.names()}


def _read_partnership(section: Section) -> PartnershipRule:
    form = section.text("form", among=FORMS)
    banded = form == "bands"
    rule = PartnershipRule(
        eligible_phases=frozenset(section.texts("eligible_phases", among=PHASES)),
        least_members=section.whole("least_members", least=1),
        form=form,
        member_half_days=0 if banded else section.whole("member_half_days"),
        lead_half_days=0 if banded else section.whole("lead_half_days"),
        bands=_read_bands(section) if banded else (),
    )
    section.close()
    return rule


def _read_bands(section: Section) -> tuple[Band, ...]:
    bands: list[Band] = []
    for row in section.rows("bands"):
        half_days = row.whole("half_days")
        first = row.whole("from_members", least=1)
        band = Band(
            first,
            row.optional_whole("until_members", least=first),
            half_days,
            row.whole("lead_half_days", most=half_days),
        )
        row.close()
        if bands and bands[-1].until_members != first - 1:
            raise row.fault("from_members", "Each band begins one member after the band before it ends.")
        bands.append(band)
    if bands[-1].until_members is not None:
        raise section.fault("bands", "The last band must be open at the top; leave out its until_members.")
    return tuple(bands)


def _members(size: int) -> str:
    return f"{size} eligible member{'' if size == 1 else 's'}"


def _band_words(band: Band) -> str:
    return (
        f"{band.from_members} or more"
        if band.until_members is None
        else f"{band.from_members} to {band.until_members}"
    )
