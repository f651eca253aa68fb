"""Random structures costed to the penny: every post, its shares, the sums, beside a plain second calculation.

Asks: does every part add up to its whole, and does every cost agree with the plain calculation? The peer is that
calculation, in the same run; it costs each post from the tables of the policy file with decimals.

    python benchmarks/costs.py [--structures 100000]
"""

import argparse
import json
import random
import sys
import time
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.oracles import costs as plain  # noqa: E402

from headway.rules.funding import SOURCES, split  # noqa: E402
from headway.rules.money import to_pounds  # noqa: E402
from headway.rules.pay_policy import read_pay  # noqa: E402
from headway.rules.staffing_cost import Terms, annual_cost  # noqa: E402
from headway.rules.structures import Post, compare, cost_of, tree  # noqa: E402

SEED = 20260901
TABLE = tomllib.loads((ROOT / "policies/england/pay.toml").read_text(encoding="utf-8"), parse_float=Decimal)
POLICY = read_pay(TABLE)
FIRST_DAY, DAYS = date(2022, 4, 6), 2000
MOST_POSTS = 12


def random_post(dice):
    """Terms of a post, a day, and shares of money in hundredths of a per cent that make a whole."""
    terms = Terms(
        spine="soulbury-eip",
        point=dice.randint(1, 50),
        pension=dice.choice(list(POLICY.pensions)),
        fte=Decimal(dice.randint(1, 100)) / 100,
        allowance_pence=dice.choice((0, 0, dice.randint(1, 500_000))),
    )
    cuts = sorted(dice.randint(0, 10_000) for _ in range(dice.randint(0, len(SOURCES) - 1)))
    parts = [after - before for before, after in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    shares = {source: Decimal(part) / 100 for source, part in zip(SOURCES, parts, strict=False)}
    return terms, FIRST_DAY + timedelta(days=dice.randrange(DAYS)), shares


def costed(terms, day, shares):
    """What ours says: the cost in pence, its kinds and its parts by source."""
    cost = annual_cost(terms, day, POLICY)
    return cost, split(cost.total, shares)


def faults_of(terms, day, shares, cost, parts):
    """What does not agree with the plain calculation, or does not add up."""
    allowance = to_pounds(terms.allowance_pence)
    year = plain.year_of(TABLE, terms.spine, terms.point, terms.pension, terms.fte, allowance, day)
    found = []
    if tuple(to_pounds(one) for one in cost.parts) != year:
        found.append("cost")
    if list(parts.values()) != plain.shared(cost.total, list(shares.values())):
        found.append("shares")
    if sum(parts.values()) != cost.total or cost.total != sum(cost.parts):
        found.append("sum")
    return found


def main():
    """Cost the structures and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--structures", type=int, default=100_000)
    count = asked.parse_args().structures
    dice, faults, posts, ours, theirs = random.Random(SEED), {}, 0, 0.0, 0.0
    for number in range(count):
        made = [random_post(dice) for _ in range(dice.randint(1, MOST_POSTS))]
        started = time.perf_counter()
        told = [costed(*one) for one in made]
        rows = [
            Post(str(at), f"Post {at}", terms.fte, str(at // 2) if at else "", cost_pence=cost.total)
            for at, ((terms, _, _), (cost, _)) in enumerate(zip(made, told, strict=True))
        ]
        total, placed, changed = cost_of(rows), tree(rows), compare(rows, rows[1:])
        ours += time.perf_counter() - started
        started = time.perf_counter()
        for one, (cost, parts) in zip(made, told, strict=True):
            for fault in faults_of(*one, cost, parts):
                faults.setdefault(fault, number)
        theirs += time.perf_counter() - started
        posts += len(made)
        if total != sum(cost.total for cost, _ in told) or len(placed) != len(rows):
            faults.setdefault("structure", number)
        if changed.cost_before - changed.cost_after != told[0][0].total:
            faults.setdefault("comparison", number)
    print(
        json.dumps(
            {
                "structures": count,
                "posts": posts,
                "faults": faults,
                "ours_seconds": round(ours, 1),
                "plain_seconds": round(theirs, 1),
                "seed": SEED,
            },
            indent=1,
        )
    )
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
