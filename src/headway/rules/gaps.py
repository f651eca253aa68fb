"""Alerts on gaps: a group's outcome below its floor by more than the policy allows, of enough pupils to say so (M4-11).

What the publisher hides raises nothing and is not shown through an alert: neither a hidden figure nor a hidden number of
pupils, which is hidden because it is small.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from headway.rules.policyfile import Header, Mark, Section, open_policy

FLOORS = OTHERS, ENGLAND = "others", "england"
UNKNOWN_COHORTS = LEAVE_OUT, RAISE = "leave-out", "raise"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class GapRule:
    """A group of one measure held against a floor. `gap` in the unit of the measure; `others` empty unless it is the floor."""

    key: str
    label: str
    measure: str
    group: str
    group_words: str
    floor: str
    others: str
    others_words: str
    cohort: str
    share: str
    gap: Decimal
    least_cohort: int


@dataclass(frozen=True, slots=True)
class GapPolicy:
    """The rules, and what becomes of a group whose number of pupils is not known."""

    header: Header
    unknown_cohort: str
    rules: tuple[GapRule, ...]
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """A figure as published: its value, or that it is hidden or not there at all."""

    value: Decimal | None
    hidden: bool = False


NOT_HELD = Known(None)


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One school and year: the group's figure, its floor's, the pupils of the stage and the group's part of them in percent."""

    period: str
    figure: Known
    floor: Known
    cohort: Known = NOT_HELD
    share: Known = NOT_HELD


@dataclass(frozen=True, slots=True)
class Alert:
    """A gap worth a look. `pupils`: None where not known and the policy raises it all the same."""

    rule: GapRule
    period: str
    figure: Decimal
    floor: Decimal
    gap: Decimal
    pupils: int | None
    reason: str


def find_alert(rule: GapRule, facts: GroupFacts, unit: str, policy: GapPolicy) -> Alert | None:
    """The alert a group raises, with its reason in words; None where it raises none."""
    figure, floor = facts.figure.value, facts.floor.value
    if figure is None or floor is None:
        return None
    gap = floor - figure
    if gap < rule.gap or not gap or facts.cohort.hidden or facts.share.hidden:
        return None
    pupils = _pupils(facts)
    if pupils is None and policy.unknown_cohort == LEAVE_OUT:
        return None
    if pupils is not None and pupils < rule.least_cohort:
        return None
    against = rule.others_words if rule.floor == OTHERS else "England's pupils"
    of = f"{pupils} pupils" if pupils is not None else "how many pupils these are is not known"
    reason = (
        f"{rule.group_words[:1].upper()}{rule.group_words[1:]}: {_plain(figure)}{unit} in {facts.period} ({of}), against "
        f"{_plain(floor)}{unit} of {against}: {_plain(gap)} below; an alert is raised from {_plain(rule.gap)} on."
    )
    return Alert(rule, facts.period, figure, floor, gap, pupils, reason)


def _pupils(facts: GroupFacts) -> int | None:
    """The group's pupils, from the pupils of the stage and the group's part of them, to the nearest whole one."""
    if facts.cohort.value is None or facts.share.value is None:
        return None
    return int((facts.cohort.value * facts.share.value / _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP))


def _plain(figure: Decimal) -> str:
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_gaps(table: object) -> GapPolicy:
    """The policy from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="gaps")
    unknown = section.text("unknown_cohort", among=UNKNOWN_COHORTS)
    rules = tuple(_read_rule(row) for row in section.rows("gaps"))
    keys = [one.key for one in rules]
    if len(set(keys)) != len(keys):
        raise section.fault("gaps", "A key is used twice; give each row its own.")
    section.close()
    return GapPolicy(header, unknown, rules, dict(section.marks))


def _read_rule(row: Section) -> GapRule:
    floor = row.text("floor", among=FLOORS)
    beside = floor == OTHERS
    rule = GapRule(
        key=row.text("key"),
        label=row.text("words"),
        measure=row.text("measure"),
        group=row.text("group"),
        group_words=row.text("group_words"),
        floor=floor,
        others=row.text("others") if beside else "",
        others_words=row.text("others_words") if beside else "",
        cohort=row.text("cohort"),
        share=row.text("share"),
        gap=row.number("gap"),
        least_cohort=row.whole("least_cohort", least=1),
    )
    row.close()
    return rule
