"""How an action says no: an exception that carries the verdict; nothing was changed."""

from headway.rules.verdict import Verdict


class Refused(Exception):
    """An action was refused; `verdict.reason` is the sentence to show."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__(verdict.reason)


def insist(verdict: Verdict) -> None:
    """Go on when allowed; Refused otherwise."""
    if not verdict:
        raise Refused(verdict)
