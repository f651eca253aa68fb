"""A write that may not be, with the verdict that says why: raised by every engine."""

from headway.rules.verdict import Verdict


class Refused(Exception):
    """A write that may not be; `verdict` holds the sentence that says why. Nothing was written."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


def insist(verdict: Verdict) -> None:
    """Go on when allowed; Refused otherwise."""
    if not verdict:
        raise Refused(verdict)
