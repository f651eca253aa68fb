"""Every route of the product, in one list."""

from headway.pages.access.urls import ROUTES as ACCESS
from headway.pages.advisers.urls import ROUTES as ADVISERS
from headway.pages.budgets.urls import ROUTES as BUDGETS
from headway.pages.categories.urls import ROUTES as CATEGORIES
from headway.pages.committees.urls import ROUTES as COMMITTEES
from headway.pages.components.urls import ROUTES as COMPONENTS
from headway.pages.consultations.urls import ROUTES as CONSULTATIONS
from headway.pages.contacts.urls import ROUTES as CONTACTS
from headway.pages.data.urls import ROUTES as DATA
from headway.pages.day_ledger.urls import ROUTES as DAY_LEDGER
from headway.pages.days.urls import ROUTES as DAYS
from headway.pages.decisions.urls import ROUTES as DECISIONS
from headway.pages.devices.urls import ROUTES as DEVICES
from headway.pages.diary.urls import ROUTES as DIARY
from headway.pages.gaps.urls import ROUTES as GAPS
from headway.pages.governance.urls import ROUTES as GOVERNANCE
from headway.pages.help.urls import ROUTES as HELP
from headway.pages.home.urls import ROUTES as HOME
from headway.pages.impact.urls import ROUTES as IMPACT
from headway.pages.intelligence.urls import ROUTES as INTELLIGENCE
from headway.pages.jobs.urls import ROUTES as JOBS
from headway.pages.letters.urls import ROUTES as LETTERS
from headway.pages.lists.urls import ROUTES as LISTS
from headway.pages.operations.urls import ROUTES as OPERATIONS
from headway.pages.partnerships.urls import ROUTES as PARTNERSHIPS
from headway.pages.performance_reports.urls import ROUTES as PERFORMANCE_REPORTS
from headway.pages.performance_reviews.urls import ROUTES as PERFORMANCE_REVIEWS
from headway.pages.plans.urls import ROUTES as PLANS
from headway.pages.policies.urls import ROUTES as POLICIES
from headway.pages.practice.urls import ROUTES as PRACTICE
from headway.pages.readiness.urls import ROUTES as READINESS
from headway.pages.records.urls import ROUTES as RECORDS
from headway.pages.school_reviews.urls import ROUTES as SCHOOL_REVIEWS
from headway.pages.schools.urls import ROUTES as SCHOOLS
from headway.pages.search.urls import ROUTES as SEARCH
from headway.pages.sharing.urls import ROUTES as SHARING
from headway.pages.sheets.urls import ROUTES as SHEETS
from headway.pages.signin.urls import ROUTES as SIGN_IN
from headway.pages.standing_groups.urls import ROUTES as STANDING_GROUPS
from headway.pages.structural_changes.urls import ROUTES as STRUCTURAL_CHANGES
from headway.pages.summaries.urls import ROUTES as SUMMARIES
from headway.pages.targets.urls import ROUTES as TARGETS
from headway.pages.workforce.urls import ROUTES as WORKFORCE
from headway.pages.yearplan.urls import ROUTES as YEAR_PLAN

ROUTES = (
    *SIGN_IN,
    *HOME,
    *SEARCH,
    *LISTS,
    *HELP,
    *SUMMARIES,
    *SCHOOLS,
    *STRUCTURAL_CHANGES,
    *SHEETS,
    *DATA,
    *OPERATIONS,
    *COMPONENTS,
    *ACCESS,
    *JOBS,
    *PARTNERSHIPS,
    *CATEGORIES,
    *GAPS,
    *INTELLIGENCE,
    *READINESS,
    *IMPACT,
    *DEVICES,  # before the records: their keys would take its addresses
    *RECORDS,
    *GOVERNANCE,
    *TARGETS,
    *PERFORMANCE_REVIEWS,
    *SCHOOL_REVIEWS,
    *PRACTICE,
    *SHARING,
    *YEAR_PLAN,
    *LETTERS,
    *CONTACTS,
    *DIARY,
    *DAYS,
    *DAY_LEDGER,
    *ADVISERS,
    *PERFORMANCE_REPORTS,
    *PLANS,
    *STANDING_GROUPS,
    *COMMITTEES,
    *WORKFORCE,
    *BUDGETS,
    *DECISIONS,
    *CONSULTATIONS,
    *POLICIES,
)
