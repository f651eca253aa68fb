"""What a rule set of entitlement would change in every school and partnership, against the one in use."""

from dataclasses import dataclass
from datetime import date

from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use, read_policy
from headway.flows.entitlement_facts import YearFacts, entitled_lines, gather_year
from headway.rules.calendars import academic_year_of
from headway.rules.entitlement import Demand, EntitlementLine, demand
from headway.rules.entitlement_policy import EntitlementPolicy

KIND = "entitlement"


@dataclass(frozen=True, slots=True)
class Change:
    """One school, or one partnership's lead, whose half-days of a whole year would be others."""

    subject_kind: str
    subject_id: str
    name: str
    before_half_days: int
    after_half_days: int

    @property
    def half_days(self) -> int:
        """What it would gain, below zero what it would lose."""
        return self.after_half_days - self.before_half_days


@dataclass(frozen=True, slots=True)
class Effect:
    """The demand by the version in use and by the other, and everybody whose days differ, largest change first."""

    in_use: Policy
    before: Demand
    after: Demand
    changes: tuple[Change, ...]


def compare_entitlement(*, policy: Policy, on: date) -> Effect:
    """A whole year's half-days by both rule sets, from the facts of that day. Nothing is stored.

    PolicyFault for a draft that breaks its shape; NoPolicy where none is in use; ValueError for facts that cannot be.
    """
    in_use = policy_in_use(KIND, on)
    now, then = read_policy(in_use), read_policy(policy)
    facts = gather_year(now, on)
    before = _lines(facts, now, on)
    after = _lines(facts if _ask_alike(now, then) else gather_year(then, on), then, on)
    names = {("school", school.school_id): school.name for school in facts.schools}
    names |= {("partnership", group.partnership_id): group.name for group in facts.partnerships}
    return Effect(in_use, demand(before), demand(after), _changes(_sums(before), _sums(after), names))


def _ask_alike(now: EntitlementPolicy, then: EntitlementPolicy) -> bool:
    """Whether both rule sets see the same heads as new and know the same categories, so that one look serves both."""
    known = [(rules.new_head_months, set(rules.category_half_days)) for rules in (now, then)]
    return known[0] == known[1]


def _lines(facts: YearFacts, rules: EntitlementPolicy, on: date) -> tuple[EntitlementLine, ...]:
    return entitled_lines(facts, rules, academic_year_of(on).label)


def _sums(lines: tuple[EntitlementLine, ...]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for line in lines:
        key = (line.subject_kind, line.subject_id)
        found[key] = found.get(key, 0) + line.half_days
    return found


def _changes(
    before: dict[tuple[str, str], int],
    after: dict[tuple[str, str], int],
    names: dict[tuple[str, str], str],
) -> tuple[Change, ...]:
    every = (
        Change(*key, names.get(key, key[1]), before.get(key, 0), after.get(key, 0))
        for key in before.keys() | after.keys()
    )
    changed = (one for one in every if one.half_days)
    return tuple(sorted(changed, key=lambda one: (-abs(one.half_days), one.name, one.subject_id)))
