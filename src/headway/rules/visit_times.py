"""The time a visit takes beside its half-days: what is proposed for a visit that was held, and what can be confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from headway.rules.policyfile import Header, Mark, open_policy
from headway.rules.verdict import ALLOWED, Verdict, refuse
from headway.rules.visits import HELD

MOST_MINUTES = 1440
PARTS = {
    "preparation": "Preparation",
    "visiting": "At the visit",
    "writing": "Writing",
    "travel": "Travel",
}


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes of one person for one visit, by part."""

    preparation: int
    visiting: int
    writing: int
    travel: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.preparation + self.visiting + self.writing + self.travel


@dataclass(frozen=True, slots=True)
class VisitTimePolicy:
    """What is usual. `visiting`: for each half-day; `preparation` and `writing`: of who leads; `travel`: there and back."""

    header: Header
    preparation: int
    visiting: int
    writing: int
    travel: int
    marks: Mapping[str, Mark] = field(default_factory=dict)


def proposed(policy: VisitTimePolicy, *, half_days: int, leads: bool) -> Minutes:
    """The time of one person, until they say otherwise: who leads prepares and writes, who comes along does not."""
    return Minutes(
        policy.preparation if leads else 0,
        policy.visiting * half_days,
        policy.writing if leads else 0,
        policy.travel,
    )


def added_up(times: Iterable[Minutes]) -> Minutes:
    """All of them in one."""
    rows = list(times)
    return Minutes(*(sum(getattr(one, part) for one in rows) for part in PARTS))


def may_confirm(state: str, *, goes: bool, minutes: Minutes | None = None) -> Verdict:
    """Whether somebody can confirm their time for a visit: who went, once it was held, at most a day and at least a minute."""
    if not goes:
        return refuse("Who went on the visit says how long it took them.")
    if state != HELD:
        return refuse("The visit was not held yet. Its time is confirmed afterwards.")
    if minutes is not None and not 0 < minutes.total <= MOST_MINUTES:
        return refuse("Enter between one minute and 24 hours altogether.")
    return ALLOWED


def read_visit_times(table: object) -> VisitTimePolicy:
    """The policy from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="visit_times")
    policy = VisitTimePolicy(
        header=header,
        preparation=section.whole("preparation_minutes", most=MOST_MINUTES),
        visiting=section.whole("visiting_minutes", least=1, most=MOST_MINUTES),
        writing=section.whole("writing_minutes", most=MOST_MINUTES),
        travel=section.whole("travel_minutes", most=MOST_MINUTES),
        marks=dict(section.marks),
    )
    section.close()
    return policy
