"""Spots on a map shared out among near centres, sizes between limits; deterministic for its dice."""

from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

ROUNDS = 30
STARTS = 4
SMALL_GAIN = 1e-6  # square km; smaller gains are rounding


def share_spots(
    places: Floats, count: int, *, smallest: int, largest: int, anchors: Sequence[int], dice: Random
) -> list[int]:
    """Group number of each spot: `count` compact groups with `smallest` to `largest` spots each.

    places (spots, 2): km. anchors: numbers of the spots that place the centres; the others only join. Needs
    count x smallest <= spots <= count x largest and count <= number of anchors.
    """
    limits = (smallest, largest)
    best: tuple[float, Whole] | None = None
    for _ in range(STARTS):
        centres = _spread_centres(places[list(anchors)], count, dice)
        groups = _arrange(places, centres, limits)
        for _ in range(ROUNDS):
            centres = _find_middles(places, groups, anchors, centres)
            again = _arrange(places, centres, limits)
            if np.array_equal(again, groups):
                break
            groups = again
        spread = float(_squares(places, centres)[np.arange(len(places)), groups].sum())
        if best is None or spread < best[0] - SMALL_GAIN:
            best = (spread, groups)
    return [int(group) for group in best[1]] if best else []


def _spread_centres(spots: Floats, count: int, dice: Random) -> Floats:
    """Start from a spot by chance, then each time the spot farthest from the centres so far."""
    centres = spots[[dice.randrange(len(spots))]]
    while len(centres) < count:
        far = int(_squares(spots, centres).min(axis=1).argmax())
        centres = np.vstack((centres, spots[[far]]))
    return centres


def _arrange(places: Floats, centres: Floats, limits: tuple[int, int]) -> Whole:
    away = _squares(places, centres)
    groups = _share_out(away, limits[1])
    _fill_up(away, groups, limits[0])
    _exchange(away, groups, limits)
    return groups


def _share_out(away: Floats, largest: int) -> Whole:
    """Nearest group with room, the spots that would lose most by waiting first."""
    groups: Whole = np.full(len(away), -1, dtype=np.int64)
    open_away = away.copy()
    sizes = [0] * away.shape[1]
    while (groups < 0).any():
        waiting = np.nonzero(groups < 0)[0]
        first = open_away[waiting].argmin(axis=1)
        for place in np.argsort(-_regret(open_away[waiting]), kind="stable"):
            group = int(first[place])
            groups[waiting[place]] = group
            sizes[group] += 1
            if sizes[group] == largest:
                open_away[:, group] = np.inf
                break
    return groups


def _regret(away: Floats) -> Floats:
    """How much farther each spot's second choice is than its first; 0 with no second."""
    if away.shape[1] == 1:
        return np.zeros(len(away))
    two = np.partition(away, 1, axis=1)
    return np.where(np.isfinite(two[:, 1]), two[:, 1] - two[:, 0], 0.0)


def _fill_up(away: Floats, groups: Whole, smallest: int) -> None:
    """Groups that are too small take the spots that lose least, from groups that can spare them."""
    while True:
        sizes = np.bincount(groups, minlength=away.shape[1])
        if sizes.min() >= smallest:
            return
        loss = away - away[np.arange(len(away)), groups][:, None]
        loss[sizes[groups] <= smallest, :] = np.inf
        loss[:, sizes >= smallest] = np.inf
        spot, group = np.unravel_index(int(loss.argmin()), loss.shape)
        groups[spot] = group


def _exchange(away: Floats, groups: Whole, limits: tuple[int, int]) -> None:
    """Move a spot, or exchange two, each time the best, while that brings them nearer within the limits."""
    spots = np.arange(len(away))
    while True:
        extra = away - away[spots, groups][:, None]
        sizes = np.bincount(groups, minlength=away.shape[1])
        swap = extra[:, groups] + extra[:, groups].T
        one, two = np.unravel_index(int(swap.argmin()), swap.shape)
        extra[sizes[groups] <= limits[0], :] = np.inf
        extra[:, sizes >= limits[1]] = np.inf
        spot, group = np.unravel_index(int(extra.argmin()), extra.shape)
        if min(swap[one, two], extra[spot, group]) >= -SMALL_GAIN:
            return
        if extra[spot, group] <= swap[one, two]:
            groups[spot] = group
        else:
            groups[one], groups[two] = groups[two], groups[one]


def _find_middles(places: Floats, groups: Whole, anchors: Sequence[int], centres: Floats) -> Floats:
    """Mean place of each group's anchors; the old centre where it has none."""
    middles = centres.copy()
    anchored = np.array(anchors)
    for group in range(len(centres)):
        members = anchored[groups[anchored] == group]
        if len(members):
            middles[group] = places[members].mean(axis=0)
    return middles


def _squares(places: Floats, centres: Floats) -> Floats:
    squares: Floats = ((places[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return squares
