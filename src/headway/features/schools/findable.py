"""How schools are found by typing, the authority's own, open or closed; and the trusts and federations they are in."""

from headway.features.schools.models import GroupMembership, School
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind
from headway.rules.schools import PHASE_WORDS

# The register's own code.
CLOSED = "2"


def findable_school(school: School) -> Findable:
    """A school by name, URN, number, postcode and town."""
    number = f"{school.authority_id}{school.establishment_number}"
    postcode = school.postcode.replace(" ", "")
    where = [PHASE_WORDS.get(school.phase, "").capitalize(), school.town, f"URN {school.urn}"]
    if school.closed_on or school.status_code == CLOSED:
        where.append("closed")
    also = f"{school.urn} {number} {postcode} {school.postcode} {school.town}"
    return Findable(str(school.urn), school.name, ", ".join(filter(None, where)), also)


def findable_group(membership: GroupMembership) -> Findable:
    """A trust or federation by its name, as one of its members has it."""
    return Findable(membership.group_uid, membership.group_name, membership.kind)


SCHOOLS = Source(
    Kind.SCHOOL,
    lambda: School.objects.filter(authority__own=True).select_related("authority"),
    findable_school,
)
GROUPS = Source(Kind.GROUP, lambda: GroupMembership.objects.order_by("pk"), findable_group)
