"""What the views of reports share: finding one, its audience, and the way back to it."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from headway.features.performance_reports.models import PerformanceReport
from headway.features.performance_reports.queries import (
    audience_of,
    performance_reports_visible_to,
    reporting_policy,
)
from headway.kit.figures import Link
from headway.rules.performance_reports import Audience
from headway.rules.verdict import Refused

CRUMB = Link("Reports", "/reports/")
GONE = "The policy “Reports on performance” has no such audience now, so what it may see is not decided."


def found_report(request: HttpRequest, key: str, act: str = "see") -> PerformanceReport:
    """The report, or 404 where the viewer may not do the act to it."""
    row = performance_reports_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def audience_for(request: HttpRequest, report: PerformanceReport) -> Audience:
    """The audience of the report as the policy has it now; Refused where it is gone."""
    found = audience_of(report, reporting_policy(request.viewer))
    if found is None:
        raise Refused(GONE)
    return found


def report_href(report: PerformanceReport, name: str = "performance_report", *more: str) -> str:
    """Where a page of the report is."""
    return reverse(name, args=[report.public_id, *more])


def crumbs_of(report: PerformanceReport) -> tuple[Link, ...]:
    """The way back to the report."""
    return (CRUMB, Link(report.title, report_href(report)))
