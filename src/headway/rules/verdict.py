"""One answer to "may this be done?", with the sentence that says why not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed or refused. Falsy when refused; `reason` is then one sentence fit to show the person.

    The same verdict disables a button, guards an action and becomes the page that refuses.
    """

    allowed: bool
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.allowed and not self.reason.strip():
            raise ValueError("A refusal needs a sentence that says why.")

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(allowed=True)


def refuse(sentence: str) -> Verdict:
    """A refusal with its reason. Raises ValueError when the sentence is empty."""
    return Verdict(allowed=False, reason=sentence)


def first_refusal(*verdicts: Verdict) -> Verdict:
    """The first refusal among the verdicts, or ALLOWED when every one allows."""
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)


class Refused(Exception):
    """What was asked may not be; `verdict` holds the sentence that says why. Nothing was changed.

    Takes a refused verdict, or the sentence alone.
    """

    def __init__(self, verdict: Verdict | str) -> None:
        self.verdict = refuse(verdict) if isinstance(verdict, str) else verdict
        super().__init__(self.verdict.reason)


def insist(verdict: Verdict) -> None:
    """Go on when allowed; Refused with the verdict otherwise."""
    if not verdict:
        raise Refused(verdict)
