"""The policy of the service's money: kinds of project, and the bands of spending on special needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from headway.rules.policyfile import Header, Mark, open_policy


@dataclass(frozen=True, slots=True)
class ServiceMoneyPolicy:
    """Kinds of project by slug; per cent of notional money under and over which a school is listed (M10-24)."""

    header: Header
    projects: Mapping[str, str]
    sen_low_percent: Decimal
    sen_high_percent: Decimal
    marks: Mapping[str, Mark] = field(default_factory=dict)


def read_service_money(table: object) -> ServiceMoneyPolicy:
    """The policy from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="service_money")
    projects = {}
    for slug, part in section.sections("projects"):
        projects[slug] = part.text("label")
        part.close()
    bands = section.section("special_needs")
    policy = ServiceMoneyPolicy(
        header=header,
        projects=projects,
        sen_low_percent=bands.number("low_percent", most=1000),
        sen_high_percent=bands.number("high_percent", most=1000),
        marks=dict(section.marks),
    )
    if policy.sen_low_percent > policy.sen_high_percent:
        raise bands.fault("low_percent", "The lower band lies above the higher one. Correct one of them.")
    for part in (bands, section):
        part.close()
    return policy
