"""Data of pupils: who sees totals and who names, for which purpose (M4-02), and who is trained first (M4-12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from headway.rules.calendars import day_words
from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.verdict import ALLOWED, Verdict, refuse

TOTALS, NAMES = "totals", "names"
HIDDEN = "hidden: fewer than {} pupils"
TRAINED, OVER, UNTRAINED = "trained", "over", "untrained"
STATES = {TRAINED: ("Trained", "green"), OVER: ("Training is over", "red"), UNTRAINED: ("Not trained", "red")}


@dataclass(frozen=True, slots=True)
class Opening:
    """Who opens one depth of data, and for which purposes."""

    roles: frozenset[str]
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainingRule:
    """Roles that are trained in a course first, how long that counts, and whom they ask. `warn_days`: so long before the
    end they are told; None: they are not."""

    roles: frozenset[str]
    course: str
    valid_months: int
    ask: str
    warn_days: int | None = None


@dataclass(frozen=True, slots=True)
class PupilDataPolicy:
    """Purposes in words; who opens totals and names of attendance; who is trained first.

    `alerts`: role to the kinds of groups whose gaps it sees, as published files begin their names, where it sees a part.
    """

    header: Header
    purposes: Mapping[str, str]
    attendance: Mapping[str, Opening]
    training: TrainingRule
    alerts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sessions:
    """One pupil's sessions in the time looked at."""

    possible: int
    missed: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Pupils of concern at a school and the share of sessions they missed; `hidden`: too few to be told.

    `pupils` and `percent_missed` are None where hidden; without a pupil there is no share.
    """

    pupils: int | None
    percent_missed: float | None
    hidden: bool = False


def may_open(policy: PupilDataPolicy, depth: str, roles: frozenset[str], purpose: str) -> Verdict:
    """Whether these roles may open attendance so deep for this purpose."""
    opening = policy.attendance[depth]
    if not roles & opening.roles:
        return refuse(
            "Your role sees totals of attendance, not single pupils."
            if depth == NAMES
            else "Your role sees no attendance."
        )
    if purpose not in opening.purposes:
        words = "; ".join(policy.purposes[slug] for slug in opening.purposes)
        return refuse(f"Choose what it is for. It can be opened for: {words}.")
    return ALLOWED


def opens_group(policy: PupilDataPolicy, roles: frozenset[str], group: str) -> bool:
    """Whether one of these roles holds evidence for the group, by how published files begin its name."""
    kinds = {kind for role in roles for kind in policy.alerts.get(role, ())}
    return group.partition(":")[0].strip() in kinds


def totals_of(pupils: list[Sessions], smallest: int) -> Totals:
    """Counts and rates of a school; hidden where there are pupils but fewer than the smallest count."""
    if 0 < len(pupils) < smallest:
        return Totals(None, None, hidden=True)
    possible = sum(one.possible for one in pupils)
    share = 100 * sum(one.missed for one in pupils) / possible if possible else None
    return Totals(len(pupils), share)


def training_state(until: date | None, on: date) -> str:
    """How a person stands who is trained until a day (None: never was): a word of STATES."""
    if until is None:
        return UNTRAINED
    return TRAINED if on < until else OVER


def may_open_groups(policy: PupilDataPolicy, roles: frozenset[str], until: date | None, on: date) -> Verdict:
    """Whether a person in these roles, trained until that day, may open data by pupil group (M4-12)."""
    rule = policy.training
    state = training_state(until, on)
    if not roles & rule.roles or state == TRAINED:
        return ALLOWED
    was = f"Your training in it counted until {day_words(until)}. " if until and state == OVER else ""
    return refuse(
        f"{was}Data of pupil groups open to you once you have taken the course “{rule.course}” and it is recorded. "
        f"Ask {rule.ask} for a place and for the record."
    )


def may_record_training(taken_on: date, today: date) -> Verdict:
    """Whether training of that day can be recorded: it was."""
    return (
        ALLOWED
        if taken_on <= today
        else refuse("Training is recorded once it was taken; choose today or a day before.")
    )


def may_note_pupil(possible: int, missed: int, since: date, today: date) -> Verdict:
    """Whether a pupil of concern can be noted so: no more missed than possible, since a day that was."""
    if missed > possible:
        return refuse("More sessions are missed than there were. Correct one of the two.")
    return (
        ALLOWED
        if since <= today
        else refuse("The concern begins on a day to come; choose today or a day before.")
    )


def may_close_pupil(since: date, closed_on: date | None, on: date, today: date) -> Verdict:
    """Whether the concern about a pupil can end on that day: once, after it began, by today."""
    if closed_on is not None:
        return refuse(f"The concern ended on {day_words(closed_on)} already.")
    if not since <= on <= today:
        return refuse("The end lies between the day it began and today. Correct the day.")
    return ALLOWED


def read_pupil_data(table: object) -> PupilDataPolicy:
    """The policy from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="pupil_data")
    purposes = {}
    for slug, part in section.sections("purposes"):
        purposes[slug] = part.text("label")
        part.close()
    depths = section.section("attendance")
    attendance = {depth: _opening(depths.section(depth), tuple(purposes)) for depth in (TOTALS, NAMES)}
    depths.close()
    policy = PupilDataPolicy(
        header,
        purposes,
        attendance,
        _training(section.section("training")),
        _alerts(section.section("alerts")) if section.has("alerts") else {},
        dict(section.marks),
    )
    section.close()
    return policy


def _alerts(part: Section) -> dict[str, tuple[str, ...]]:
    found = {role: part.texts(role) for role in part.names()}
    part.close()
    return found


def _opening(part: Section, purposes: tuple[str, ...]) -> Opening:
    found = Opening(frozenset(part.texts("roles")), part.texts("purposes", among=purposes))
    part.close()
    return found


def _training(part: Section) -> TrainingRule:
    found = TrainingRule(
        frozenset(part.texts("roles")),
        part.text("course"),
        part.whole("valid_months", least=1, most=120),
        part.text("ask"),
        part.optional_whole("warn_days", least=1),
    )
    part.close()
    return found
