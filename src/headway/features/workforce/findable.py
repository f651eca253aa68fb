"""How structures are found by typing."""

from headway.features.search.actions import Findable
from headway.features.workforce.models import Structure


def findable_structure(structure: Structure) -> Findable:
    """A structure by its title and its year."""
    return Findable(
        structure.public_id,
        structure.title,
        structure.get_state_display(),
        also=f"structure {structure.year}",
    )
