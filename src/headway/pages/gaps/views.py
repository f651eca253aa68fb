"""The list of schools at which a group of pupils raises an alert (M4-11)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from headway.features.schools.models import School
from headway.flows.find_gaps import find_gaps
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.pages.exports import with_export
from headway.pages.gaps.reach import reach_of
from headway.pages.lists.answer import answer_list
from headway.pages.schools.policies import policies_in_use
from headway.rules.gaps import Alert, GapPolicy

HOME = "/schools/gaps/"
FILTERS = ("q", "rule")
SORTS = ("school", "gap")
NONE = "No alert is raised: no group is further below its floor than the policy “Gaps of groups” allows, or nothing is known."


@dataclass(frozen=True, slots=True)
class GapsPage:
    """The list of alerts."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    of_purpose: str


def list_gaps(request: HttpRequest) -> HttpResponse:
    """Every alert at schools within the viewer's reach, the widest gap first, or the same as a file."""
    viewer = request.viewer
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS, default_sort="-gap")
    policies = policies_in_use("gaps", "measures", "pupil_data", on=viewer.on)
    reach = reach_of(viewer, policies.get("pupil_data"))
    schools = reach.schools
    if words := query.text("q"):
        schools = schools.filter(name__icontains=words)
    held = {school.urn: school for school in schools.order_by("name", "pk")}
    policy: GapPolicy | None = policies.get("gaps")
    found = find_gaps(held, policy, policies["measures"]) if policy and "measures" in policies else {}
    wanted = query.text("rule")
    alerts = [
        (held[urn], alert)
        for urn, several in found.items()
        for alert in several
        if wanted in ("", alert.rule.key) and reach.opens(alert.rule.group)
    ]
    alerts.sort(key=_gap if query.sort_key == "gap" else _name, reverse=query.descending)

    def build(asked: ListQuery) -> GapsPage:
        table = asked.table(
            caption="Alerts",
            columns=(
                Column("School", "school", sortable=True),
                Column("Alert"),
                Column("Year"),
                Column("Gap", "gap", numeric=True, sortable=True),
                Column("Why"),
            ),
            rows=[_row(school, alert) for school, alert in alerts[asked.bounds(len(alerts))]],
            total=len(alerts),
            noun=("alert", "alerts"),
            empty_words=NONE,
            hide_caption=True,
            filters=(
                query.text_filter("q", "School", "Part of a name"),
                query.choice_filter(
                    "rule", "Alert", [(one.key, one.label) for one in policy.rules] if policy else []
                ),
            ),
        )
        crumbs = (Link("Schools", "/schools/"),)
        return GapsPage("Gaps of groups", crumbs, with_export(table, asked), reach.words)

    return answer_list(request, query, build, "gaps/gaps.html")


def _gap(one: tuple[School, Alert]) -> object:
    return one[1].gap, one[0].pk


def _name(one: tuple[School, Alert]) -> object:
    return one[0].name.casefold(), one[0].pk


def _row(school: School, alert: Alert) -> Row:
    return Row(
        (
            Cell(school.name, href=f"/schools/{school.urn}/", note=str(school.urn)),
            alert.rule.label,
            alert.period,
            Cell(f"{alert.gap.normalize():f}", plain=alert.gap),
            alert.reason,
        )
    )
