"""Reads of structural changes, viewer first."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import School
from headway.features.structural_changes.models import Case, CaseSchool, LogLine, Part, RecordedEnd, Stage
from headway.rules.structural_changes import CaseFacts, StageDay

KIND = "structural-changes"  # the permission key


def cases_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Case]:
    """Cases for which the viewer may do the act, newest first, with lead, stages and schools."""
    rows = Case.objects.select_related("lead", "corrects").prefetch_related(
        "stages", Prefetch("schools", CaseSchool.objects.select_related("school"))
    )
    rows = rows.order_by("-opened_on", "-pk")
    return rows if viewer.reach(KIND, act) == "all" else rows.none()


def log_of(case: Case) -> QuerySet[LogLine]:
    """What happened in a case, newest first."""
    return case.log.select_related("by")


def cases_of(school: School) -> QuerySet[CaseSchool]:
    """The cases a school is in, newest first."""
    rows = CaseSchool.objects.filter(school=school).select_related("case")
    return rows.order_by("-case__opened_on", "-pk")


def recorded_end_of(school: School) -> RecordedEnd | None:
    """The end the authority recorded of a school, if it was not put right since."""
    return RecordedEnd.objects.filter(school=school, undone_by=None).select_related("case").first()


def facts_of(case: Case) -> CaseFacts:
    """What the rules ask of a case; its schools must be loaded."""
    parts = [one.part for one in case.schools.all()]
    return CaseFacts(
        closing=parts.count(Part.ENDS),
        going_on=parts.count(Part.FOLLOWS),
        decided_on=case.decided_on,
        goes_ahead=case.goes_ahead,
        closed_on=case.closed_on,
        corrects=case.corrects_id is not None,
    )


def stage_days(stages: Iterable[Stage]) -> list[StageDay]:
    """Stages as the rules read them."""
    return [StageDay(one.label, one.target_on, one.done_on) for one in stages]
