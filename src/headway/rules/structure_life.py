"""The life of a structure: draft, in consultation, approved, followed by another; who may move it (M2-01, M2-11)."""

from __future__ import annotations

from headway.rules.verdict import ALLOWED, Verdict, refuse

DRAFT, CONSULTING, APPROVED, FOLLOWED = "draft", "consulting", "approved", "followed"
STATES = {
    DRAFT: "Draft",
    CONSULTING: "In consultation",
    APPROVED: "Approved",
    FOLLOWED: "Followed by another",
}
PUBLISHED = (CONSULTING, APPROVED)


def may_write(state: str) -> Verdict:
    """Whether posts and facts may be changed: in a draft."""
    if state == CONSULTING:
        return refuse("This structure is out for consultation. Take it back to a draft to change it.")
    return ALLOWED if state == DRAFT else refuse("This structure is settled. Copy it to change it.")


def may_consult(state: str, *, posts: int, faults: int) -> Verdict:
    """Whether a structure can go out for consultation: a draft with posts and without faults."""
    if state != DRAFT:
        return refuse("Only a draft goes out for consultation.")
    if not posts:
        return refuse("The structure has no post yet. Add some first.")
    return refuse("Put the faults right first.") if faults else ALLOWED


def may_take_back(state: str) -> Verdict:
    """Whether it can become a draft again: while it is out for consultation."""
    return ALLOWED if state == CONSULTING else refuse("Only a structure out for consultation is taken back.")


def may_approve(state: str, *, is_author: bool) -> Verdict:
    """Whether a structure can be approved: after consultation, by somebody who did not begin it."""
    if state != CONSULTING:
        return refuse("A structure is approved after staff were consulted on it.")
    return refuse("You began this structure, so somebody else approves it.") if is_author else ALLOWED


def may_rename(*, locked: bool, overrides: bool) -> Verdict:
    """Whether a post can have another title: below director level, or by who may override the lock (M2-11)."""
    if locked and not overrides:
        return refuse("Titles at director level stay as they are. Ask somebody who approves structures.")
    return ALLOWED
