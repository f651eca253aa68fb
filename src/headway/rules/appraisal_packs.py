"""Appraisals given as a file: options with the posts, amounts and gates their source names, and what it does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from headway.rules.appraisals import Gate
from headway.rules.money import to_pence
from headway.rules.policyfile import Header, Mark, Section, open_policy

NOT_IN_SOURCE = "not in the source"


@dataclass(frozen=True, slots=True)
class PostLine:
    """So many posts of one title. `scale`: spine, first and last point and assessed points; None: the source does not say.

    `shares`: per cent by source of money, None where the source does not say. `also`: what may stand in its place.
    """

    title: str
    number: Decimal
    reports_to: str
    scale: tuple[str, int, int, int] | None
    pension: str
    shares: Mapping[str, Decimal] | None
    phases: tuple[str, ...]
    subject: str
    core: bool
    also: str


@dataclass(frozen=True, slots=True)
class Amount:
    """Money the source names for a year, in pence, over so many places."""

    words: str
    year: str
    pence: int
    places: int


@dataclass(frozen=True, slots=True)
class Phase:
    """A step of an option with the gates before it."""

    words: str
    year: str
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class OptionPack:
    """One option as the source has it; `in_source` False: the source only counts it."""

    key: str
    title: str
    in_source: bool
    status_quo: bool
    preferred: bool
    after: str
    gates: tuple[Gate, ...]
    posts: tuple[PostLine, ...]
    amounts: tuple[Amount, ...]
    phases: tuple[Phase, ...]


@dataclass(frozen=True, slots=True)
class AppraisalPack:
    """One appraisal with its options in order."""

    key: str
    title: str
    decision: str
    options: tuple[OptionPack, ...]


@dataclass(frozen=True, slots=True)
class AppraisalsFile:
    """All appraisals of a file."""

    header: Header
    appraisals: tuple[AppraisalPack, ...]
    marks: Mapping[str, Mark] = field(default_factory=dict)


def read_appraisals(table: object) -> AppraisalsFile:
    """The appraisals from their file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="appraisals")
    found = []
    for part in section.rows("appraisals"):
        options = tuple(_option(row) for row in part.rows("options"))
        found.append(AppraisalPack(part.text("key"), part.text("title"), part.text("decision"), options))
        part.close()
    section.close()
    return AppraisalsFile(header, tuple(found), dict(section.marks))


def _option(row: Section) -> OptionPack:
    found = OptionPack(
        key=row.text("key"),
        title=row.text("title"),
        in_source=row.boolean("in_source", default=True),
        status_quo=row.boolean("status_quo", default=False),
        preferred=row.boolean("preferred", default=False),
        after=row.text("after", default=""),
        gates=_gates(row),
        posts=tuple(_post(one) for one in row.rows("posts")) if row.has("posts") else (),
        amounts=tuple(_amount(one) for one in row.rows("amounts")) if row.has("amounts") else (),
        phases=tuple(_phase(one) for one in row.rows("phases")) if row.has("phases") else (),
    )
    row.close()
    return found


def _gates(row: Section) -> tuple[Gate, ...]:
    return tuple(Gate(words) for words in row.texts("gates", default=()))


def _post(row: Section) -> PostLine:
    scale = None
    if row.has("spine"):
        first, last = row.whole("first", least=1), row.whole("last", least=1)
        scale = (row.text("spine"), first, last, row.whole("assessed") if row.has("assessed") else 0)
    found = PostLine(
        title=row.text("title"),
        number=row.number("number") if row.has("number") else Decimal(1),
        reports_to=row.text("reports_to", default=""),
        scale=scale,
        pension=row.text("pension", default="tps"),
        shares=_shares(row) if row.has("shares") else None,
        phases=row.texts("phases", default=()),
        subject=row.text("subject", default=""),
        core=row.boolean("core", default=False),
        also=row.text("also", default=""),
    )
    row.close()
    return found


def _shares(row: Section) -> dict[str, Decimal]:
    part = row.section("shares")
    shares = {source: part.number(source, most=100) for source in part.names()}
    part.close()
    return shares


def _amount(row: Section) -> Amount:
    places = row.whole("places", least=1) if row.has("places") else 1
    found = Amount(row.text("words"), row.text("year"), to_pence(row.number("pounds")), places)
    row.close()
    return found


def _phase(row: Section) -> Phase:
    found = Phase(row.text("words"), row.text("year", default=""), _gates(row))
    row.close()
    return found
