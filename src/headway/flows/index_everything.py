"""Make the search's index anew from what is stored: after an upgrade, or when it was found wanting."""

from django.db import transaction

from headway.features.search.actions import replace_findable
from headway.flows.searched import SEARCHED


@transaction.atomic
def index_everything() -> dict[str, int]:
    """Let exactly what is stored be found; kind in words to how many things there are of it."""
    counts: dict[str, int] = {}
    for source in (one.source for one in SEARCHED):
        things = source.things()
        replace_findable(source.kind, things)
        counts[source.kind.label] = len(things)
    return counts
