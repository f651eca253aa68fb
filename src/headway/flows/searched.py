"""Everything that is found by typing: where it comes from, the right it takes, and which of it a viewer may open."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from headway.features.allocation.queries import advisers_visible_to
from headway.features.appointments.queries import people_visible_to
from headway.features.appointments.viewer import Viewer
from headway.features.budgets.findable import FUNDS, PROJECTS, SCENARIOS
from headway.features.budgets.service_queries import (
    MONEY,
    funds_visible_to,
    projects_visible_to,
    scenarios_visible_to,
)
from headway.features.committees.findable import FORUMS, FUNCTIONS, PROTOCOLS, REQUESTS
from headway.features.committees.queries import (
    forums_visible_to,
    functions_visible_to,
    protocols_visible_to,
    requests_visible_to,
)
from headway.features.decisions.appraised import appraisals_visible_to
from headway.features.decisions.consulted import consultations_visible_to
from headway.features.decisions.findable import APPRAISALS, CONSULTATIONS, REPORTS, REVIEWS
from headway.features.decisions.queries import reports_visible_to
from headway.features.decisions.reviewed import reviews_visible_to
from headway.features.deployment.findable import YEAR_PLANS
from headway.features.deployment.queries import drafts_visible_to
from headway.features.governance.findable import BOARDS
from headway.features.governance.queries import boards_visible_to
from headway.features.impact.findable import SUPPORTS
from headway.features.impact.queries import supports_visible_to
from headway.features.intelligence.findable import NOTES
from headway.features.intelligence.queries import notes_visible_to
from headway.features.letters.findable import LETTERS
from headway.features.letters.queries import letters_visible_to
from headway.features.partnerships.findable import PARTNERSHIPS
from headway.features.partnerships.queries import partnerships_visible_to
from headway.features.people.findable import ADVISERS, PEOPLE
from headway.features.performance_reports.findable import PERFORMANCE_REPORTS
from headway.features.performance_reports.queries import performance_reports_visible_to
from headway.features.performance_reviews.findable import ANNUAL_REVIEWS
from headway.features.performance_reviews.queries import reviews_visible_to as annual_reviews_visible_to
from headway.features.plans.findable import ACTIONS, EVALUATIONS, INDICATORS, SERVICE_PLANS
from headway.features.plans.measured import indicators_visible_to
from headway.features.plans.queries import actions_visible_to, evaluations_visible_to, plans_visible_to
from headway.features.policies.findable import POLICIES
from headway.features.policies.queries import policies_visible_to
from headway.features.practice.findable import EXAMPLES
from headway.features.practice.queries import examples_visible_to
from headway.features.records.findable import VISIT_RECORDS
from headway.features.records.queries import records_visible_to
from headway.features.releases.findable import RELEASES
from headway.features.releases.queries import releases_visible_to
from headway.features.school_reviews.findable import JOINT_REVIEWS
from headway.features.school_reviews.queries import reviews_visible_to as joint_reviews_visible_to
from headway.features.schools.findable import GROUPS, SCHOOLS
from headway.features.schools.queries import members_of_groups, schools_visible_to
from headway.features.search.actions import Source
from headway.features.sharing.findable import AGREEMENTS
from headway.features.sharing.queries import agreements_visible_to
from headway.features.standing_groups.findable import STANDING_GROUPS
from headway.features.standing_groups.queries import groups_visible_to
from headway.features.structural_changes.findable import CASES
from headway.features.structural_changes.queries import cases_visible_to
from headway.features.workforce.findable import ALLOWANCES, RECRUITMENTS, SERVICES, SETTINGS, STRUCTURES
from headway.features.workforce.queries import structures_visible_to
from headway.features.workforce.recruited import recruitments_visible_to
from headway.features.workforce.served import services_visible_to
from headway.features.workforce.staffed import schemes_visible_to, settings_visible_to


@dataclass(frozen=True, slots=True)
class Searched:
    """One kind. `right` and `act`: what its page asks for; `key`: of a row that is `visible`, as the source tells it.

    Who may do the act to all of the kind sees every row, unless it is `narrowed`: then `visible` says more.
    """

    source: Source
    right: str
    visible: Callable[[Viewer], QuerySet[Any]]
    key: Combinable = F("public_id")
    narrowed: bool = False
    act: str = "see"


def _under(parent: str, name: str, own: str = "public_id") -> Combinable:
    return Concat(F(f"{parent}__public_id"), Value(f"/{name}/"), F(own))


def _of_school(name: str, own: str) -> Combinable:
    return Concat(Cast("school_id", CharField()), Value(f"/{name}/"), Cast(own, CharField()))


SEARCHED = (
    Searched(SCHOOLS, "register", schools_visible_to, Cast("urn", CharField())),
    Searched(GROUPS, "register", members_of_groups, F("group_uid"), narrowed=True),
    Searched(CASES, "structural-changes", cases_visible_to),
    Searched(PARTNERSHIPS, "partnerships", partnerships_visible_to),
    Searched(STANDING_GROUPS, "standing-groups", groups_visible_to),
    Searched(BOARDS, "boards", boards_visible_to),
    Searched(
        NOTES,
        "intelligence",
        notes_visible_to,
        _of_school("intelligence", "public_id"),
        narrowed=True,
        act="change",
    ),
    Searched(ANNUAL_REVIEWS, "performance-reviews", annual_reviews_visible_to, _of_school("reviews", "year")),
    Searched(VISIT_RECORDS, "visits", records_visible_to, narrowed=True),
    Searched(SUPPORTS, "impact", supports_visible_to),
    Searched(JOINT_REVIEWS, "school-reviews", joint_reviews_visible_to),
    Searched(AGREEMENTS, "data-sharing", agreements_visible_to, Cast("school_id", CharField())),
    Searched(PERFORMANCE_REPORTS, "performance-reports", performance_reports_visible_to),
    Searched(ADVISERS, "capacity", advisers_visible_to, F("person__public_id")),
    Searched(PEOPLE, "access", people_visible_to),
    Searched(YEAR_PLANS, "drafts", partial(drafts_visible_to, act="count"), act="count"),
    Searched(SERVICE_PLANS, "plans", plans_visible_to),
    Searched(ACTIONS, "plans", actions_visible_to, _under("plan", "actions", "undertaking__public_id")),
    Searched(EVALUATIONS, "plans", evaluations_visible_to, _under("plan", "evaluations")),
    Searched(INDICATORS, "plans", indicators_visible_to),
    Searched(PROTOCOLS, "joint-working", protocols_visible_to),
    Searched(FORUMS, "joint-working", forums_visible_to),
    Searched(REQUESTS, "joint-working", requests_visible_to, _under("forum", "requests")),
    Searched(FUNCTIONS, "joint-working", functions_visible_to),
    Searched(EXAMPLES, "practice", examples_visible_to),
    Searched(STRUCTURES, "posts", structures_visible_to),
    Searched(RECRUITMENTS, "posts", recruitments_visible_to),
    Searched(SETTINGS, "posts", settings_visible_to),
    Searched(ALLOWANCES, "posts", schemes_visible_to),
    Searched(SERVICES, "posts", services_visible_to),
    Searched(APPRAISALS, "appraisals", appraisals_visible_to),
    Searched(REVIEWS, "appraisals", reviews_visible_to),
    Searched(REPORTS, "appraisals", reports_visible_to),
    Searched(CONSULTATIONS, "consultations", consultations_visible_to),
    Searched(PROJECTS, MONEY, projects_visible_to),
    Searched(FUNDS, MONEY, funds_visible_to),
    Searched(SCENARIOS, MONEY, scenarios_visible_to),
    Searched(LETTERS, "letters", letters_visible_to, narrowed=True),
    Searched(POLICIES, "policies", policies_visible_to),
    Searched(RELEASES, "releases", releases_visible_to),
)
