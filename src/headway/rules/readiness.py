"""Readiness reviews: what was looked at before an inspection, and how ready it was. Never a score, never a judgement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.verdict import ALLOWED, Verdict, refuse

NOT_LOOKED_AT = "not-looked-at"


@dataclass(frozen=True, slots=True)
class ReadinessPolicy:
    """Questions by slug, in order; how each may be answered, the most ready first."""

    header: Header
    answers: Mapping[str, str]
    questions: Mapping[str, str]
    marks: Mapping[str, Mark] = field(default_factory=dict)


def may_record_review(
    on: date, today: date, answers: Mapping[str, str], next_step: str, policy: ReadinessPolicy
) -> Verdict:
    """A review has been held, answers questions of the list, looked at something, and says what comes next."""
    if on > today:
        return refuse("A review is recorded once it was held; choose today or a day before.")
    unknown = [slug for slug in answers if slug not in policy.questions]
    if unknown or any(answer not in policy.answers for answer in answers.values()):
        return refuse("The list of questions has changed meanwhile; open the page again.")
    if all(answer == NOT_LOOKED_AT for answer in answers.values()):
        return refuse("Nothing was looked at. Answer at least one question.")
    if not next_step.strip():
        return refuse("Say what comes next, even if it is only the day of the next look.")
    return ALLOWED


def question_head(words: str) -> str:
    """What a question is about: its words up to the first colon or comma."""
    return re.split("[:,]", words, maxsplit=1)[0].strip()


def answers_in_short(answers: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """How many questions were answered which way, in words: “6 ready, 2 not ready”. It adds nothing up to a score."""
    counted = Counter(answers.values())
    return ", ".join(f"{counted[slug]} {words.lower()}" for slug, words in labels.items() if counted[slug])


def read_readiness(table: object) -> ReadinessPolicy:
    """The questions from their file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="readiness")
    policy = ReadinessPolicy(
        header=header,
        answers=_read_list(section, "answers"),
        questions=_read_list(section, "questions"),
        marks=dict(section.marks),
    )
    if NOT_LOOKED_AT not in policy.answers:
        raise section.fault("answers", f"The answer “{NOT_LOOKED_AT}” is needed; add it.")
    section.close()
    return policy


def _read_list(section: Section, name: str) -> Mapping[str, str]:
    """Rows of key and words, in their order."""
    found: dict[str, str] = {}
    for row in section.rows(name):
        key = row.text("key")
        if key in found:
            raise row.fault("key", f"“{key}” is used twice; give each row its own.")
        found[key] = row.text("words")
        row.close()
    return found
