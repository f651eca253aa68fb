"""One school's results by pupil group (M4-12)."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from headway.features.policies.queries import typed
from headway.features.schools.queries import school_for
from headway.features.sharing.pupils import GROUPS
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Table
from headway.pages import errors
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.schools.pupil_groups import group_results
from headway.rules.measures import measures_for


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The results."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table


def show_groups(request: HttpRequest, urn: int) -> HttpResponse:
    """Measure by pupil group and year; refused with what to do to who is not trained yet."""
    viewer = request.viewer
    school = school_for(viewer, urn, GROUPS)
    if school is None:
        raise Http404
    found = group_results(viewer, school, measures_for(school.phase, typed("measures", viewer.on)))
    if found.table is None:
        return errors.forbidden(request, found.refused)
    table = found.table
    query = ListQuery.read(request.GET, request.path)
    crumbs = (Link("Schools", "/schools/"), Link(school.name, f"/schools/{urn}/"))

    def build(asked: ListQuery) -> GroupsPage:
        return GroupsPage(f"Pupil groups at {school.name}", crumbs, with_export(table, asked))

    return answer_list(request, query, build, "sharing/groups.html")
