"""Reviews categories: what is known of each school, what the rules propose from it, kept for officers to judge."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from headway.features.appointments.viewer import Viewer
from headway.features.categories.actions import store_proposals
from headway.features.categories.queries import KIND
from headway.features.partnerships.queries import known_open
from headway.features.policies.queries import policy_in_use, read_policy, typed
from headway.features.schools.queries import own_schools, schools_visible_to
from headway.flows.school_facts import FactPolicies, gather_facts
from headway.rules.categories import propose
from headway.rules.verdict import insist


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review found: schools reviewed, proposals that are new, and schools by category ("" not enough known)."""

    schools: int
    new: int
    by_category: Mapping[str, int]


def review_categories(*, on: date, by: Viewer | None, at: datetime) -> Reviewed:
    """Propose a category for every open school on the day, by the policies in use, and keep the proposals.

    `by` reviews the schools whose category they may change; None, the service itself, reviews all.
    """
    if by is not None:
        insist(by.may_ever(KIND, "change"))
    schools = own_schools() if by is None else schools_visible_to(by, KIND, "change")
    found = list(known_open(schools, on).order_by("urn"))
    stored = policy_in_use("categories")
    policies = fact_policies()
    facts = gather_facts(found, policies, on)
    proposals = {
        urn: propose(known, policies.categories, policies.inspections, on) for urn, known in facts.items()
    }
    new = store_proposals(proposals=proposals, policy=stored, on=on, by=by, at=at)
    counts = Counter(proposal.category or "" for proposal in proposals.values())
    return Reviewed(len(found), new, dict(sorted(counts.items())))


def fact_policies() -> FactPolicies:
    """The policies in use that a review reads; NoPolicy names the one that is missing."""
    return FactPolicies(
        categories=read_policy(policy_in_use("categories")),
        inspections=typed("inspections"),
        measures=typed("measures"),
        new_head_months=typed("entitlement").new_head_months,
    )
