"""A one-time sign-in link for one person of each role, for looking around on one's own machine."""

from datetime import datetime

from headway.features.people.actions import make_link
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed

MINUTES = 8 * 60


def first_links(*, at: datetime) -> list[tuple[str, str]]:
    """Pairs of a role's words and the path of a link, in the order of the access policy; roles nobody holds are left out."""
    access = typed("access")
    found = []
    for slug, role in access.roles.items():
        person = first_holder(slug, on=at.date())
        if person:
            token = make_link(person=person, at=at, minutes=MINUTES)
            found.append((role.label, f"/sign-in/link/{token}/"))
    return found
