"""Days advisers can give: deployable half-days, the balance with demand, and invented contracts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from headway.rules.entitlement import half_day_words
from headway.rules.policyfile import Header, Mark, open_policy
from headway.rules.verdict import ALLOWED, Verdict, refuse

ADVISING = ("adviser", "quadrant-lead")  # roles of who may be deployed to schools
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Contract:
    """An adviser's year in half-days."""

    contracted_half_days: int
    leave_half_days: int
    training_half_days: int
    internal_half_days: int

    @property
    def deployable_half_days(self) -> int:
        """What is left for schools: contracted less leave, training and internal work (M6-10)."""
        taken = self.leave_half_days + self.training_half_days + self.internal_half_days
        return self.contracted_half_days - taken


@dataclass(frozen=True, slots=True)
class CapacityPolicy:
    """How contracts are invented where none are given. Percentages are of contracted days."""

    header: Header
    spare_percent: Decimal
    half_days_per_adviser: int
    full_time_shares: tuple[Decimal, ...]
    leave_percent: Decimal
    training_percent: Decimal
    internal_percent: Decimal
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Balance:
    """Capacity less demand in half-days: negative when more is asked than can be given."""

    capacity_half_days: int
    demand_half_days: int
    spare_half_days: int
    words: str


def may_contract(contract: Contract) -> Verdict:
    """Whether an adviser's year adds up: nothing negative, and some days left for schools."""
    parts = {
        "Contracted days": contract.contracted_half_days,
        "Leave": contract.leave_half_days,
        "Training": contract.training_half_days,
        "Internal work": contract.internal_half_days,
    }
    for label, half_days in parts.items():
        if half_days < 0:
            return refuse(f"{label} cannot be below zero; {half_day_words(half_days)} is written.")
    if contract.deployable_half_days <= 0:
        return refuse(
            f"Of {half_day_words(contract.contracted_half_days)} contracted nothing is left for schools "
            "after leave, training and internal work; check the figures."
        )
    return ALLOWED


def weigh_capacity(capacity_half_days: int, demand_half_days: int) -> Balance:
    """The balance of a year, with its sentence."""
    spare = capacity_half_days - demand_half_days
    have, want = half_day_words(capacity_half_days), half_day_words(demand_half_days)
    if spare < 0:
        words = f"{want} are asked for and {have} can be given: {half_day_words(-spare)} too few."
    else:
        words = f"{want} are asked for and {have} can be given: {half_day_words(spare)} to spare."
    return Balance(capacity_half_days, demand_half_days, spare, words)


def may_allocate(capacity_half_days: int, demand_half_days: int, pool: str | None) -> Verdict:
    """Whether so much may be allocated: not half a day too many, unless a pool is named for it (M6-10)."""
    balance = weigh_capacity(capacity_half_days, demand_half_days)
    if balance.spare_half_days >= 0 or (pool is not None and pool.strip()):
        return ALLOWED
    return refuse(
        f"{balance.words} Lower the demand, find more days, or name the pool that carries the rest."
    )


def advisers_needed(demand_half_days: int, policy: CapacityPolicy) -> int:
    """How many advisers to invent: one for each so many half-days, rounded up, and at least one."""
    return max(1, -(-demand_half_days // policy.half_days_per_adviser))


def invent_contracts(demand_half_days: int, advisers: int, policy: CapacityPolicy) -> tuple[Contract, ...]:
    """Contracts whose deployable days add up to the demand and the policy's spare percent.

    Full and part time follow the policy's shares in turn. Each has at least half a day. ValueError without
    advisers.
    """
    if advisers < 1:
        raise ValueError(f"At least one adviser is needed; {advisers} were asked for.")
    spare = Decimal(demand_half_days) * (_HUNDRED + policy.spare_percent) / _HUNDRED
    total = max(int(spare.to_integral_value(ROUND_CEILING)), advisers)
    shares = [policy.full_time_shares[n % len(policy.full_time_shares)] for n in range(advisers)]
    return tuple(_contract(half_days, policy) for half_days in split_whole(total, shares, least=1))


def split_whole(total: int, weights: list[Decimal], *, least: int = 0) -> tuple[int, ...]:
    """A whole number split in proportion to weights, by largest remainders, so that the parts add up to it.

    Each part first gets `least`; earlier parts win ties. ValueError when the total does not reach for that.
    """
    if total < least * len(weights):
        raise ValueError(f"{total} cannot be split into {len(weights)} parts of at least {least}.")
    rest, whole = total - least * len(weights), sum(weights)
    exact = [rest * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda n: (parts[n] - exact[n], n))
    for n in by_remainder[: rest - sum(parts)]:
        parts[n] += 1
    return tuple(part + least for part in parts)


def _contract(deployable: int, policy: CapacityPolicy) -> Contract:
    taken = policy.leave_percent + policy.training_percent + policy.internal_percent
    contracted = int((Decimal(deployable) * _HUNDRED / (_HUNDRED - taken)).to_integral_value(ROUND_CEILING))
    over = contracted - deployable
    leave = min(over, _percent(contracted, policy.leave_percent))
    training = min(over - leave, _percent(contracted, policy.training_percent))
    return Contract(contracted, leave, training, over - leave - training)


def _percent(half_days: int, percent: Decimal) -> int:
    return int((Decimal(half_days) * percent / _HUNDRED).to_integral_value(ROUND_HALF_UP))


def read_capacity(table: object) -> CapacityPolicy:
    """The capacity policy from its file's tables."""
    header, section = open_policy(table, kind="capacity")
    shares = []
    for row in section.rows("full_time_shares"):
        shares.append(row.number("share", least=Decimal("0.1"), most=1))
        row.close()
    policy = CapacityPolicy(
        header=header,
        spare_percent=section.number("spare_percent"),
        half_days_per_adviser=section.whole("half_days_per_adviser", least=1),
        full_time_shares=tuple(shares),
        leave_percent=section.number("leave_percent", most=99),
        training_percent=section.number("training_percent", most=99),
        internal_percent=section.number("internal_percent", most=99),
        marks=dict(section.marks),
    )
    section.close()
    taken = policy.leave_percent + policy.training_percent + policy.internal_percent
    if taken >= _HUNDRED:
        raise section.fault(
            "leave_percent", f"Leave, training and internal work take {taken} percent; leave some."
        )
    return policy
