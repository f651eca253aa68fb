"""What is kept from tables that leave the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.rules.policyfile import Header, Mark, open_policy

_MOST = 100


@dataclass(frozen=True, slots=True)
class PublishingPolicy:
    """`smallest_count`: smaller numbers than this are hidden, 0 apart."""

    header: Header
    smallest_count: int
    marks: Mapping[str, Mark] = field(default_factory=dict)


def read_publishing(table: object) -> PublishingPolicy:
    """The policy from its file's tables."""
    header, section = open_policy(table, kind="publishing")
    policy = PublishingPolicy(
        header, section.whole("smallest_count", least=1, most=_MOST), dict(section.marks)
    )
    section.close()
    return policy
