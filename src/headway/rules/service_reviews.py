"""Reviews of a service: four parts, criteria with evidence, completion (M14-03); templates of appraisals (M9-09)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.verdict import ALLOWED, Verdict, refuse

OPEN, COMPLETE = "open", "complete"
STATES = {OPEN: "Open", COMPLETE: "Complete"}
# What the service itself can show; a flow works each out.
EVIDENCE = ("judged", "waiting", "unmet", "intensive", "actions", "late", "advice", "consultations")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four parts of a review."""

    label: str
    help: str


@dataclass(frozen=True, slots=True)
class ReviewCriterion:
    """What the service is judged against, and the slugs of the evidence that stands beside it."""

    slug: str
    label: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """What an appraisal begins with: options besides the status quo, and criteria with their weights in per cent."""

    label: str
    options: tuple[str, ...]
    criteria: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """Parts, standings and templates by slug, criteria in their order."""

    header: Header
    parts: Mapping[str, Part]
    standings: Mapping[str, str]
    criteria: tuple[ReviewCriterion, ...]
    templates: Mapping[str, Template]
    marks: Mapping[str, Mark] = field(default_factory=dict)


def may_write(state: str) -> Verdict:
    """Whether a review can be written still."""
    return ALLOWED if state == OPEN else refuse("This review is complete and stays as it is.")


def may_complete(state: str, written: Mapping[str, str], policy: ReviewPolicy) -> Verdict:
    """Whether a review is complete: each of its parts says something (M14-03)."""
    missing = [part.label for slug, part in policy.parts.items() if not written.get(slug, "").strip()]
    if state != OPEN:
        return may_write(state)
    if missing:
        return refuse(f"Not written yet: {', '.join(missing)}. A review is complete with every part.")
    return ALLOWED


def read_service_review(table: object) -> ReviewPolicy:
    """The policy from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="service_review")
    parts, standings, templates = {}, {}, {}
    for slug, row in section.sections("parts"):
        parts[slug] = Part(row.text("label"), row.text("help"))
        row.close()
    for slug, row in section.sections("standings"):
        standings[slug] = row.text("label")
        row.close()
    for slug, row in section.sections("templates"):
        templates[slug] = _template(row)
    policy = ReviewPolicy(
        header=header,
        parts=parts,
        standings=standings,
        criteria=tuple(_criterion(row) for row in section.rows("criteria")),
        templates=templates,
        marks=dict(section.marks),
    )
    section.close()
    return policy


def _criterion(row: Section) -> ReviewCriterion:
    found = ReviewCriterion(
        row.text("slug"), row.text("label"), row.texts("evidence", among=EVIDENCE, default=())
    )
    row.close()
    return found


def _template(row: Section) -> Template:
    criteria = []
    for part in row.rows("criteria"):
        criteria.append((part.text("label"), part.number("weight", most=100)))
        part.close()
    if sum(weight for _, weight in criteria) != 100:
        raise row.fault("criteria", "The weights add up to another number than 100. Correct one of them.")
    found = Template(row.text("label"), row.texts("options"), tuple(criteria))
    row.close()
    return found
