"""The names of what people are tied to."""

from collections.abc import Iterable

from headway.features.schools.models import Quadrant
from headway.features.schools.queries import own_schools

Subject = tuple[str, str]
OF_SCHOOLS = ("school", "board")


def names_of_subjects(subjects: Iterable[Subject]) -> dict[Subject, str]:
    """Names by kind and id, of schools, their boards and quadrants; two queries. Others are left out."""
    wanted = set(subjects)
    urns = {int(key) for kind, key in wanted if kind in OF_SCHOOLS and key.isdigit()}
    schools = {str(urn): name for urn, name in own_schools().filter(urn__in=urns).values_list("urn", "name")}
    ids = [key for kind, key in wanted if kind == "quadrant"]
    quadrants = dict(Quadrant.objects.filter(public_id__in=ids).values_list("public_id", "name"))
    known = {kind: schools for kind in OF_SCHOOLS} | {"quadrant": quadrants}
    return {(kind, key): known[kind][key] for kind, key in wanted if key in known.get(kind, {})}
