"""Reads of photographs, of one version of a visit's record at a time."""

from headway.features.photographs.models import Photograph
from headway.features.visits.models import Visit


def photographs_of(visit: Visit, number: int) -> list[Photograph]:
    """The photographs of that version, in the order they were added."""
    return list(Photograph.objects.filter(visit=visit, number=number).select_related("file"))


def photograph_of(visit: Visit, number: int, public_id: str) -> Photograph | None:
    """One of them."""
    rows = Photograph.objects.filter(visit=visit, number=number, public_id=public_id)
    return rows.select_related("file").first()


def told_of(visit: Visit, number: int) -> list[list[str]]:
    """Captions with the SHA-256 of what is seen, as a locked record keeps them."""
    return [[one.caption, one.file.sha256] for one in photographs_of(visit, number)]
