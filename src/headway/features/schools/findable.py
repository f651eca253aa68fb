"""How schools are found by typing: the authority's own, open or closed."""

from collections.abc import Iterable

from headway.features.schools.models import School
from headway.features.search.actions import Findable
from headway.rules.schools import PHASE_WORDS

# The register's own code.
CLOSED = "2"


def findable_schools() -> Iterable[Findable]:
    """Every school of the authority."""
    rows = School.objects.filter(authority__own=True).select_related("authority")
    return map(findable_school, rows.iterator(chunk_size=2000))


def findable_school(school: School) -> Findable:
    """A school by name, URN, number, postcode and town."""
    number = f"{school.authority_id}{school.establishment_number}"
    postcode = school.postcode.replace(" ", "")
    where = [PHASE_WORDS.get(school.phase, "").capitalize(), school.town, f"URN {school.urn}"]
    if school.closed_on or school.status_code == CLOSED:
        where.append("closed")
    also = f"{school.urn} {number} {postcode} {school.postcode} {school.town}"
    return Findable(str(school.urn), school.name, ", ".join(filter(None, where)), also)
