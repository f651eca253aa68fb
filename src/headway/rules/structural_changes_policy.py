"""The policy of structural changes: kinds of case with their stages, each so many weeks after the case is opened (M1-11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.rules.policyfile import Header, Mark, Section, open_policy

MOST_WEEKS = 520


@dataclass(frozen=True, slots=True)
class StagePlan:
    """A step of a kind of case: by when it is to be done, in weeks after the case was opened."""

    slug: str
    label: str
    weeks: int


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """A kind of case; `closing` and `going_on`: the fewest schools of one that goes ahead."""

    label: str
    closing: int
    going_on: int
    stages: tuple[StagePlan, ...]


@dataclass(frozen=True, slots=True)
class StructuralPolicy:
    """Kinds of case by slug, in the order of the file."""

    header: Header
    changes: Mapping[str, ChangeKind]
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, str]:
        """Slug to label."""
        return {slug: kind.label for slug, kind in self.changes.items()}


def read_structural_changes(table: object) -> StructuralPolicy:
    """The policy of structural changes from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="structural_changes")
    changes = {slug: _kind(part) for slug, part in section.sections("changes")}
    policy = StructuralPolicy(header=header, changes=changes, marks=dict(section.marks))
    section.close()
    return policy


def _kind(part: Section) -> ChangeKind:
    stages = tuple(_stage(row) for row in part.rows("stages"))
    slugs = [one.slug for one in stages]
    if len(set(slugs)) < len(slugs):
        raise part.fault("stages", "Two stages have the same slug; name each its own way.")
    kind = ChangeKind(part.text("label"), part.whole("closing"), part.whole("going_on"), stages)
    part.close()
    return kind


def _stage(row: Section) -> StagePlan:
    stage = StagePlan(row.text("slug"), row.text("label"), row.whole("weeks", most=MOST_WEEKS))
    row.close()
    return stage
