"""Schools like one school, nearest first by what the register publishes: pupils and free school meals, within its phase.

Each figure is set against how much schools of the phase differ in it (standard deviations), so that a pupil and a per cent
weigh what their policy says and not what their units happen to be. A school without one of the figures is like no other:
missing is never zero. The list is no judgement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from math import log, sqrt
from statistics import pstdev

from headway.rules.policyfile import Header, Mark, open_policy

_MOST = 50


@dataclass(frozen=True, slots=True)
class Context:
    """What the register says of a school: pupils on roll, and the per cent eligible for free school meals."""

    urn: int
    pupils: int
    fsm_percent: float


@dataclass(frozen=True, slots=True)
class SimilarPolicy:
    """How many schools are shown, and what each figure weighs beside the other."""

    header: Header
    count: int
    pupils_weight: int
    fsm_weight: int
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The method in a sentence."""
        return (
            f"Up to {self.count} open schools of the same phase in the register that are nearest in pupils (by ratio, weight "
            f"{self.pupils_weight}) and in free school meals (weight {self.fsm_weight}), each set against how much such "
            "schools differ in it."
        )


@dataclass(frozen=True, slots=True)
class Alike:
    """A school that is like another; `distance` 0 is the same in both figures, 1 about one standard deviation apart."""

    context: Context
    distance: float


def nearest(of: Context, others: Iterable[Context], policy: SimilarPolicy) -> tuple[Alike, ...]:
    """The schools nearest to one, itself not among them; ties by URN. Nothing where nobody differs or nobody is left."""
    rest = [one for one in others if one.urn != of.urn and one.pupils > 0]
    if of.pupils <= 0 or not rest:
        return ()
    size = _spread([log(one.pupils) for one in (of, *rest)])
    meals = _spread([one.fsm_percent for one in (of, *rest)])

    def distance(one: Context) -> float:
        by_size = (log(one.pupils) - log(of.pupils)) / size
        by_meals = (one.fsm_percent - of.fsm_percent) / meals
        return sqrt(
            (policy.pupils_weight * by_size**2 + policy.fsm_weight * by_meals**2)
            / (policy.pupils_weight + policy.fsm_weight)
        )

    ranked = nsmallest(policy.count, ((distance(one), one.urn, one) for one in rest))
    return tuple(Alike(one, far) for far, _, one in ranked)


def _spread(values: Sequence[float]) -> float:
    """The standard deviation; 1 where all are the same, so that none is far from another."""
    return pstdev(values) or 1.0


def read_similar_schools(table: object) -> SimilarPolicy:
    """How schools are compared, from the file's tables."""
    header, section = open_policy(table, kind="similar_schools")
    policy = SimilarPolicy(
        header=header,
        count=section.whole("count", least=1, most=_MOST),
        pupils_weight=section.whole("pupils_weight", least=0, most=100),
        fsm_weight=section.whole("free_school_meals_weight", least=0, most=100),
        marks=dict(section.marks),
    )
    if not policy.pupils_weight + policy.fsm_weight:
        raise section.fault("pupils_weight", "Give at least one figure a weight above 0.")
    section.close()
    return policy
