"""Which schools a school was before and which it became: the register's links, and what the authority recorded of its own."""

from headway.features.audit.memory import SMALL, remembered
from headway.features.schools.lineage import register_ties
from headway.features.structural_changes.models import RecordedLink
from headway.rules.succession import Lineage, Tie, lineage

RECORDED = "Successor"


def every_tie() -> tuple[Tie, ...]:
    """The register's ties and the authority's own; two queries, and none while nothing changes."""
    return remembered(every_tie, lambda: (*register_ties(), *_recorded()), apart_from=SMALL)


def lineage_of(urn: int) -> Lineage:
    """What a school was before and what it became."""
    return lineage(every_tie(), urn)


def _recorded() -> list[Tie]:
    rows = RecordedLink.objects.filter(undone_by=None).order_by("pk")
    held = rows.values_list("older_id", "newer_id", "on")
    return [Tie(older, newer, on, RECORDED, recorded=True) for older, newer, on in held]
