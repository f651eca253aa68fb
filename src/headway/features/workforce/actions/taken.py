"""A write that the database may refuse, because a name or a number is taken."""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from headway.rules.verdict import Refused


def unless_taken[Made](write: Callable[[], Made], sentence: str) -> Made:
    """What the write made; Refused with the sentence where a constraint forbids it."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        raise Refused(sentence) from None
