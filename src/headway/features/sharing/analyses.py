"""Reads of analyses agreed with schools, the viewer first (M4-08)."""

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to, schools_visible_to
from headway.features.sharing.models import AgreedAnalysis, AnalysisList
from headway.rules.verdict import Verdict

KIND = "analyses"  # the permission key


def may_propose(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may write the list of this school."""
    return viewer.may(KIND, "change", relations_to(viewer, school))


def may_agree_for(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may agree the list of this school: the head their own, the data officer what was signed."""
    return viewer.may(KIND, "approve", relations_to(viewer, school))


def lists_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[AnalysisList]:
    """Lists of the schools for which the viewer may do the act, with their lines; the newest year first."""
    rows = AnalysisList.objects.filter(school__in=schools_visible_to(viewer, KIND, act))
    rows = rows.select_related("school", "agreed_by", "proposed_by").prefetch_related("lines")
    return rows.order_by("-year", "school__name", "pk")


def lines_visible_to(viewer: Viewer, year: int, act: str = "see") -> QuerySet[AgreedAnalysis]:
    """Analyses of a year by the day they are due."""
    rows = AgreedAnalysis.objects.filter(of__year=year, of__school__in=schools_visible_to(viewer, KIND, act))
    return rows.select_related("of", "of__school", "done_by").order_by("due_on", "of__school__name", "pk")
