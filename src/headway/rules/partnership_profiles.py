"""A partnership's figures: member by member and together, and what of them one member is shown of another.

A figure that needs consent is shown to other members only while its school consents; the school itself, and officers who may
see such figures, see it always. The total is shown only to who sees every figure in it: with one figure masked, the total less
the others would give it back, and several masked ones would still be told by their sum. So whatever a viewer is shown is worked
out of figures they see, and a masked figure, whatever it is, changes nothing on their page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from headway.rules.calendars import day_words
from headway.rules.policyfile import Header, Mark, open_policy
from headway.rules.verdict import ALLOWED, Verdict, refuse

SUM, MEAN = "sum", "mean"
NOT_SHARED = "not shared"
TOTAL_NOT_SHARED = "not told, because a school does not share its figure: the total would give it back"


@dataclass(frozen=True, slots=True)
class ProfileMeasure:
    """A measure of the profile; `how` members' figures come together: added up, or as a mean weighed by pupils."""

    key: str
    how: str
    needs_consent: bool


@dataclass(frozen=True, slots=True)
class ProfilePolicy:
    """The measures in the order they are shown."""

    header: Header
    measures: tuple[ProfileMeasure, ...]
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """A school with its figure, or why it has none. `is_open`: whether the viewer sees the figure at all."""

    name: str
    pupils: int | None
    value: Decimal | None
    why_missing: str = ""
    is_open: bool = True
    urn: int = 0


@dataclass(frozen=True, slots=True)
class Together:
    """What members come to: the total or mean, or why it is not told; how many count, and who is missing, by name."""

    value: Decimal | None
    why_missing: str
    counted: int
    missing: tuple[str, ...]


def read_partnership_profiles(table: object) -> ProfilePolicy:
    """The policy from its file's tables; PolicyFault where consent is asked for a measure that is not shown."""
    header, section = open_policy(table, kind="partnership_profiles")
    asked = section.texts("needs_consent", default=())
    measures = []
    for row in section.rows("measures"):
        key = row.text("key")
        measures.append(ProfileMeasure(key, row.text("how", among=(SUM, MEAN)), key in asked))
        row.close()
    keys = [one.key for one in measures]
    for key in (*asked, *keys):
        if keys.count(key) != 1:
            raise section.fault(
                "measures", f"The measure “{key}” stands here {keys.count(key)} times; once is right."
            )
    section.close()
    return ProfilePolicy(header, tuple(measures), dict(section.marks))


def masked(members: Sequence[Member]) -> tuple[Member, ...]:
    """The members as the viewer sees them: of a figure that is not open nothing is left, not even that there is none."""
    return tuple(one if one.is_open else replace(one, value=None, why_missing=NOT_SHARED) for one in members)


def together(members: Sequence[Member], how: str) -> Together:
    """What the members come to, for a viewer who sees them so. A figure that is missing is never zero."""
    if not all(one.is_open for one in members):
        return Together(None, TOTAL_NOT_SHARED, 0, ())
    counted = [one for one in members if one.value is not None and (how == SUM or one.pupils)]
    missing = tuple(one.name for one in members if one not in counted)
    if not counted:
        return Together(None, "no member has a figure", 0, missing)
    if how == SUM:
        return Together(
            sum((one.value or Decimal(0) for one in counted), Decimal(0)), "", len(counted), missing
        )
    pupils = sum(one.pupils or 0 for one in counted)
    whole = sum(((one.value or Decimal(0)) * (one.pupils or 0) for one in counted), Decimal(0))
    return Together(whole / pupils, "", len(counted), missing)


def is_open(*, needs_consent: bool, own: bool, is_member: bool, consents: bool) -> bool:
    """Whether the viewer sees this figure of a school.

    `own`: they may see what is not public of the school anyway. `is_member`: they belong to a school of the partnership or
    lead it; consent opens figures to these alone.
    """
    return not needs_consent or own or (is_member and consents)


def may_consent(*, given_on: date, member_from: date | None, on: date, consents: bool) -> Verdict:
    """Whether a consent can be recorded: of a member, for now, once."""
    if member_from is None:
        return refuse("Only a member of the partnership shares its figures with it.")
    if consents:
        return refuse("The school consents already.")
    if given_on > on:
        return refuse("A consent is recorded once it is given; choose today or a day before.")
    if given_on < member_from:
        return refuse(
            f"The school is a member from {day_words(member_from)}; choose that day or a later one."
        )
    return ALLOWED


def may_withdraw_consent(*, consents: bool) -> Verdict:
    """Whether a consent can be withdrawn: where one stands, on any day."""
    return (
        ALLOWED if consents else refuse("The school does not consent now, so there is nothing to withdraw.")
    )
