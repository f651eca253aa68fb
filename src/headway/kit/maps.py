"""One way to draw a map: places on the National Grid in, marks, a scale bar and a sentence out. No tile, no outside call.

Groups differ by shape and by being filled or hollow as well as by colour. Lengths are in units of a drawing 800 wide.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, dist, floor, log10, pi, sin, sqrt

from django.utils.text import slugify

from headway.kit.shapes import SHAPES, mark_path
from headway.kit.words import count_words

WIDTH = 800.0
LEAST_HEIGHT, MOST_HEIGHT = 320.0, 900.0
MARGIN = 24.0
# Half the size of a mark, and how near two marks may stand before they are put beside each other.
HALF = 5.0
NEAR = 6.0
# How far marks packed side by side stand apart, and the turn from one to the next that leaves no gaps.
APART = 1.6 * HALF
GOLDEN_TURN = pi * (3 - sqrt(5))
# Each shape filled, hollow and pale: as many groups look different.
MARKS = 3 * SHAPES
# A map of one place shows this many metres around it.
LEAST_METRES = 2000.0
SCALE_SHARE = 0.25
METRES_IN_A_KM = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Something on the map. `easting`, `northing` in metres of the National Grid; None: where it is is not known."""

    name: str
    href: str
    group: str
    easting: int | None
    northing: int | None
    note: str = ""

    @property
    def is_placed(self) -> bool:
        """Whether it is known where it is."""
        return self.easting is not None and self.northing is not None


@dataclass(frozen=True, slots=True)
class Map:
    """What is to be drawn; `groups`: slug to words, in the order of the legend. `noun`: one and many."""

    caption: str
    groups: dict[str, str]
    places: tuple[Place, ...]
    noun: tuple[str, str] = ("school", "schools")
    source: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it is drawn."""

    path: str
    number: int
    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend."""

    number: int
    words: str
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """Everything the template needs."""

    map: Map
    sentence: str
    width: float
    height: float
    spots: tuple[Spot, ...]
    legend: tuple[Entry, ...]
    scale_units: float
    scale_words: str
    unplaced: tuple[Place, ...]

    @property
    def points_id(self) -> str:
        """The name under which the page keeps the points; a page may have several maps."""
        return f"map-points-{slugify(self.map.caption)}"

    @property
    def points(self) -> list[dict[str, object]]:
        """What a script needs to draw the same."""
        return [
            {
                "east": spot.place.easting,
                "north": spot.place.northing,
                "name": spot.place.name,
                "words": spot.words,
                "href": spot.place.href,
                "number": spot.number,
            }
            for spot in self.spots
        ]


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the grid is drawn and how large: `metres` of the ground in one unit of the drawing."""

    west: float
    south: float
    metres: float
    height: float

    def at(self, easting: float, northing: float) -> tuple[float, float]:
        """Where on the drawing a place stands; north is up."""
        x = MARGIN + (easting - self.west) / self.metres
        return x, self.height - MARGIN - (northing - self.south) / self.metres


def draw_map(shown: Map) -> MapDrawing:
    """The drawing of a map; places whose grid reference is not known are listed apart, never put somewhere."""
    placed = [one for one in shown.places if one.is_placed]
    unplaced = tuple(one for one in shown.places if not one.is_placed)
    frame = frame_of([(one.easting, one.northing) for one in placed])
    numbers = {slug: place % MARKS + 1 for place, slug in enumerate(shown.groups)}
    points = [frame.at(one.easting, one.northing) for one in placed]
    spots = tuple(
        Spot(mark_path(numbers[one.group], x, y, HALF), numbers[one.group], _words(shown, one), one)
        for one, (x, y) in zip(placed, spread(points, frame.height), strict=True)
    )
    units, words = scale_bar(frame.metres)
    legend = _legend(shown, numbers)
    return MapDrawing(shown, sentence_of(shown), WIDTH, frame.height, spots, legend, units, words, unplaced)


def frame_of(points: Sequence[tuple[float, float]]) -> Frame:
    """The part of the grid that holds all points, with a margin, as wide as the drawing and no higher than it may be."""
    if not points:
        return Frame(0, 0, LEAST_METRES / WIDTH, LEAST_HEIGHT)
    easts, norths = [east for east, _ in points], [north for _, north in points]
    wide = max(max(easts) - min(easts), LEAST_METRES)
    high = max(max(norths) - min(norths), LEAST_METRES)
    metres = max(wide / (WIDTH - 2 * MARGIN), high / (MOST_HEIGHT - 2 * MARGIN))
    height = max(LEAST_HEIGHT, high / metres + 2 * MARGIN)
    middle_east, middle_north = (max(easts) + min(easts)) / 2, (max(norths) + min(norths)) / 2
    west = middle_east - (WIDTH - 2 * MARGIN) * metres / 2
    south = middle_north - (height - 2 * MARGIN) * metres / 2
    return Frame(west, south, metres, height)


def spread(points: Sequence[tuple[float, float]], height: float) -> list[tuple[float, float]]:
    """The points, those that would cover each other packed side by side around the first of them, inside the drawing."""
    crowds: list[list[int]] = []
    centres: dict[tuple[int, int], list[int]] = {}
    for place, point in enumerate(points):
        crowd = _crowd_near(point, points, crowds, centres)
        if crowd is None:
            centres.setdefault(_cell(point), []).append(len(crowds))
            crowds.append([place])
        else:
            crowds[crowd].append(place)
    moved = list(points)
    for crowd in crowds:
        if len(crowd) > 1:
            for place, point in zip(crowd, _packed(points[crowd[0]], len(crowd), height), strict=True):
                moved[place] = point
    return moved


def _cell(point: tuple[float, float]) -> tuple[int, int]:
    return floor(point[0] / NEAR), floor(point[1] / NEAR)


def _crowd_near(
    point: tuple[float, float],
    points: Sequence[tuple[float, float]],
    crowds: Sequence[list[int]],
    centres: Mapping[tuple[int, int], list[int]],
) -> int | None:
    """The first crowd whose first point is too near to this one; only the nine cells around it are looked at."""
    across, down = _cell(point)
    near = [
        crowd
        for x in (across - 1, across, across + 1)
        for y in (down - 1, down, down + 1)
        for crowd in centres.get((x, y), ())
        if dist(points[crowds[crowd][0]], point) < NEAR
    ]
    return min(near, default=None)


def _packed(centre: tuple[float, float], number: int, height: float) -> list[tuple[float, float]]:
    """So many points side by side around a centre, as seeds lie in a sunflower; moved inwards at the rim as a whole."""
    away = [APART * sqrt(place) for place in range(number)]
    inset = away[-1] + 2 * HALF
    x = min(max(centre[0], inset), max(inset, WIDTH - inset))
    y = min(max(centre[1], inset), max(inset, height - inset))
    return [
        (x + radius * cos(place * GOLDEN_TURN), y + radius * sin(place * GOLDEN_TURN))
        for place, radius in enumerate(away)
    ]


def scale_bar(metres: float) -> tuple[float, str]:
    """A round length of about a quarter of the drawing: in its units, and in words."""
    wanted = WIDTH * SCALE_SHARE * metres
    power = 10 ** floor(log10(wanted))
    length = next(step * power for step in (5, 2, 1, 0.5) if step * power <= wanted)
    words = f"{length / METRES_IN_A_KM:g} km" if length >= METRES_IN_A_KM else f"{length:g} m"
    return length / metres, words


def sentence_of(shown: Map) -> str:
    """What the map shows, said from its places; those that are not on it are told apart."""
    one, many = shown.noun
    counted = Counter(place.group for place in shown.places if place.is_placed)
    if not shown.places:
        return f"There are no {many} to show."
    absent = len(shown.places) - counted.total()
    words = f"{count_words(len(shown.places), one, many)}{f', {absent:,} of them not on the map' if absent else ''}."
    parts = [f"{words}: {counted[slug]:,}" for slug, words in shown.groups.items() if counted[slug]]
    return f"{words} {'; '.join(parts)}." if parts else words


def _legend(shown: Map, numbers: dict[str, int]) -> tuple[Entry, ...]:
    counted = Counter(place.group for place in shown.places if place.is_placed)
    return tuple(
        Entry(numbers[slug], words, counted[slug], mark_path(numbers[slug], 8, 8, HALF))
        for slug, words in shown.groups.items()
        if counted[slug]
    )


def _words(shown: Map, place: Place) -> str:
    return ", ".join(part for part in (shown.groups[place.group], place.note) if part)
