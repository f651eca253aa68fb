"""One way to draw a map: places on the National Grid in, marks, a scale bar and a sentence out. No tile, no outside call.

Groups differ by shape and by being filled or hollow as well as by colour. Lengths are in units of a drawing 800 wide.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, floor, log10, pi, sin

from headway.kit.words import count_words

WIDTH = 800.0
LEAST_HEIGHT, MOST_HEIGHT = 320.0, 900.0
MARGIN = 24.0
# Half the size of a mark, and how near two marks may stand before they are put beside each other.
HALF = 5.0
NEAR = 6.0
SHAPES = 4
MARKS = 2 * SHAPES
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
    placed = [one for one in shown.places if one.easting is not None and one.northing is not None]
    unplaced = tuple(one for one in shown.places if one.easting is None or one.northing is None)
    frame = frame_of([(one.easting, one.northing) for one in placed])
    numbers = {slug: place % MARKS + 1 for place, slug in enumerate(shown.groups)}
    spots = tuple(
        Spot(shape(numbers[one.group], x, y), numbers[one.group], _words(shown, one), one)
        for one, (x, y) in zip(placed, spread([frame.at(o.easting, o.northing) for o in placed]), strict=True)
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


def spread(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points, those that would cover each other put on a ring around where they are."""
    cells = [(round(x / NEAR), round(y / NEAR)) for x, y in points]
    crowd, met = Counter(cells), Counter()
    moved = []
    for (x, y), cell in zip(points, cells, strict=True):
        place = met[cell]
        met[cell] += 1
        if crowd[cell] == 1:
            moved.append((x, y))
            continue
        turn = 2 * pi * place / crowd[cell]
        radius = HALF * max(1.0, crowd[cell] / pi)
        moved.append((x + radius * cos(turn), y + radius * sin(turn)))
    return moved


def scale_bar(metres: float) -> tuple[float, str]:
    """A round length of about a quarter of the drawing: in its units, and in words."""
    wanted = WIDTH * SCALE_SHARE * metres
    power = 10 ** floor(log10(wanted))
    length = next(step * power for step in (5, 2, 1, 0.5) if step * power <= wanted)
    words = f"{length / METRES_IN_A_KM:g} km" if length >= METRES_IN_A_KM else f"{length:g} m"
    return length / metres, words


def sentence_of(shown: Map) -> str:
    """What the map shows, said from its places."""
    one, many = shown.noun
    counted = Counter(place.group for place in shown.places)
    if not counted:
        return f"There are no {many} to show."
    parts = [f"{words}: {counted[slug]:,}" for slug, words in shown.groups.items() if counted[slug]]
    return f"{count_words(len(shown.places), one, many)}. {'; '.join(parts)}."


def shape(number: int, x: float, y: float) -> str:
    """Circle, square, diamond, triangle: a mark that is told apart without its colour."""
    h = HALF
    shapes = (
        f"M{x - h:.1f} {y:.1f}a{h} {h} 0 1 0 {2 * h} 0a{h} {h} 0 1 0 -{2 * h} 0z",
        f"M{x - h:.1f} {y - h:.1f}h{2 * h}v{2 * h}h-{2 * h}z",
        f"M{x:.1f} {y - 1.3 * h:.1f}l{1.3 * h:.1f} {1.3 * h:.1f}l-{1.3 * h:.1f} {1.3 * h:.1f}l-{1.3 * h:.1f} -{1.3 * h:.1f}z",
        f"M{x:.1f} {y - h:.1f}l{h} {1.8 * h:.1f}h-{2 * h}z",
    )
    return shapes[(number - 1) % SHAPES]


def _legend(shown: Map, numbers: dict[str, int]) -> tuple[Entry, ...]:
    counted = Counter(place.group for place in shown.places)
    return tuple(
        Entry(numbers[slug], words, counted[slug], shape(numbers[slug], 8, 8))
        for slug, words in shown.groups.items()
        if counted[slug]
    )


def _words(shown: Map, place: Place) -> str:
    return ", ".join(part for part in (shown.groups[place.group], place.note) if part)
