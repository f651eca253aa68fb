"""Keeping a year's hours of link officers: as categories, statements and policy have them on the day."""

from datetime import datetime

from headway.features.appointments.viewer import Viewer
from headway.features.governance.link_hours import keep_hours
from headway.features.governance.queries import boards_visible_to, in_force
from headway.features.policies.queries import typed
from headway.flows.allot_link_hours import allot_link_hours
from headway.rules.calendars import academic_year_of
from headway.rules.governance_policy import GovernancePolicy


def keep_link_hours(viewer: Viewer, *, at: datetime) -> int:
    """Keep the hours of the viewer's academic year for every board that governs a school; how many. Raises Refused."""
    policy: GovernancePolicy = typed("governance", viewer.on)
    told = allot_link_hours(viewer, list(in_force(boards_visible_to(viewer), viewer.on)), policy)
    return keep_hours(
        year=academic_year_of(viewer.on).first_on.year,
        hours={one.board: one.hours for one in told if one.hours},
        schools={one.board: [row.school_id for row in one.schools] for one in told},
        team=policy.hours.team,
        by=viewer,
        at=at,
    )
