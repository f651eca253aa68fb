"""The policy of the workforce: what must be able to intervene by background, and kinds of setting (M2-13, M2-16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.schools import PHASE_WORDS


@dataclass(frozen=True, slots=True)
class Background:
    """A background of posts. `phases`: of whose schools a head on secondment has it; `least_fte`: that can intervene."""

    label: str
    phases: tuple[str, ...]
    least_fte: Decimal


@dataclass(frozen=True, slots=True)
class WorkforcePolicy:
    """Backgrounds and kinds of setting by slug."""

    header: Header
    backgrounds: Mapping[str, Background]
    setting_kinds: Mapping[str, str]
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def background_of(self, phase: str | None) -> str:
        """The background that goes with a school's phase; empty where none does."""
        return next((slug for slug, one in self.backgrounds.items() if phase in one.phases), "")


def read_workforce(table: object) -> WorkforcePolicy:
    """The policy of the workforce from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="workforce")
    backgrounds = {slug: _background(part) for slug, part in section.sections("backgrounds")}
    kinds = {}
    for slug, part in section.sections("setting_kinds"):
        kinds[slug] = part.text("label")
        part.close()
    policy = WorkforcePolicy(header, backgrounds, kinds, marks=dict(section.marks))
    section.close()
    return policy


def _background(part: Section) -> Background:
    found = Background(
        label=part.text("label"),
        phases=part.texts("phases", among=tuple(PHASE_WORDS)),
        least_fte=part.number("least_fte", most=1000),
    )
    part.close()
    return found
