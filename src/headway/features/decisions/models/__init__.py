"""Decision reports, appraisals of options, and consultations."""

from headway.features.decisions.models.appraised import Appraisal, Gate, Option
from headway.features.decisions.models.consulted import Consultation, Response, Theme
from headway.features.decisions.models.deployed import OptionDeployment
from headway.features.decisions.models.reports import FieldAnswer, Report, SignOff
from headway.features.decisions.models.reviewed import ServiceReview

__all__ = [
    "Appraisal",
    "Consultation",
    "FieldAnswer",
    "Gate",
    "Option",
    "OptionDeployment",
    "Report",
    "Response",
    "ServiceReview",
    "SignOff",
    "Theme",
]
