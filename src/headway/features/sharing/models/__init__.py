"""Agreements with rows withheld, lists of analyses, training in data, and pupils whose attendance is a concern."""

from headway.features.sharing.models.agreements import Agreement, WithheldRow
from headway.features.sharing.models.analyses import AgreedAnalysis, AnalysisList
from headway.features.sharing.models.pupils import AttendanceConcern, DataTraining

__all__ = ["AgreedAnalysis", "Agreement", "AnalysisList", "AttendanceConcern", "DataTraining", "WithheldRow"]
