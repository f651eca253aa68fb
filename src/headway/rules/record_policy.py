"""What a record of visit holds, who looks at it and by when: the policy and its reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from headway.rules.policyfile import Header, Mark, Section, open_policy

TERMS = ("autumn", "spring", "summer")
ABSENCE, INCIDENTS = "absence", "incidents"


@dataclass(frozen=True, slots=True)
class RubricLine:
    """One line of the check. `never_zero`: with no mark here nothing passes."""

    key: str
    words: str
    never_zero: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A box of the record: its label, a hint, and whether the record is not handed in without it."""

    key: str
    words: str
    hint: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A standing item: the terms in which it must not be blank, and what fills it in beforehand."""

    key: str
    words: str
    terms: tuple[str, ...]
    filled_from: str


@dataclass(frozen=True, slots=True)
class RecordPolicy:
    """Everything by key, in the order of the file. Days are working days."""

    header: Header
    draft_days: int
    check_days: int
    head_days: int
    final_days: int
    comment_days: int
    first_visits: int
    concern_categories: tuple[str, ...]
    sample_percent: int
    most_marks: int
    pass_marks: int
    rubric: Mapping[str, RubricLine]
    before: Mapping[str, Part]
    sections: Mapping[str, Part]
    progress: Mapping[str, str]
    items: Mapping[str, Item]
    marks: Mapping[str, Mark] = field(default_factory=dict)


def term_of(on: date) -> str:
    """The term a day lies in, by its month: September to December, January to March, from April on."""
    if on.month >= 9:
        return "autumn"
    return "spring" if on.month <= 3 else "summer"


def read_records_of_visit(table: object) -> RecordPolicy:
    """The policy from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="records_of_visit")
    policy = RecordPolicy(
        header=header,
        draft_days=section.whole("draft_days", least=1),
        check_days=section.whole("check_days", least=1),
        head_days=section.whole("head_days", least=1),
        final_days=section.whole("final_days", least=1),
        comment_days=section.whole("comment_days", least=1),
        first_visits=section.whole("first_visits"),
        concern_categories=section.texts("concern_categories", default=()),
        sample_percent=section.whole("sample_percent", most=100),
        most_marks=section.whole("most_marks", least=1),
        pass_marks=section.whole("pass_marks", least=1),
        rubric=_read_rubric(section),
        before={one.key: one for one in _parts(section, "before", needs=False)},
        sections={one.key: one for one in _parts(section, "sections", needs=True)},
        progress=_words(section, "progress"),
        items=_read_items(section),
        marks=dict(section.marks),
    )
    section.close()
    most = len(policy.rubric) * policy.most_marks
    if policy.pass_marks > most:
        raise section.fault("pass_marks", f"The rubric gives at most {most} marks; ask for no more.")
    return policy


def _read_rubric(section: Section) -> dict[str, RubricLine]:
    found: dict[str, RubricLine] = {}
    for row in section.rows("rubric"):
        key = _new_key(row, found)
        found[key] = RubricLine(key, row.text("words"), row.boolean("never_zero"))
        row.close()
    return found


def _parts(section: Section, name: str, *, needs: bool) -> list[Part]:
    found: dict[str, Part] = {}
    for row in section.rows(name):
        key = _new_key(row, found)
        hint = row.text("hint", default="")
        found[key] = Part(key, row.text("words"), hint, row.boolean("needed") if needs else False)
        row.close()
    return list(found.values())


def _words(section: Section, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in section.rows(name):
        found[_new_key(row, found)] = row.text("words")
        row.close()
    return found


def _read_items(section: Section) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for row in section.rows("items"):
        key = _new_key(row, found)
        source = row.text("filled_from", among=(ABSENCE, INCIDENTS), default="")
        found[key] = Item(key, row.text("words"), row.texts("terms", among=TERMS, default=()), source)
        row.close()
    return found


def _new_key(row: Section, known: Mapping[str, object]) -> str:
    key = row.text("key")
    if key in known:
        raise row.fault("key", f"“{key}” is used twice; give each row its own.")
    return key
