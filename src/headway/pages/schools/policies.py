"""Several policies in one query, so that a page that needs three asks once."""

from typing import Any

from headway.features.policies.models import Policy
from headway.features.policies.queries import read_policy


def policies_in_use(*kinds: str) -> dict[str, Any]:
    """Kind to the typed policy in use; a kind without one is absent, and the page says what it therefore cannot."""
    stored_rows = Policy.objects.defer("body").filter(kind__in=kinds, in_use=True)
    return {stored.kind: read_policy(stored) for stored in stored_rows}
