"""How partnerships are found by typing."""

from collections.abc import Iterable

from headway.features.partnerships.models import Partnership
from headway.features.search.actions import Findable, Source, make_findable
from headway.features.search.models import Kind


def findable_partnership(partnership: Partnership) -> Findable:
    """A partnership by its name."""
    return Findable(partnership.public_id, partnership.name)


def find_partnerships(partnerships: Iterable[Partnership]) -> None:
    """Let partnerships be found by their present names."""
    make_findable(Kind.PARTNERSHIP, map(findable_partnership, partnerships))


PARTNERSHIPS = Source(Kind.PARTNERSHIP, Partnership.objects.all, findable_partnership)
