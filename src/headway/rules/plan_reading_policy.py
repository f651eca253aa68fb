"""How a plan's document is read, as dated policy: endings, beginnings, terms and subjects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.rules.policyfile import Header, Mark, Section, open_policy


@dataclass(frozen=True, slots=True)
class Term:
    """A term as heads of a plan mean it: the month it begins in (1 to 12) and how many months it lasts."""

    begins_in: int
    months: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: words in a priority's title that say it is that one's, and words of actions that belong to it."""

    name: str
    titles: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanReadingPolicy:
    """What the reader of a plan goes by. Words are matched whole and without regard to case."""

    header: Header
    unfinished_endings: frozenset[str]
    action_beginnings: frozenset[str]
    short_line_words: int
    rest_words: int
    quarters_begin_in: int
    terms: Mapping[str, Term]
    subjects: tuple[Subject, ...]
    marks: Mapping[str, Mark] = field(default_factory=dict)


def read_plan_reading(table: object) -> PlanReadingPolicy:
    """The policy from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="plan_reading")
    policy = PlanReadingPolicy(
        header=header,
        unfinished_endings=_lower(section, "unfinished_endings"),
        action_beginnings=_lower(section, "action_beginnings"),
        short_line_words=section.whole("short_line_words", most=10),
        rest_words=section.whole("rest_words", most=10),
        quarters_begin_in=section.whole("quarters_begin_in", least=1, most=12),
        terms={name.casefold(): _read_term(inner) for name, inner in section.sections("terms")},
        subjects=tuple(_read_subject(name, inner) for name, inner in section.sections("subjects")),
        marks=dict(section.marks),
    )
    section.close()
    return policy


def _lower(section: Section, key: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in section.texts(key))


def _read_term(section: Section) -> Term:
    term = Term(section.whole("begins_in", least=1, most=12), section.whole("months", least=1, most=12))
    section.close()
    return term


def _read_subject(name: str, section: Section) -> Subject:
    subject = Subject(name, section.texts("titles"), section.texts("words"))
    section.close()
    return subject
