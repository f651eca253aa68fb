"""Evaluations of pilots and reviews: what a decision needs, and when a pilot may be embedded (M3-10)."""

from __future__ import annotations

from headway.rules.verdict import ALLOWED, Verdict, refuse

STOP, ADAPT, SCALE = "stop", "adapt", "scale"
DECISIONS = {STOP: "Stop it", ADAPT: "Adapt it and go on", SCALE: "Use it everywhere"}


def is_open(decision: str) -> Verdict:
    """Whether an evaluation may still be written and decided: what somebody decided from stays as they saw it."""
    return refuse("This was decided; what it was decided from stays.") if decision else ALLOWED


def may_decide(findings: str, decision: str, reason: str) -> Verdict:
    """Whether an evaluation may be decided: it has findings, one of the three decisions, and its reason."""
    if not findings.strip():
        return refuse("Nothing was found yet. Write the findings before anybody decides from them.")
    if decision not in DECISIONS:
        return refuse("Decide whether to stop, to adapt or to scale.")
    return ALLOWED if reason.strip() else refuse("Write why, so that who asks later can follow.")


def may_embed(decision: str, *, is_embedded: bool = False) -> Verdict:
    """Whether what was tried may become what is always done: only after an evaluation that did not decide to stop."""
    if is_embedded:
        return refuse("It is embedded already.")
    if not decision:
        return refuse("A pilot is embedded only after its evaluation was decided.")
    if decision == STOP:
        return refuse("The evaluation decided to stop, so this is not embedded.")
    return ALLOWED
