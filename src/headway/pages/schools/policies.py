"""Several policies in one query, so that a page that needs three asks once."""

from datetime import date
from typing import Any

from headway.features.policies.queries import policies_in_use as stored_in_use
from headway.features.policies.queries import read_policy


def policies_in_use(*kinds: str, on: date) -> dict[str, Any]:
    """Kind to the typed policy in use on the day; a kind without one is absent, and the page says what it therefore cannot."""
    return {kind: read_policy(stored) for kind, stored in stored_in_use(*kinds, on=on).items()}
