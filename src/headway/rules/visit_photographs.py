"""What decides whether a photograph goes into a record of visit."""

from __future__ import annotations

from headway.rules.verdict import ALLOWED, Verdict, refuse

MOST = 12


def may_add(caption: str, *, held: int, known: bool) -> Verdict:
    """Whether it is taken: with a caption, once, and so many in one record at most."""
    if not caption.strip():
        return refuse("Enter what the photograph shows, for people who cannot see it.")
    if known:
        return refuse("This photograph is in the record already.")
    if held >= MOST:
        return refuse(f"A record holds {MOST} photographs at most. Take one out first.")
    return ALLOWED
