"""The policy of consultations: audiences, how long staff are consulted, alerts, when a theme is suggested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from headway.rules.policyfile import Header, Mark, open_policy


@dataclass(frozen=True, slots=True)
class StaffClock:
    """From so many posts at risk on, staff are consulted for at least so many days."""

    posts: int
    days: int


@dataclass(frozen=True, slots=True)
class ConsultationPolicy:
    """Audiences by slug; clocks from the fewest posts on; school days before a deadline at which it is alerted."""

    header: Header
    audiences: Mapping[str, str]
    staff_clocks: tuple[StaffClock, ...]
    alert_school_days: int
    least_percent_in_common: Decimal
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def least_days(self, posts_at_risk: int) -> int:
        """How many days staff are consulted at the least; nought below the first clock."""
        return max((one.days for one in self.staff_clocks if posts_at_risk >= one.posts), default=0)


def read_consultations(table: object) -> ConsultationPolicy:
    """The policy of consultations from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="consultations")
    audiences, clocks = {}, []
    for slug, part in section.sections("audiences"):
        audiences[slug] = part.text("label")
        part.close()
    for row in section.rows("staff_clocks"):
        clocks.append(StaffClock(row.whole("posts", least=1), row.whole("days", least=1)))
        row.close()
    alerts, themes = section.section("alerts"), section.section("themes")
    policy = ConsultationPolicy(
        header=header,
        audiences=audiences,
        staff_clocks=tuple(clocks),
        alert_school_days=alerts.whole("school_days_before"),
        least_percent_in_common=themes.number("least_percent_in_common", most=100),
        marks=dict(section.marks),
    )
    for part in (alerts, themes, section):
        part.close()
    return policy
