"""A first proposal of quadrants: districts clustered into balanced, contiguous areas, for officers to
settle."""

from collections.abc import Sequence
from dataclasses import dataclass

Links = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class District:
    """A district with its middle in metres and its weight, such as its number of schools."""

    id: str
    easting: float
    northing: float
    weight: float


def propose_quadrants(districts: Sequence[District], *, count: int) -> dict[str, int]:
    """District id -> number of its quadrant, 0 to count - 1, numbered from west to east.

    Quadrants are contiguous: from each district one reaches the others of its quadrant through neighbours,
    and two districts are neighbours when no third lies in the circle that has them as its diameter. Quadrants
    grow from districts far apart, the lightest first, and then exchange border districts while weights become
    more equal or, with equal weights, distances shorter. With fewer districts than `count` each is its own
    quadrant. The order of the districts does not matter. Raises ValueError with a sentence for a count below
    1 or a doubled id.
    """
    if count < 1:
        raise ValueError(f"{count} quadrants cannot be proposed; ask for 1 or more.")
    places = {district.id: district for district in sorted(districts, key=lambda district: district.id)}
    if len(places) < len(districts):
        raise ValueError("A district is listed twice; list each district once.")
    if not places:
        return {}
    links = link_neighbours(list(places.values()))
    best = min(
        (_improve(_grow(places, links, seeds), places, links) for seeds in _spread_seeds(places, count)),
        key=lambda areas: _badness(areas, places),
    )
    best.sort(key=lambda area: (sum(places[name].easting for name in area) / len(area), min(area)))
    return {name: number for number, area in enumerate(best) for name in sorted(area)}


def link_neighbours(districts: Sequence[District]) -> Links:
    """Neighbours of each district: no third one inside the circle that has the two as its diameter.
    Connected."""
    links: dict[str, set[str]] = {district.id: set() for district in districts}
    for one in districts:
        for two in districts:
            if one.id < two.id and not any(_lies_between(third, one, two) for third in districts):
                links[one.id].add(two.id)
                links[two.id].add(one.id)
    return {name: frozenset(near) for name, near in links.items()}


def is_contiguous(area: set[str], links: Links) -> bool:
    """True where every district of the area is reached from any other through neighbours inside it."""
    start = min(area)
    reached, waiting = {start}, [start]
    while waiting:
        for name in links[waiting.pop()] & area - reached:
            reached.add(name)
            waiting.append(name)
    return reached == area


def _lies_between(third: District, one: District, two: District) -> bool:
    if third.id in (one.id, two.id):
        return False
    return _square(third, one) + _square(third, two) < _square(one, two)


def _square(one: District, two: District) -> float:
    return (one.easting - two.easting) ** 2 + (one.northing - two.northing) ** 2


def _spread_seeds(places: dict[str, District], count: int) -> list[list[str]]:
    """From each district as the first: the others far from those before."""
    starts = []
    for first in places:
        seeds = [first]
        while len(seeds) < min(count, len(places)):
            rest = [name for name in places if name not in seeds]
            seeds.append(
                max(rest, key=lambda name: min(_square(places[name], places[seed]) for seed in seeds))
            )
        starts.append(seeds)
    return starts


def _grow(places: dict[str, District], links: Links, seeds: list[str]) -> list[set[str]]:
    """The lightest area that can takes its nearest free neighbour, until no district is free."""
    areas = [{seed} for seed in seeds]
    free = set(places) - set(seeds)
    while free:
        area = min((a for a in areas if _border(a, links) & free), key=lambda a: (_weigh(a, places), min(a)))
        takes = min(_border(area, links) & free, key=lambda name: (_away(name, area, places), name))
        area.add(takes)
        free.discard(takes)
    return areas


def _improve(areas: list[set[str]], places: dict[str, District], links: Links) -> list[set[str]]:
    """Move the border district that helps most from one area to the next, while any helps."""
    while True:
        now = _badness(areas, places)
        moved = [_move(areas, here, there, name) for here, there, name in _border_moves(areas, links)]
        better = min(moved, key=lambda option: _badness(option, places), default=areas)
        if _badness(better, places) >= now:
            return areas
        areas = better


def _border_moves(areas: list[set[str]], links: Links) -> list[tuple[int, int, str]]:
    moves = []
    for here, area in enumerate(areas):
        for name in sorted(area):
            if len(area) > 1 and is_contiguous(area - {name}, links):
                moves += [
                    (here, there, name)
                    for there, to in enumerate(areas)
                    if there != here and links[name] & to
                ]
    return moves


def _move(areas: list[set[str]], here: int, there: int, name: str) -> list[set[str]]:
    changed = [set(area) for area in areas]
    changed[here].discard(name)
    changed[there].add(name)
    return changed


def _badness(areas: list[set[str]], places: dict[str, District]) -> tuple[float, float]:
    """Spread of the weights first, then squared distances to the areas' middles in km."""
    weights = sum(_weigh(area, places) ** 2 for area in areas)
    away = sum(places[name].weight * _away(name, area, places) for area in areas for name in sorted(area))
    return round(weights, 6), round(away / 1e6, 6)


def _border(area: set[str], links: Links) -> set[str]:
    return {near for name in area for near in links[name]} - area


def _weigh(area: set[str], places: dict[str, District]) -> float:
    return sum(places[name].weight for name in sorted(area))


def _away(name: str, area: set[str], places: dict[str, District]) -> float:
    """Squared metres from the district to the mean place of the area."""
    east = sum(places[one].easting for one in sorted(area)) / len(area)
    north = sum(places[one].northing for one in sorted(area)) / len(area)
    return (places[name].easting - east) ** 2 + (places[name].northing - north) ** 2
