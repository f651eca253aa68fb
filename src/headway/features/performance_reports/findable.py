"""How reports on performance are found by typing."""

from headway.features.performance_reports.models import PerformanceReport
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind


def findable_report(report: PerformanceReport) -> Findable:
    """A report by its title."""
    return Findable(report.public_id, report.title, also="report performance")


PERFORMANCE_REPORTS = Source(Kind.PERFORMANCE, PerformanceReport.objects.all, findable_report)
