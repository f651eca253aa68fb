"""How an engine insists on a verdict."""

from headway.features.people.actions import Refused
from headway.rules.verdict import Verdict

__all__ = ["Refused", "insist"]


def insist(verdict: Verdict) -> None:
    """Go on when allowed; Refused with the verdict otherwise."""
    if not verdict:
        raise Refused(verdict)
