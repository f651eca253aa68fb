"""Saving one row: as it was seen, or under a name or number that nobody else has."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from headway.rules.verdict import Refused


class Stale(Exception):
    """Somebody else saved the row since it was read; nothing was written."""


def save_seen(held: Model, seen_version: int, told: Mapping[str, Any]) -> None:
    """Write these columns and count one version more; Stale where the locked row has another version than was seen."""
    if held.version != seen_version:  # type: ignore[attr-defined]
        raise Stale
    for name, value in told.items():
        setattr(held, name, value)
    held.version = seen_version + 1  # type: ignore[attr-defined]
    held.save(update_fields=[*told, "version"])


def unless_taken[Made](write: Callable[[], Made], sentence: str) -> Made:
    """What the write made; Refused with the sentence where a constraint forbids it."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        raise Refused(sentence) from None
