"""The policy of support: its themes, the words of judgements, and how supported schools are matched with similar ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.rules.policyfile import Header, Mark, Section, open_policy

_MOST_DRAWS = 20_000


@dataclass(frozen=True, slots=True)
class JudgementWord:
    """One way to judge a support; `helped`: it counts among those that made a difference."""

    key: str
    words: str
    helped: bool


@dataclass(frozen=True, slots=True)
class ComparisonPolicy:
    """How supported schools are matched with similar ones, and how the difference is told."""

    pupils_weight: int
    fsm_weight: int
    baseline_weight: int
    baseline_years: int
    caliper: float
    least_pairs: int
    level_percent: int
    draws: int
    seed: int
    most_imbalance: float


@dataclass(frozen=True, slots=True)
class ImpactPolicy:
    """Themes by slug in the order of the file; judgements, the most first."""

    header: Header
    themes: Mapping[str, str]
    judgements: tuple[JudgementWord, ...]
    soon_days: int
    least_for_share: int
    comparison: ComparisonPolicy
    marks: Mapping[str, Mark] = field(default_factory=dict)

    @property
    def judgement_words(self) -> dict[str, str]:
        """Judgements by key."""
        return {one.key: one.words for one in self.judgements}

    @property
    def helped(self) -> frozenset[str]:
        """The judgements that say that it made a difference."""
        return frozenset(one.key for one in self.judgements if one.helped)


def read_impact(table: object) -> ImpactPolicy:
    """The policy from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="impact")
    themes = section.section("themes")
    found = {slug: themes.text(slug) for slug in themes.names()}
    themes.close()
    if not found:
        raise section.fault("themes", "Name at least one theme.")
    policy = ImpactPolicy(
        header=header,
        themes=found,
        judgements=_judgements(section),
        soon_days=section.whole("soon_days", most=366),
        least_for_share=section.whole("least_for_share", least=2, most=1000),
        comparison=_comparison(section.section("comparison")),
        marks=dict(section.marks),
    )
    section.close()
    return policy


def _judgements(section: Section) -> tuple[JudgementWord, ...]:
    made: list[JudgementWord] = []
    for row in section.rows("judgements"):
        one = JudgementWord(row.text("key"), row.text("words"), row.boolean("helped"))
        row.close()
        if any(other.key == one.key for other in made):
            raise row.fault("key", f"The key “{one.key}” is used twice; give each judgement its own.")
        made.append(one)
    return tuple(made)


def _comparison(part: Section) -> ComparisonPolicy:
    policy = ComparisonPolicy(
        pupils_weight=part.whole("pupils_weight", most=100),
        fsm_weight=part.whole("free_school_meals_weight", most=100),
        baseline_weight=part.whole("baseline_weight", least=1, most=100),
        baseline_years=part.whole("baseline_years", least=1, most=5),
        caliper=float(part.number("caliper", most=10)),
        least_pairs=part.whole("least_pairs", least=6, most=1000),
        level_percent=part.whole("level_percent", least=50, most=99),
        draws=part.whole("draws", least=199, most=_MOST_DRAWS),
        seed=part.whole("seed"),
        most_imbalance=float(part.number("most_imbalance", most=10)),
    )
    part.close()
    return policy
