"""Hours of link officers as they were allotted for a year: kept once, read ever after."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.audit.memory import SMALL, remembered
from headway.features.governance.models import Board, LinkHours
from headway.features.governance.queries import KIND, may_found
from headway.features.saving import unless_taken
from headway.rules.link_hours import BoardHours, may_keep_year
from headway.rules.verdict import Verdict, first_refusal, insist

TAKEN = "The hours of this year were kept meanwhile. Look again."


def years_kept() -> list[int]:
    """The academic years whose hours are kept, newest first."""
    years = LinkHours.objects.order_by("-year").values_list("year", flat=True).distinct()
    return remembered(years_kept, lambda: list(years), apart_from=SMALL)


def kept_hours(year: int) -> dict[int, LinkHours]:
    """Primary key of a board to its hours of the year as they were kept; one query."""
    rows = LinkHours.objects.filter(year=year).select_related("kept_by")
    return {row.board_id: row for row in rows}


def may_keep_hours(viewer: Viewer, year: int, boards: int, kept: Sequence[int] | None = None) -> Verdict:
    """Whether the viewer may keep the hours of the year: who keeps the boards of all schools, once. `kept`: the years kept,
    where they are known."""
    years = years_kept() if kept is None else kept
    return first_refusal(viewer.may(KIND, "change"), may_found(viewer), may_keep_year(year in years, boards))


@transaction.atomic
def keep_hours(
    *,
    year: int,
    hours: Mapping[Board, BoardHours],
    schools: Mapping[Board, Sequence[int]],
    team: int,
    by: Viewer,
    at: datetime,
) -> int:
    """Keep the hours of every board of the year as they are allotted now; how many boards. `schools`: their URNs."""
    insist(may_keep_hours(by, year, len(hours)))
    rows = [
        LinkHours(
            board=board,
            year=year,
            hours=told.hours,
            category_hours=told.category_hours,
            health_hours=told.health_hours,
            school=told.school,
            category_reason=told.category_reason,
            health_reason=told.health_reason,
            schools=sorted(schools[board]),
            team_hours=team,
            kept_at=at,
            kept_by=by.person,
        )
        for board, told in hours.items()
    ]
    unless_taken(lambda: LinkHours.objects.bulk_create(rows), TAKEN)
    record(
        action="keep_link_hours",
        subject_kind="link-hours",
        subject_id=year,
        at=at,
        by=by.id,
        after={"boards": len(rows), "hours": sum(row.hours for row in rows), "team": team},
    )
    return len(rows)
