"""What the views of decisions share: finding a report, and the way back to it."""

from django.http import Http404, HttpRequest
from django.urls import reverse

from headway.features.decisions.models import Report
from headway.features.decisions.queries import reports_visible_to
from headway.kit.figures import Link

CRUMB = Link("Decisions", "/decisions/")


def found_report(request: HttpRequest, key: str, act: str = "see") -> Report:
    """The report, or 404 where the viewer may not do the act to it."""
    row = reports_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def report_href(report: Report, name: str = "report", *more: str) -> str:
    """Where a page of the report is."""
    return reverse(name, args=[report.public_id, *more])


def crumbs_of(report: Report) -> tuple[Link, ...]:
    """The way back to the report."""
    return (CRUMB, Link(report.title, report_href(report)))
