"""Quadrants: the parts of an authority, each made of whole districts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from headway.rules.policyfile import Header, open_policy


@dataclass(frozen=True, slots=True)
class QuadrantPolicy:
    """The authority it is for, the quadrants' labels, and the quadrant of each district by name."""

    header: Header
    authority: str
    labels: Mapping[str, str]
    by_district: Mapping[str, str]


def find_quadrant(district: str, policy: QuadrantPolicy) -> str | None:
    """The quadrant slug of a district by name, whatever its case; None when it is not placed."""
    return policy.by_district.get(district.strip().casefold())


def unplaced_districts(districts: frozenset[str], policy: QuadrantPolicy) -> tuple[str, ...]:
    """Districts of an authority the policy puts into no quadrant, in order of name."""
    return tuple(sorted(one for one in districts if find_quadrant(one, policy) is None))


def read_quadrants(table: object) -> QuadrantPolicy:
    """The quadrant policy from its file's tables. A district in two quadrants is a fault (M1-02)."""
    header, section = open_policy(table, kind="quadrants")
    authority = section.text("authority")
    labels: dict[str, str] = {}
    by_district: dict[str, str] = {}
    for slug, row in section.sections("quadrants"):
        labels[slug] = row.text("label")
        for district in row.texts("districts"):
            key = district.strip().casefold()
            if key in by_district:
                raise row.fault(
                    "districts", f"{district} is already in the quadrant {labels[by_district[key]]}."
                )
            by_district[key] = slug
        row.close()
    section.close()
    return QuadrantPolicy(header, authority, labels, by_district)
