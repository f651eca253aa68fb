"""How cases of structural change are found by typing."""

from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind
from headway.features.structural_changes.models import Case


def findable_case(case: Case) -> Findable:
    """A case by its title and the names of its schools."""
    schools = " ".join(one.school.name for one in case.schools.all())
    return Findable(case.public_id, case.title, also=f"structural change {schools}")


CASES = Source(Kind.CHANGE, lambda: Case.objects.prefetch_related("schools__school"), findable_case)
