"""Readiness reviews for the demonstration: a first look at some schools, and at one of them a second a term later."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from headway.features.appointments.queries import viewer_of
from headway.features.people.queries import first_holder
from headway.features.policies.queries import policy_in_use, read_policy, typed
from headway.features.readiness.actions import record_review
from headway.features.schools.queries import open_schools

WEEKS = timedelta(weeks=1)
REVIEWER, SCHOOLS = "chief-adviser", 3
# What is not named was not looked at.
FIRST: Mapping[str, tuple[str, str]] = {
    "safeguarding": ("ready", "The central record was checked line by line."),
    "self_evaluation": ("partly", "Written before the summer; says little on inclusion."),
    "inclusion": ("not-ready", "What is done is good, but nobody could show it for each pupil."),
    "leadership": ("ready", "Minutes show questions on attendance and what followed."),
    "papers": ("partly", "Two policies on the website are past their review."),
}
LATER: Mapping[str, tuple[str, str]] = {
    **FIRST,
    "self_evaluation": ("ready", "Rewritten by evaluation area, six pages."),
    "inclusion": ("partly", "A page for each pupil now; half of them are filled in."),
    "papers": ("ready", "Both policies are renewed."),
}
NEXT_STEP = "The adviser looks at inclusion again at the next visit, with the special needs coordinator."


def review_readiness(*, on: date, at: datetime) -> None:
    """The chief adviser's reviews of the first schools of the register."""
    reviewer = first_holder(REVIEWER, on=on)
    if reviewer is None:
        return
    by = viewer_of(reviewer, on=on, access=typed("access"))
    stored = policy_in_use("readiness", on)
    policy = read_policy(stored)
    schools = list(open_schools().order_by("urn")[:SCHOOLS])
    held = [(school, 16, FIRST) for school in schools] + [(school, 3, LATER) for school in schools[:1]]
    for school, weeks, found in held:
        record_review(
            school=school,
            on=on - weeks * WEEKS,
            answers={slug: found.get(slug, ("not-looked-at", ""))[0] for slug in policy.questions},
            notes={slug: words for slug, (_, words) in found.items() if slug in policy.questions},
            next_step=NEXT_STEP,
            policy=policy,
            stored=stored,
            by=by,
            at=at,
        )
