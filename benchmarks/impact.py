"""Whether the matched comparison finds an effect that was planted, and finds none where there is none.

Invented counties, many of each kind. Schools have a level of their own, and each year's figure strays from it, as results
of small cohorts do. Support goes to schools whose last figures were low, so that without any support they come back up by
themselves: regression to the mean. The change of all schools in a year is planted as well.

- no_effect: nothing is planted. A method that is right says "there is an effect" in 5 of 100.
- effect: so many points are planted in every supported school.
- by_level: nothing is planted, but support goes to schools whose own level is low and not their figure; what is matched on
  is then only a reading of what they were chosen by.
- few: as effect, with fewer supported schools than an interval asks for.

Ours says that there is something where the intervals of both ways to match lie on the same side of nought. Beside it, in the
same counties: each way alone, and before and after of the supported schools alone, with the same kind of interval.

    python benchmarks/impact.py --counties 500
"""

import argparse
import json
import sys
import tomllib
from pathlib import Path
from random import Random
from statistics import fmean, median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from headway.rules.impact_policy import read_impact  # noqa: E402
from headway.rules.matched_effect import change, compare, interval_of  # noqa: E402
from headway.rules.matching import BESIDE, SUPPORTED, Candidate, match, match_by_context  # noqa: E402

SCHOOLS, SUPPORTED_SHARE, FEW = 240, 0.15, 6
EFFECT = 4.0
YEARS = ("2022/23", "2023/24", "2024/25")
LEVEL_SPREAD, YEAR_SPREAD, COMMON_CHANGE = 9.0, 6.0, 1.5


def main() -> None:
    """Invent, compare, and print one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--counties", type=int, default=500)
    counties = parser.parse_args().counties
    with (ROOT / "policies/current/impact.toml").open("rb") as file:
        policy = read_impact(tomllib.load(file)).comparison
    result = {
        "invented": {
            "schools": SCHOOLS,
            "planted_points": EFFECT,
            "points_a_level_strays": LEVEL_SPREAD,
            "points_a_year_strays": YEAR_SPREAD,
        },
        "no_effect": trial(counties, policy, effect=0.0),
        "effect": trial(counties, policy, effect=EFFECT),
        "by_level": trial(counties, policy, effect=0.0, by_level=True),
        "few": few(counties, policy),
    }
    print(json.dumps(result, indent=1))


def trial(counties: int, policy, *, effect: float, by_level: bool = False) -> dict:
    """What ours and the naive way say of so many counties."""
    ours, context, naive, pairs, unmatched, balance, tells = [], [], [], [], [], [], []
    for seed in range(counties):
        schools = invent(Random(f"{effect} {by_level} {seed}"), effect=effect, by_level=by_level)
        found = compared(schools, policy, seed)
        matched = found.matched
        pairs.append(len(matched.pairs))
        unmatched.append(len(matched.unmatched))
        balance.append(max(abs(one.apart_after or 0.0) for one in found.balance))
        ours.append((found.difference, found.interval))
        context.append((found.by_context, found.context_interval))
        tells.append(found.tells)
        moved = [change(one, YEARS[1], YEARS[2]) for one in schools if one.standing == SUPPORTED]
        naive.append((fmean(moved), interval_of(moved, policy, Random(seed))))
    return {
        "counties": counties,
        "planted": effect,
        "pairs_median": median(pairs),
        "unmatched_median": median(unmatched),
        "largest_imbalance_median": round(median(balance), 3),
        "says_there_is_something": {
            "ours": round(fmean(tells), 3),
            "matched_on_results_alone": says(ours),
            "matched_on_context_alone": says(context),
            "naive": says(naive),
        },
        "matched_on_results": told(ours, effect),
        "matched_on_context": told(context, effect),
        "naive": told(naive, effect),
    }


def compared(schools, policy, seed: int):
    """What ours says of a county."""
    span = {"baseline": YEARS[:2], "after": YEARS[2], "policy": policy}
    return compare(match(schools, **span), match_by_context(schools, **span), **span, dice=Random(seed))


def says(found) -> float:
    """The share of counties in which a way alone says that there is something."""
    return round(fmean(interval.tells for _, interval in found if interval is not None), 3)


def told(found, effect: float) -> dict:
    """How far off, how often the interval holds what was planted, and how wide it is."""
    held = [(one, interval) for one, interval in found if interval is not None]
    off = [one - effect for one, _ in held]
    return {
        "told": len(held),
        "bias": round(fmean(off), 3),
        "size_of_bias": round(abs(fmean(off)), 3),
        "error_typical": round(fmean(one * one for one in off) ** 0.5, 3),
        "covers": round(fmean(interval.low <= effect <= interval.high for _, interval in held), 3),
        "width_median": round(median(interval.high - interval.low for _, interval in held), 2),
    }


def few(counties: int, policy) -> dict:
    """With few supported schools no interval is told, and the warning is."""
    intervals = warned = 0
    for seed in range(counties):
        schools = invent(Random(seed), effect=EFFECT, most=FEW)
        found = compared(schools, policy, seed)
        intervals += found.interval is not None
        warned += any("too small" in one for one in found.warnings)
    return {"counties": counties, "supported": FEW, "intervals": intervals, "warned_share": warned / counties}


def invent(dice: Random, *, effect: float, by_level: bool = False, most: int = 0) -> list[Candidate]:
    """A county: two phases, size and free school meals that go with the level, and three years of figures."""
    rows = []
    for urn in range(SCHOOLS):
        meals = min(70.0, max(1.0, dice.gauss(24, 12)))
        level = 64 - 0.4 * (meals - 24) + dice.gauss(0, LEVEL_SPREAD)
        figures = [level + COMMON_CHANGE * year + dice.gauss(0, YEAR_SPREAD) for year in range(len(YEARS))]
        pupils = round(min(900, max(30, dice.lognormvariate(5.4, 0.5))))
        need = (level if by_level else fmean(figures[:2]) + figures[1]) + dice.gauss(0, YEAR_SPREAD)
        rows.append((need, urn, "secondary" if urn % 6 == 0 else "primary", pupils, meals, figures))
    count = most or round(SCHOOLS * SUPPORTED_SHARE)
    # Not all of the lowest are helped: half of the lowest three tenths, by lot.
    lowest = sorted(rows)[: max(count * 2, count)]
    chosen = {row[1] for row in dice.sample(lowest, count)}
    return [
        Candidate(
            urn=urn,
            name=f"School {urn:03}",
            phase=phase,
            standing=SUPPORTED if urn in chosen else BESIDE,
            pupils=pupils,
            fsm_percent=meals,
            values=dict(zip(YEARS, [*figures[:-1], figures[-1] + effect * (urn in chosen)], strict=True)),
        )
        for _, urn, phase, pupils, meals, figures in rows
    ]


if __name__ == "__main__":
    main()
