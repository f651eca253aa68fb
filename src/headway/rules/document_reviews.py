"""Quality assurance of a school's self-evaluation or improvement plan against a rubric (M7-11)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.verdict import ALLOWED, Verdict, refuse

DRAFT, SHARED = "draft", "shared"
STATE_WORDS = {DRAFT: "Draft", SHARED: "Shared with the school"}
STATES = {DRAFT: "yellow", SHARED: "green"}


@dataclass(frozen=True, slots=True)
class Rubric:
    """Documents by slug, the criteria by slug with what is looked for, and what each mark from 0 up says."""

    header: Header
    documents: Mapping[str, str]
    criteria: Mapping[str, str]
    scores: tuple[str, ...]
    enough: int
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def most(self) -> int:
        """The most points a document can have."""
        return len(self.criteria) * (len(self.scores) - 1)


def may_read(document: str, version_label: str, sha256: str, rubric: Rubric) -> Verdict:
    """Whether a document can be read: of a kind the rubric knows, in a version that is named."""
    if document not in rubric.documents:
        return refuse("The list of documents has changed meanwhile; open the page again.")
    if not version_label.strip():
        return refuse("Say which version was read, like “September 2026, second draft”.")
    if sha256 and not re.fullmatch("[0-9a-f]{64}", sha256):
        return refuse("The mark of the file is not one of a file.")
    return ALLOWED


def may_score(state: str, scores: Mapping[str, int], rubric: Rubric) -> Verdict:
    """Whether scores can be written: in a draft, for criteria of the rubric, in its range."""
    if state == SHARED:
        return refuse(
            "The feedback is shared with the school and stays as it is. A newer version is read anew."
        )
    if set(scores) - set(rubric.criteria) or any(
        not 0 <= one < len(rubric.scores) for one in scores.values()
    ):
        return refuse("The rubric has changed meanwhile; open the page again.")
    return ALLOWED


def may_share(state: str, scores: Mapping[str, int], feedback: str, rubric: Rubric) -> Verdict:
    """Whether the school can be shown the feedback: every criterion scored, and something said in words."""
    if state == SHARED:
        return refuse("The feedback is shared already.")
    if set(scores) != set(rubric.criteria):
        return refuse("Score every part of the rubric first.")
    return ALLOWED if feedback.strip() else refuse("Write what the school should do with it first.")


def total_words(scores: Mapping[str, int], rubric: Rubric) -> str:
    """The points in words, and whether they are enough."""
    missing = len(rubric.criteria) - len(scores)
    if missing:
        return f"{missing} of {len(rubric.criteria)} not scored"
    total = sum(scores.values())
    return f"{total} of {rubric.most}, {'meets' if total >= rubric.enough else 'does not meet'} the standard of {rubric.enough}"


def read_rubric(table: object) -> Rubric:
    """The rubric from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="document_rubric")
    rubric = Rubric(
        header=header,
        documents={slug: _words(part) for slug, part in section.sections("documents")},
        criteria={slug: _words(part) for slug, part in section.sections("criteria")},
        scores=section.texts("scores"),
        enough=section.whole("enough"),
        marks=dict(section.marks),
    )
    if rubric.enough > rubric.most:
        raise section.fault("enough", f"{rubric.enough} points are more than the {rubric.most} there are.")
    section.close()
    return rubric


def _words(part: Section) -> str:
    words = part.text("label")
    part.close()
    return words
