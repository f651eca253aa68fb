"""Districts on a grid of cells, quadrants of neighbouring cells, towns and villages inside them.

The block of land lies where the National Grid has only sea, so that no invented school stands on a real one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from headway.demo.county import District, Place, Size
from headway.demo.words import DISTRICTS, QUADRANTS, invent_places

_WEST, _SOUTH = 560_000, 365_000  # metres; the block's south-west corner, off the east coast


@dataclass(frozen=True, slots=True)
class _Shape:
    """Cells by quadrant, row by row from the south; each cell is one district."""

    rows: tuple[tuple[int, ...], ...]
    cell_east: int
    cell_north: int
    villages: int  # a district


_SHAPES: Mapping[Size, _Shape] = {
    "county": _Shape(((2, 2, 3, 3), (0, 2, 3, 1), (0, 0, 1, 1)), 22_500, 23_300, 14),
    "small": _Shape(((0, 1), (0, 1)), 18_000, 17_000, 6),
}


def make_districts(random: Random, size: Size) -> tuple[District, ...]:
    """Districts with their centres; 12 in 4 quadrants, or 4 in 2 for the small authority."""
    shape = _SHAPES[size]
    cells = [
        (column, row, quadrant)
        for row, quadrants in enumerate(shape.rows)
        for column, quadrant in enumerate(quadrants)
    ]
    return tuple(
        District(
            code=f"E079990{number:02d}",
            name=DISTRICTS[number - 1],
            quadrant=QUADRANTS[quadrant],
            easting=_WEST + int((column + 0.5) * shape.cell_east) + random.randint(-3000, 3000),
            northing=_SOUTH + int((row + 0.5) * shape.cell_north) + random.randint(-3000, 3000),
        )
        for number, (column, row, quadrant) in enumerate(cells, 1)
    )


def make_places(random: Random, size: Size, districts: tuple[District, ...]) -> tuple[Place, ...]:
    """For each district one large town, two small ones and a scatter of villages."""
    shape = _SHAPES[size]
    names = iter(invent_places(random, len(districts) * (3 + shape.villages)))
    places: list[Place] = []
    for district in districts:
        for number in range(3 + shape.villages):
            places.append(_make_place(random, next(names), district, shape, number))
    return tuple(places)


def _make_place(random: Random, name: str, district: District, shape: _Shape, number: int) -> Place:
    """The first place of a district is its centre, the next two are small towns, the rest villages."""
    half_east, half_north = shape.cell_east // 2, shape.cell_north // 2
    centre = number == 0
    return Place(
        name=name,
        district=district,
        easting=district.easting + (0 if centre else random.randint(-half_east, half_east)),
        northing=district.northing + (0 if centre else random.randint(-half_north, half_north)),
        town=number < 3,
        schools_weight=random.randint(9, 15) if centre else random.randint(4, 6) if number < 3 else 1,
        need=min(1.0, max(0.0, random.gauss(0.45 if number < 3 else 0.25, 0.2))),
    )
