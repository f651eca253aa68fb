"""What the service decides of governing boards: kinds, seats and terms, words for health, hours of link officers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from headway.rules.policyfile import Header, Mark, Section, open_policy


@dataclass(frozen=True, slots=True)
class BoardKind:
    """A kind of board; `several`: it may govern more than one school."""

    key: str
    words: str
    several: bool


@dataclass(frozen=True, slots=True)
class SeatRole:
    """A category of seat. `votes`: among the governors. `needed`: a board without it is listed. `term_months` None: held by
    post, without an end."""

    key: str
    words: str
    votes: bool
    needed: bool
    term_months: int | None


@dataclass(frozen=True, slots=True)
class HoursPolicy:
    """Hours of a link officer a year by category (best first) and by a board's risk (least first), which add up; and what
    counts where one of them is not known. `team`: the hours there are."""

    least: int
    team: int
    without_category: str
    without_health: str
    categories: Mapping[str, int]
    health: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GovernancePolicy:
    """Kinds, roles and levels of health by key, in their order."""

    header: Header
    ending_days: int
    vacant_months: int
    kinds: Mapping[str, BoardKind]
    roles: Mapping[str, SeatRole]
    health: Mapping[str, str]
    hours: HoursPolicy
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def needed(self) -> tuple[SeatRole, ...]:
        """The roles that no board should be without."""
        return tuple(role for role in self.roles.values() if role.needed)


def read_governance(table: object) -> GovernancePolicy:
    """The policy from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="governance")
    months = section.whole("term_months", least=1)
    health = _read_health(section)
    policy = GovernancePolicy(
        header=header,
        ending_days=section.whole("ending_days", least=1),
        vacant_months=section.whole("vacant_months", least=1),
        kinds=_read_kinds(section),
        roles=_read_roles(section, months),
        health=health,
        hours=_read_hours(section.section("hours"), health),
        marks=dict(section.marks),
    )
    section.close()
    return policy


def _read_kinds(section: Section) -> dict[str, BoardKind]:
    found: dict[str, BoardKind] = {}
    for row in section.rows("boards"):
        kind = BoardKind(_new_key(row, found), row.text("words"), row.boolean("several"))
        found[kind.key] = kind
        row.close()
    return found


def _read_roles(section: Section, months: int) -> dict[str, SeatRole]:
    found: dict[str, SeatRole] = {}
    for row in section.rows("seats"):
        length = row.whole("term_months") if row.has("term_months") else months
        key = _new_key(row, found)
        found[key] = SeatRole(
            key, row.text("words"), row.boolean("votes"), row.boolean("needed"), length or None
        )
        row.close()
    return found


def _read_health(section: Section) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in section.rows("health"):
        found[_new_key(row, found)] = row.text("words")
        row.close()
    return found


def _read_hours(section: Section, levels: Mapping[str, str]) -> HoursPolicy:
    categories = _read_steps(section, "categories")
    health = _read_steps(section, "health")
    if tuple(health) != tuple(levels):
        raise section.fault("health", f"Give hours for each of {', '.join(levels)}, in this order.")
    hours = HoursPolicy(
        least=section.whole("least"),
        team=section.whole("team"),
        without_category=section.text("without_category", among=tuple(categories)),
        without_health=section.text("without_health", among=tuple(health)),
        categories=categories,
        health=health,
    )
    section.close()
    if min(categories.values()) + min(health.values()) < hours.least:
        words = (
            f"The best board with the least risk would get less than {hours.least} hours; raise its hours."
        )
        raise section.fault("categories", words)
    return hours


def _read_steps(section: Section, name: str) -> dict[str, int]:
    """Hours by key; each step has more than the one before it, so that they decrease with success."""
    found: dict[str, int] = {}
    for row in section.rows(name):
        key, hours = _new_key(row, found), row.whole("hours")
        last = list(found.values())[-1:]
        if last and hours <= last[0]:
            raise row.fault(
                "hours", f"{hours} hours are not more than the {last[0]} of the better step before."
            )
        found[key] = hours
        row.close()
    return found


def _new_key(row: Section, known: Mapping[str, object] | Sequence[str]) -> str:
    key = row.text("key")
    if key in known:
        raise row.fault("key", f"“{key}” is used twice; give each row its own.")
    return key
