"""One person for each role nobody holds yet, so that a new installation can be looked around in."""

from datetime import date, datetime

from headway.features.appointments.actions import appoint
from headway.features.partnerships.models import Partnership
from headway.features.people.actions import invite_person
from headway.features.people.models import Role
from headway.features.policies.queries import typed
from headway.features.schools.models import Quadrant
from headway.features.schools.queries import open_schools

ADDRESS = "{slug}@headway.invalid"
# What a role's own things are, where it has no sense without any.
TIES = {
    "headteacher": "school",
    "chair": "school",
    "partnership-lead": "partnership",
    "quadrant-lead": "quadrant",
}


def first_people(*, valid_from: date, by: str, at: datetime) -> list[str]:
    """Invite a post for every role that nobody holds; heads and chairs are tied to the first school by name, lead heads
    to the first partnership, quadrant leads to the first quadrant. Returns the roles' words."""
    subjects = {
        "school": open_schools().order_by("name", "pk").values_list("urn", flat=True).first(),
        "partnership": Partnership.objects.order_by("name", "pk").values_list("public_id", flat=True).first(),
        "quadrant": Quadrant.objects.order_by("name", "pk").values_list("public_id", flat=True).first(),
    }
    held = set(Role.objects.as_at(valid_from).values_list("role", flat=True))
    made = []
    for slug, role in typed("access").roles.items():
        subject = subjects.get(TIES.get(slug, ""))
        if slug in held or (slug in TIES and subject is None):
            continue
        email = ADDRESS.format(slug=slug)
        person = invite_person(email=email, name=role.label, role=slug, valid_from=valid_from, by=by, at=at)
        if slug in TIES:
            appoint(
                person=person,
                role=slug,
                subject_kind=TIES[slug],
                subject_id=subject,
                valid_from=valid_from,
                by=by,
                at=at,
            )
        made.append(role.label)
    return made
