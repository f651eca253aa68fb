"""Reads of reports on performance, the viewer first: those who write see all, readers what is published for them."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.performance_reports.models import PerformanceReport
from headway.features.policies.queries import policies_in_use, read_policy
from headway.rules.performance_reports import HIDES_NOTHING, READ_IN, Audience, ReportingPolicy
from headway.rules.permissions import reach

KIND = "performance-reports"  # the permission key
CATEGORIES = "categories"
PUBLISHED_ONLY = frozenset({"published"})


def reporting_policy(viewer: Viewer) -> ReportingPolicy | None:
    """The policy in use on the viewer's day, if one is."""
    found = policies_in_use("performance_reports", on=viewer.on).get("performance_reports")
    return read_policy(found) if found else None


def performance_reports_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[PerformanceReport]:
    """The reports the viewer may do the act to, newest first.

    A reader finds what is published for an audience of theirs, and of that no report that counts categories unless they may
    count these.
    """
    rows = PerformanceReport.objects.select_related(
        "made_by", "signed_by", "published_by", "document", "printed"
    )
    rows = rows.order_by("-made_at", "-pk")
    ways = reach(viewer.access, roles=viewer.roles, act=act, kind=KIND)
    if frozenset() in ways:
        return rows
    policy = reporting_policy(viewer)
    if PUBLISHED_ONLY not in ways or policy is None:
        return rows.none()
    rows = rows.filter(state__in=READ_IN, audience__in=[one.slug for one in policy.of_roles(viewer.roles)])
    return rows if may_count_categories(viewer) else rows.filter(counts_categories=False)


def may_count_categories(viewer: Viewer) -> bool:
    """Whether the viewer may see how many schools are in which category."""
    return viewer.reach(CATEGORIES, "count") == "all"


def wrote(report: PerformanceReport, viewer: Viewer) -> bool:
    """Whether any of the report is the viewer's."""
    return report.made_by_id == viewer.person.pk or report.writers.filter(pk=viewer.person.pk).exists()


def limits_before(report: PerformanceReport) -> Collection[int]:
    """The limits above 1 under which the very same figures were published, those withdrawn since among them."""
    rows = PerformanceReport.objects.filter(figures_hash=report.figures_hash, published_on__isnull=False)
    rows = rows.exclude(pk=report.pk).filter(~Q(limit=HIDES_NOTHING))
    return frozenset(rows.values_list("limit", flat=True))


def standing_for(report: PerformanceReport) -> PerformanceReport | None:
    """The published report of the same year and audience that this one would replace."""
    rows = PerformanceReport.objects.filter(year=report.year, audience=report.audience, state="published")
    return rows.exclude(pk=report.pk).first()


def audience_of(report: PerformanceReport, policy: ReportingPolicy | None) -> Audience | None:
    """The report's audience as the policy has it now; None where it is gone."""
    return policy.audiences.get(report.audience) if policy else None
