"""A decision report as it is read: on the authority's letterhead, with its reference and staffing."""

from headway.features.decisions.models import Report
from headway.features.decisions.queries import as_rules, template_of
from headway.features.schools.queries import own_authority
from headway.flows.report_staffing import staffing_of, staffing_section
from headway.flows.write_report import write_report
from headway.gateways.documents import Pack


def document_of(report: Report) -> Pack:
    """Its pages; a draft has its blanks marked."""
    known, template, authority = as_rules(report), template_of(report), own_authority()
    return write_report(
        known,
        template,
        draft=report.frozen is None,
        reference=report.reference,
        letterhead=authority.name if authority else "",
        more=staffing_section(staffing_of(report, known, template, None)),
    )
