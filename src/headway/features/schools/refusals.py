"""A change to the register that may not be."""

from headway.rules.verdict import Verdict


class Refused(Exception):
    """A write that may not be; `verdict` holds the sentence that says why. Nothing was written."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


def insist(verdict: Verdict) -> None:
    """Go on only where the verdict allows it."""
    if not verdict:
        raise Refused(verdict)
