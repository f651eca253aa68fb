"""Which drafts of records may be kept on a device, to be written without a connection."""

from __future__ import annotations

from collections.abc import Sequence

from headway.rules.records_of_visit import DRAFT
from headway.rules.verdict import ALLOWED, Verdict, refuse
from headway.rules.visit_types import VisitType, is_restricted

HOURS_KEPT = (
    12  # after so many hours without a word from the server a device forgets how to open what it keeps
)


def may_keep_offline(
    kind: VisitType | None, *, state: str, concern: bool, named: Sequence[str] = ()
) -> Verdict:
    """Whether a draft may be kept on a device: of a routine visit, of a school that is no concern, naming no pupil.

    `kind`: the kind of visit as the policy has it, None where it has it no more; `concern`: the school's category is one of
    concern; `named`: what on the page reads like a pupil's name. Whether a safeguarding note exists is not asked: the answer
    would tell it to people who may not know.
    """
    if kind is None or is_restricted(kind) or not kind.may_be_kept:
        return refuse("Records of this kind of visit are never kept on a device. Write it with a connection.")
    if concern:
        return refuse(
            "Records of a school of concern are never kept on a device. Write it with a connection."
        )
    if named:
        return refuse(
            f"“{named[0]}” reads like a pupil's name, so this record is not kept on a device. Take it out first."
        )
    if state != DRAFT:
        return refuse("Only a draft is kept on a device. This record can no longer be written in.")
    return ALLOWED
