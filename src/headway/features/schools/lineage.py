"""The register's links between schools as ties: who followed whom, and when."""

from headway.features.audit.memory import SMALL, remembered
from headway.features.schools.models import Link
from headway.rules.succession import Tie, tie_of


def register_ties() -> tuple[Tie, ...]:
    """Every tie the register's links tell of schools of the authority. One query, and none while nothing changes."""
    return remembered(register_ties, _read, apart_from=SMALL)


def _read() -> tuple[Tie, ...]:
    rows = Link.objects.order_by("pk").values_list("school_id", "other_urn", "kind", "on")
    return tuple(tie for row in rows if (tie := tie_of(*row)))


def linked_names() -> dict[int, str]:
    """URN to the name a link gives it, for schools that we may not hold."""
    rows = Link.objects.exclude(other_name="").order_by("pk").values_list("other_urn", "other_name")
    return dict(rows)
