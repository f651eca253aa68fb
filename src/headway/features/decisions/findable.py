"""How appraisals, decision reports and consultations are found by typing."""

from headway.features.decisions.models import Appraisal, Consultation, Report
from headway.features.search.actions import Findable


def findable_appraisal(appraisal: Appraisal) -> Findable:
    """An appraisal by its title."""
    return Findable(appraisal.public_id, appraisal.title, appraisal.get_state_display(), also="appraisal")


def findable_report(report: Report) -> Findable:
    """A decision report by its title."""
    return Findable(report.public_id, report.title, report.get_state_display(), also="decision report")


def findable_consultation(consultation: Consultation) -> Findable:
    """A consultation by its title; nothing of what anybody answered."""
    return Findable(
        consultation.public_id,
        consultation.title,
        consultation.get_state_display(),
        also="consultation",
    )
