"""The two halves of the matrix's world, and the arguments of an address in it."""

from dataclasses import dataclass

from headway.features.schools.models import School

Arguments = dict[str, object]


@dataclass(frozen=True, slots=True)
class Side:
    """One half of the world: what belongs to one's own school, or what belongs to another."""

    name: str
    school: School
