"""Which reader reads which kind of policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from headway.rules.analyses import read_analyses
from headway.rules.areas import read_quadrants
from headway.rules.calendars import read_calendar
from headway.rules.capacity import read_capacity
from headway.rules.category_policy import read_categories
from headway.rules.consultation_policy import read_consultations
from headway.rules.data_sharing import read_data_sharing
from headway.rules.deployment_policy import read_deployment
from headway.rules.document_reviews import read_rubric
from headway.rules.entitlement_policy import read_entitlement
from headway.rules.gaps import read_gaps
from headway.rules.good_practice import read_good_practice
from headway.rules.governance_policy import read_governance
from headway.rules.impact_policy import read_impact
from headway.rules.inspection_chances import read_inspection_chances
from headway.rules.inspections import read_inspections
from headway.rules.intelligence import read_intelligence
from headway.rules.joint_working_policy import read_joint_working
from headway.rules.measures import read_measures
from headway.rules.partnership_profiles import read_partnership_profiles
from headway.rules.partnerships import read_partnerships
from headway.rules.pay_policy import read_pay
from headway.rules.performance_reports import read_performance_reports
from headway.rules.performance_reviews import read_annual_review
from headway.rules.permissions import read_access
from headway.rules.plan_policy import read_plans
from headway.rules.plan_reading_policy import read_plan_reading
from headway.rules.policyfile import Header, Section
from headway.rules.publishing import read_publishing
from headway.rules.pupil_data import read_pupil_data
from headway.rules.readiness import read_readiness
from headway.rules.record_layout import read_record_layout
from headway.rules.record_policy import read_records_of_visit
from headway.rules.report_policy import read_report_template
from headway.rules.service_money_policy import read_service_money
from headway.rules.service_reviews import read_service_review
from headway.rules.similar_schools import read_similar_schools
from headway.rules.structural_changes_policy import read_structural_changes
from headway.rules.target_policy import read_targets
from headway.rules.visit_times import read_visit_times
from headway.rules.visit_types import read_visit_types
from headway.rules.workforce_policy import read_workforce


class ReadPolicy(Protocol):
    """What every policy that was read has."""

    @property
    def header(self) -> Header:
        """What the policy says about itself."""


READERS: Mapping[str, Callable[[object], ReadPolicy]] = {
    "access": read_access,
    "annual_review": read_annual_review,
    "analyses": read_analyses,
    "calendar": read_calendar,
    "capacity": read_capacity,
    "categories": read_categories,
    "consultations": read_consultations,
    "data_sharing": read_data_sharing,
    "decision_report": read_report_template,
    "deployment": read_deployment,
    "entitlement": read_entitlement,
    "governance": read_governance,
    "gaps": read_gaps,
    "good_practice": read_good_practice,
    "impact": read_impact,
    "inspection_chances": read_inspection_chances,
    "inspections": read_inspections,
    "intelligence": read_intelligence,
    "joint_working": read_joint_working,
    "service_money": read_service_money,
    "service_review": read_service_review,
    "similar_schools": read_similar_schools,
    "structural_changes": read_structural_changes,
    "measures": read_measures,
    "partnerships": read_partnerships,
    "partnership_profiles": read_partnership_profiles,
    "performance_reports": read_performance_reports,
    "pay": read_pay,
    "plans": read_plans,
    "plan_reading": read_plan_reading,
    "publishing": read_publishing,
    "pupil_data": read_pupil_data,
    "quadrants": read_quadrants,
    "document_rubric": read_rubric,
    "readiness": read_readiness,
    "record_document": read_record_layout,
    "records_of_visit": read_records_of_visit,
    "targets": read_targets,
    "visit_times": read_visit_times,
    "visit_types": read_visit_types,
    "workforce": read_workforce,
}


def read_policy(table: object) -> ReadPolicy:
    """Any policy, read by its kind. Raises PolicyFault saying what and where."""
    kind = Section(table).text("kind", among=tuple(READERS))
    return READERS[kind](table)
