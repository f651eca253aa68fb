"""Sharing spots out: sizes within limits, and the obvious clusters found."""

from random import Random

import numpy as np
import pytest

from headway.planner.territory.clusters import share_spots


@pytest.mark.parametrize(("smallest", "largest"), [(4, 8), (6, 6), (1, 30)])
@pytest.mark.parametrize("seed", range(3))
def test_sizes_keep_the_limits(seed: int, smallest: int, largest: int) -> None:
    places = np.random.default_rng(seed).uniform(0, 50, (30, 2))
    groups = share_spots(places, 5, smallest=smallest, largest=largest, anchors=range(30), dice=Random(seed))
    sizes = np.bincount(groups, minlength=5)
    assert sizes.sum() == 30 and sizes.min() >= smallest and sizes.max() <= largest


def test_clear_clusters_are_found_and_spots_that_are_no_anchors_join() -> None:
    places = np.array([(0, 0), (1, 0), (50, 0), (51, 0), (0.5, 1), (50, 1)], dtype=np.float64)
    groups = share_spots(places, 2, smallest=2, largest=4, anchors=[0, 1, 2, 3], dice=Random(1))
    assert groups[0] == groups[1] == groups[4] != groups[2]
    assert groups[2] == groups[3] == groups[5]
