"""The policy of visits: kinds of visit, their agendas with what is mandatory, and who else is asked along by rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from headway.rules.calendars import day_words
from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.visits import FUNCTIONS, HALVES, MONEY

ATTENDANCE, EQUALITY = "attendance", "equality"
AUTUMN = "autumn"
RESTRICTED_AGENDAS, INTERVENTION = ("concern", "safeguarding"), "intervention"
NEVER = "Never reviewed with schools."
_YEAR = 12
# What holds where a version of the policy from before these were asked for is in use.
USUAL_INSPECTION_DAYS, USUAL_REPLAN_DAYS = 2, 60


@dataclass(frozen=True, slots=True)
class Item:
    """One point of an agenda. `measures`: what of the evidence stands in it beforehand; `incident_return`: the state of
    the school's return of prejudice incidents does."""

    key: str
    words: str
    mandatory: bool
    measures: tuple[str, ...] = ()
    incident_return: bool = False


@dataclass(frozen=True, slots=True)
class Agenda:
    """A template of an agenda, its version, and the day it was last reviewed with schools; None: never."""

    label: str
    version: int
    reviewed_on: date | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class VisitType:
    """A kind of visit with what is usual for it. `individual`: it takes days of one school; `asks`: roles
    asked along by rule; `may_be_kept`: its draft may be kept on a device; `announced`: the school is told of it by an
    invitation."""

    label: str
    half: str
    function: str
    paid_from: str
    agenda: str
    individual: bool = True
    asks: tuple[str, ...] = ()
    may_be_kept: bool = False
    announced: bool = True


@dataclass(frozen=True, slots=True)
class Invitation:
    """When a role is asked along: always, or where one of the measures is above the share."""

    label: str
    role: str
    measures: tuple[str, ...] = ()
    above_percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class VisitPolicy:
    """Kinds of visit and agendas by slug, and roles asked along. `far_kilometres`: two visits of one person on a day further
    apart are pointed out; `notice_working_days`: how far ahead home looks; `review_months`: how often agendas are reviewed;
    `inspection_days`: school days an inspection takes; `replan_days`: days ahead in which a visit that makes room can go."""

    header: Header
    types: Mapping[str, VisitType]
    agendas: Mapping[str, Agenda]
    invitations: Mapping[str, Invitation]
    far_kilometres: int
    notice_working_days: int
    review_months: int
    inspection_days: int = USUAL_INSPECTION_DAYS
    replan_days: int = USUAL_REPLAN_DAYS
    marks: Mapping[str, Mark] = field(default_factory=dict)


def is_restricted(kind: VisitType) -> bool:
    """Whether visits of the kind are about a concern or safeguarding."""
    return kind.agenda in RESTRICTED_AGENDAS or kind.function == INTERVENTION


def agenda_of(policy: VisitPolicy, kind: str) -> Agenda:
    """The agenda a visit of the kind carries from today (M5-01)."""
    return policy.agendas[policy.types[kind].agenda]


def review_due(agenda: Agenda, recorded: Sequence[date], today: date, months: int) -> str:
    """Why the agenda is to be reviewed with schools; nothing while a review is fresh enough (M5-05)."""
    days = [day for day in (agenda.reviewed_on, *recorded) if day is not None and day <= today]
    if not days:
        return NEVER
    last = max(days)
    years, month = divmod(last.month - 1 + months, _YEAR)
    past = (today.year, today.month, today.day) > (last.year + years, month + 1, last.day)
    return f"Last reviewed with schools on {day_words(last)}, more than {months} months ago." if past else ""


def why_asked(rule: Invitation, shares: Mapping[str, Decimal]) -> str:
    """Why a role is asked along, in words; nothing where the rule does not ask it (M5-12)."""
    if rule.above_percent is None:
        return "Asked along on every visit of this kind."
    for measure in rule.measures:
        share = shares.get(measure)
        if share is not None and share > rule.above_percent:
            return f"{rule.label}: {share:.1f} per cent, above the {rule.above_percent} of the policy."
    return ""


def missing_items(agenda: Agenda, answered: Collection[str]) -> tuple[str, ...]:
    """The mandatory points that have no answer yet, in their words."""
    return tuple(item.words for item in agenda.items if item.mandatory and item.key not in answered)


def read_visit_types(table: object) -> VisitPolicy:
    """The policy of visits from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="visit_types")
    agendas = {slug: _agenda(slug, part) for slug, part in section.sections("agendas")}
    invitations = {slug: _invitation(part) for slug, part in section.sections("invitations")}
    policy = VisitPolicy(
        header=header,
        types={
            slug: _type(part, tuple(agendas), tuple(invitations)) for slug, part in section.sections("types")
        },
        agendas=agendas,
        invitations=invitations,
        far_kilometres=section.whole("far_kilometres", least=1),
        notice_working_days=section.whole("notice_working_days", least=1),
        review_months=section.whole("review_months", least=1),
        inspection_days=section.optional_whole("inspection_days", least=1, most=10) or USUAL_INSPECTION_DAYS,
        replan_days=section.optional_whole("replan_days", least=7, most=366) or USUAL_REPLAN_DAYS,
        marks=dict(section.marks),
    )
    section.close()
    return policy


def _agenda(slug: str, part: Section) -> Agenda:
    items = tuple(_item(row) for row in part.rows("items"))
    found = Agenda(
        part.text("label"), part.whole("version", least=1), part.optional_date("reviewed_on"), items
    )
    mandatory = {item.key for item in items if item.mandatory}
    if slug == AUTUMN and not {ATTENDANCE, EQUALITY} <= mandatory:
        raise part.fault("items", "Attendance and equality are mandatory points of every autumn agenda.")
    if len({item.key for item in items}) < len(items):
        raise part.fault("items", "A key is used twice; give each point its own.")
    part.close()
    return found


def _item(row: Section) -> Item:
    found = Item(
        row.text("key"),
        row.text("words"),
        row.boolean("mandatory", default=False),
        row.texts("measures", default=()),
        row.boolean("incident_return", default=False),
    )
    row.close()
    return found


def _type(part: Section, agendas: tuple[str, ...], invitations: tuple[str, ...]) -> VisitType:
    found = VisitType(
        part.text("label"),
        part.text("half", among=tuple(HALVES)),
        part.text("function", among=tuple(FUNCTIONS)),
        part.text("paid_from", among=tuple(MONEY)),
        part.text("agenda", among=agendas),
        part.boolean("individual", default=True),
        part.texts("asks", among=invitations, default=()),
        part.boolean("may_be_kept", default=False),
        part.boolean("announced", default=True),
    )
    if found.may_be_kept and is_restricted(found):
        raise part.fault(
            "may_be_kept", "Nothing of a concern or of safeguarding is kept on a device; take this out."
        )
    part.close()
    return found


def _invitation(part: Section) -> Invitation:
    found = Invitation(
        part.text("label"),
        part.text("role"),
        part.texts("measures", default=()),
        part.number("above_percent", most=100) if part.has("above_percent") else None,
    )
    part.close()
    return found
