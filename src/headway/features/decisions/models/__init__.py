"""Decision reports, and appraisals of options."""

from headway.features.decisions.models.appraised import Appraisal, Gate, Option
from headway.features.decisions.models.reports import FieldAnswer, Report, SignOff

__all__ = ["Appraisal", "FieldAnswer", "Gate", "Option", "Report", "SignOff"]
