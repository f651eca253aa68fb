"""The published policy of deployment: what each wish weighs, and the rules around a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.schools import PHASES


@dataclass(frozen=True, slots=True)
class DeploymentWeights:
    """Costs in minutes a year. `imbalance`: share of the adviser's own target, minutes a half-day beyond."""

    speed_km_per_hour: Decimal
    detour_factor: Decimal
    quadrant_mismatch_minutes: Decimal
    second_choice_phase_minutes: Decimal
    change_of_adviser_minutes: Mapping[str, Decimal]
    change_of_adviser_otherwise_minutes: Decimal
    change_of_lead_minutes: Decimal
    split_school_minutes: Decimal
    imbalance: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class DeploymentPolicy:
    """Weights, and the rules around a year plan."""

    header: Header
    weights: DeploymentWeights
    half_days_per_visit: int
    lead_visits: int
    max_intensive_schools: int
    intensive_categories: frozenset[str]
    publish_days_before_year: int
    staff_step: Decimal
    cross_phases: frozenset[str]
    cross_phase_from: Mapping[str, date]
    marks: Mapping[str, Mark] = field(default_factory=dict)


def read_deployment(table: object) -> DeploymentPolicy:
    """The deployment policy from its file's tables."""
    header, section = open_policy(table, kind="deployment")
    cross = section.section("cross_phase")
    required = cross.section("required_from")
    policy = DeploymentPolicy(
        header=header,
        weights=_read_weights(section.section("weights")),
        half_days_per_visit=section.whole("half_days_per_visit", least=1),
        lead_visits=section.whole("lead_visits"),
        max_intensive_schools=section.whole("max_intensive_schools"),
        intensive_categories=frozenset(section.texts("intensive_categories")),
        publish_days_before_year=section.whole("publish_days_before_year", least=1),
        staff_step=section.number("staff_step", least=Decimal("0.01")),
        cross_phases=frozenset(cross.texts("phases", among=PHASES)),
        cross_phase_from={role: required.day(role) for role in required.names()},
        marks=dict(section.marks),
    )
    cross.close()
    section.close()
    return policy


def _read_weights(section: Section) -> DeploymentWeights:
    change = section.section("change_of_adviser_minutes")
    weights = DeploymentWeights(
        speed_km_per_hour=section.number("speed_km_per_hour", least=1),
        detour_factor=section.number("detour_factor", least=1),
        quadrant_mismatch_minutes=section.number("quadrant_mismatch_minutes"),
        second_choice_phase_minutes=section.number("second_choice_phase_minutes"),
        change_of_adviser_minutes={category: change.number(category) for category in change.names()},
        change_of_adviser_otherwise_minutes=section.number("change_of_adviser_otherwise_minutes"),
        change_of_lead_minutes=section.number("change_of_lead_minutes"),
        split_school_minutes=section.number("split_school_minutes"),
        imbalance=_read_imbalance(section),
    )
    section.close()
    return weights


def _read_imbalance(section: Section) -> tuple[tuple[Decimal, Decimal], ...]:
    bands: list[tuple[Decimal, Decimal]] = []
    for row in section.rows("imbalance"):
        beyond, minutes = row.number("beyond_share", most=1), row.number("minutes_per_half_day")
        row.close()
        if bands and beyond <= bands[-1][0]:
            raise row.fault("beyond_share", f"{beyond} is not above the row before it, {bands[-1][0]}.")
        bands.append((beyond, minutes))
    return tuple(bands)
