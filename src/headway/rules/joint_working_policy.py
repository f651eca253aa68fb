"""The policy of joint working: divisions, kinds of forum, and the minimum each role is entitled to (M16-01, 04, 06)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.rules.policyfile import Header, Mark, Section, open_policy


@dataclass(frozen=True, slots=True)
class Minimum:
    """What one role or school gets from those who manage it at the least, and what it owes in return."""

    who: str
    gets: tuple[str, ...]
    owes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JointWorkingPolicy:
    """Divisions, kinds of forum and kinds of function by slug; the management entitlements in the order of the file.

    `member_days`: so long before their time in a standing group ends people are told; None: they are not.
    """

    header: Header
    divisions: Mapping[str, str]
    forums: Mapping[str, str]
    functions: Mapping[str, str]
    entitlements: tuple[Minimum, ...]
    member_days: int | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict)


def read_joint_working(table: object) -> JointWorkingPolicy:
    """The policy of joint working from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="joint_working")
    policy = JointWorkingPolicy(
        header=header,
        divisions=_labels(section, "divisions"),
        forums=_labels(section, "forums"),
        functions=_labels(section, "functions"),
        entitlements=tuple(_minimum(row) for row in section.rows("entitlements")),
        member_days=section.optional_whole("member_days", least=1),
        marks=dict(section.marks),
    )
    section.close()
    return policy


def _labels(section: Section, key: str) -> dict[str, str]:
    named = {}
    for slug, part in section.sections(key):
        named[slug] = part.text("label")
        part.close()
    return named


def _minimum(row: Section) -> Minimum:
    found = Minimum(row.text("who"), row.texts("gets"), row.texts("owes", default=()))
    row.close()
    return found
