"""What a deed for many would do to each, told before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from headway.rules.verdict import ALLOWED, Verdict, refuse


@dataclass(frozen=True, slots=True)
class Effect:
    """What a deed would change at one of those picked: what stands there now, and whether it may be done."""

    subject: Any
    now: str
    verdict: Verdict


def may_do_any(effects: Sequence[Effect]) -> Verdict:
    """Whether the deed can be done at one of them at least."""
    if any(effect.verdict for effect in effects):
        return ALLOWED
    return refuse("It can be done at none of those picked; the table says why.")
