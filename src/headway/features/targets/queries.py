"""Reads of targets, the viewer first."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to, schools_visible_to
from headway.features.targets.models import GroupLine, GroupTarget, State, TargetSet
from headway.rules.targets import Line
from headway.rules.verdict import Verdict

KIND = "targets"


def may_do(viewer: Viewer, act: str, school: School) -> Verdict:
    """Whether the viewer may see, change or approve the targets of this school."""
    return viewer.may(KIND, act, relations_to(viewer, school))


def sets_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[TargetSet]:
    """The sets of targets of schools within the viewer's reach, by school and year."""
    rows = TargetSet.objects.select_related(
        "school", "policy", "written_by", "discussed_by", "agreed_by", "reported_by"
    )
    if viewer.reach(KIND, act) != "all":
        rows = rows.filter(school__in=schools_visible_to(viewer, KIND, act))
    return rows.order_by("school__name", "year", "pk")


def set_of(viewer: Viewer, school: School, year: int, act: str = "see") -> TargetSet | None:
    """The targets of a school and year, with every line; None where there are none."""
    rows = sets_visible_to(viewer, act).prefetch_related("lines__targets")
    return rows.filter(school=school, year=year).first()


def states_of(urns: Iterable[int], year: int) -> dict[int, str]:
    """URN to the state of its targets of the year; a school without targets is absent."""
    rows = TargetSet.objects.filter(school__in=urns, year=year)
    return dict(rows.values_list("school_id", "state"))


def counted_by_state(viewer: Viewer, year: int) -> dict[str, int]:
    """State to how many sets of the year stand so, of schools the viewer may count."""
    rows = _counted(viewer).filter(year=year).values_list("state").annotate(Count("pk")).order_by("state")
    return {state: number for state, number in rows if state in State.values}


def counted_by_group(viewer: Viewer, year: int) -> dict[tuple[str, str], int]:
    """Group and standing to how many schools stand so; no number of pupils and no target is in it."""
    rows = GroupLine.objects.filter(of__in=_counted(viewer).filter(year=year).values("pk"))
    counted = rows.values_list("group", "standing").order_by("group", "standing").annotate(Count("pk"))
    return {(group, standing): number for group, standing, number in counted}


def lines_of(held: TargetSet) -> dict[str, Line]:
    """Group to its line, as the rules read it."""
    return {
        one.group: Line(
            one.cohort, one.reason, {target.measure: target.value for target in one.targets.all()}
        )
        for one in held.lines.all()
    }


def targets_of(held: TargetSet) -> dict[tuple[str, str], GroupTarget]:
    """Group and measure to the target."""
    return {
        (line.group, target.measure): target for line in held.lines.all() for target in line.targets.all()
    }


def _counted(viewer: Viewer) -> QuerySet[TargetSet]:
    rows = TargetSet.objects.all()
    if viewer.reach(KIND, "count") == "all":
        return rows
    return rows.filter(school__in=schools_visible_to(viewer, KIND, "count"))
