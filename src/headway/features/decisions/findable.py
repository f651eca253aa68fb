"""How appraisals, reviews, decision reports and consultations are found by typing."""

from headway.features.decisions.models import Appraisal, Consultation, Report, ServiceReview
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind


def findable_appraisal(appraisal: Appraisal) -> Findable:
    """An appraisal by its title and those of its options."""
    options = " ".join(one.title for one in appraisal.options.all())
    also = f"appraisal {options}"
    return Findable(appraisal.public_id, appraisal.title, appraisal.get_state_display(), also)


def findable_review(review: ServiceReview) -> Findable:
    """A review by its title."""
    return Findable(review.public_id, review.title, review.get_state_display(), also="review")


def findable_report(report: Report) -> Findable:
    """A decision report by its title and its reference."""
    also = f"decision report {report.reference}"
    return Findable(report.public_id, report.title, report.get_state_display(), also)


def findable_consultation(consultation: Consultation) -> Findable:
    """A consultation by its title; nothing of what anybody answered."""
    state = consultation.get_state_display()
    return Findable(consultation.public_id, consultation.title, state, also="consultation")


APPRAISALS = Source(Kind.APPRAISAL, lambda: Appraisal.objects.prefetch_related("options"), findable_appraisal)
REVIEWS = Source(Kind.REVIEW, ServiceReview.objects.all, findable_review)
REPORTS = Source(Kind.REPORT, Report.objects.all, findable_report)
CONSULTATIONS = Source(Kind.CONSULTATION, Consultation.objects.all, findable_consultation)
