"""Tables hold what the checker says of each pair, federations as one block, and forbid what the rules
forbid."""

from math import fsum, isfinite

import pytest
from tests.planner.deployment.county import make_problem, make_school
from tests.planner.instances import make_county, make_tiny

from headway.planner.deployment.check import Facts
from headway.planner.deployment.tables import build_tables


@pytest.mark.parametrize("seed", range(8))
def test_every_pair_costs_what_the_checker_says_or_is_forbidden_by_it(seed: int) -> None:
    problem = make_tiny(seed) if seed % 2 else make_county(seed, schools=30, partnerships=3, advisers=4)
    tables, facts = build_tables(problem), Facts(problem)
    for b, block in enumerate(tables.blocks):
        schools = [problem.schools[s] for s in block]
        for a, adviser in enumerate(problem.advisers):
            if any(facts.bars_school(adviser, school) for school in schools):
                assert not isfinite(tables.cost[b, a])
                continue
            rows = [facts.school_minutes(school, adviser, adviser.id) for school in schools]
            assert tables.cost[b, a] == pytest.approx(
                fsum(minutes for row in rows for minutes in row.values())
            )
    for p, partnership in enumerate(problem.partnerships):
        for a, adviser in enumerate(problem.advisers):
            if facts.bars_lead(adviser, partnership):
                assert not isfinite(tables.lead_cost[p, a])
            else:
                expected = fsum(facts.lead_minutes(partnership, adviser).values())
                assert tables.lead_cost[p, a] == pytest.approx(expected)
    for a, adviser in enumerate(problem.advisers):
        for load in range(0, problem.demand_half_days + 1, 5):
            assert tables.load_cost[a, load] == pytest.approx(facts.imbalance_minutes(adviser, load))


def test_a_federation_is_one_block_with_its_schools_summed() -> None:
    schools = (
        make_school("s1", 0, federation="f", partnership="p", intensive=True),
        make_school("s2", 0),
        make_school("s3", 0, federation="f", half_days=5),
    )
    tables = build_tables(make_problem(schools=schools))
    assert tables.blocks == ((0, 2), (1,))
    assert tables.weight == (7, 2) and tables.intensive == (1, 0)
    assert tables.links == (((0, 1),), ()) and tables.members == ((0,),)
