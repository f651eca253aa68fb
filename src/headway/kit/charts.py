"""One way to draw a chart: figures in; shapes, a sentence and a table out. No script, no style attribute.

Bars begin at zero; a missing figure is a gap with its reason and never a zero; series differ by mark and dash as well as
by colour. Lengths are in units of a drawing 360 wide, so that its words can be read on a phone.
"""

from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, log10

from headway.kit.shapes import mark_path
from headway.kit.tables import Cell, Column, Table, plain_table

WIDTH, HEIGHT = 360.0, 210.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 14.0, 18.0, 28.0
STEPS = 4
BAR_SHARE = 0.7
WHOLE = 100.0
SMALLEST = 1e-3
# Half the size of a mark.
HALF = 4.0
# Words beside marks, and labels under a line, that do not cover one another.
MOST_WRITTEN = 6


@dataclass(frozen=True, slots=True)
class Value:
    """One figure: its amount and its words; None with the reason why it is missing."""

    amount: float | None
    words: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one name, one for each label of the chart."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is to be drawn. `lines`: over time, else bars; `lying`: bars a line each. `unit` “%” is drawn from 0 to 100.

    `csv_href`: the same figures.
    """

    caption: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    lines: bool = False
    lying: bool = False
    unit: str = ""
    source: str = ""
    csv_href: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: where, and its words."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure as a shape: `path` of SVG, and the words at `x`, `y` where they are written beside it."""

    path: str
    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """One series as it is drawn; `number` chooses mark, dash and colour. `runs`: lines between neighbouring figures."""

    name: str
    number: int
    runs: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def key(self) -> str:
        """The mark as the legend shows it."""
        return mark_path(self.number, 14.0, 6.0, HALF)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the template needs."""

    chart: Chart
    sentence: str
    table: Table
    down: tuple[Tick, ...]
    across: tuple[Tick, ...]
    series: tuple[Drawn, ...]
    rules: tuple[str, ...] = ()
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT

    @property
    def has_shapes(self) -> bool:
        """Whether there is a figure to draw."""
        return any(one.marks for one in self.series)


def draw(chart: Chart) -> Drawing:
    """The drawing of a chart; without a single figure it has no shapes, and the sentence says so."""
    low, high = scale_of(chart)
    ticks = tuple(
        Tick(_down(amount, low, high), f"{number_words(amount)}{chart.unit}")
        for amount in (low + (high - low) * step / STEPS for step in range(STEPS + 1))
    )
    every = ceil(len(chart.labels) / MOST_WRITTEN) if chart.lines else 1
    across = tuple(
        Tick(_across(at, chart), label)
        for at, label in enumerate(chart.labels)
        if (len(chart.labels) - 1 - at) % every == 0
    )
    series = tuple(_drawn(chart, number, one, low, high) for number, one in enumerate(chart.series, 1))
    rules = tuple(f"M{LEFT:.1f} {tick.at:.1f}H{WIDTH - RIGHT:.1f}" for tick in ticks)
    return Drawing(chart, sentence_of(chart), table_of(chart), ticks, across, series, rules)


def scale_of(chart: Chart) -> tuple[float, float]:
    """The least and the greatest amount the drawing reaches, at round numbers; bars reach zero."""
    amounts = [value.amount for one in chart.series for value in one.values if value.amount is not None]
    if not amounts or (chart.unit == "%" and min(amounts) >= 0 and max(amounts) <= WHOLE):
        return 0.0, WHOLE if chart.unit == "%" else 1.0
    low, high = min(amounts), max(amounts)
    if not chart.lines:
        low, high = min(low, 0.0), max(high, 0.0)
    step = _round_step(max(high - low, abs(high) / 10, abs(low) / 10, SMALLEST) / STEPS)
    while (bottom := floor(low / step) * step) + step * STEPS < high:
        step = _round_step(step * 1.01)
    return bottom, bottom + step * STEPS


def sentence_of(chart: Chart) -> str:
    """What the chart shows, said from its figures."""
    told = [
        (label, value) for label, value in zip(chart.labels, chart.series[0].values, strict=True) if value.words
    ] if chart.series else []  # fmt: skip
    if not told:
        return "There is no figure to draw yet."
    return _line_sentence(chart, told) if chart.lines else _bar_sentence(chart, told)


def table_of(chart: Chart) -> Table:
    """The same figures as a table, missing ones with their reason."""
    columns = (Column(""), *(Column(one.name) for one in chart.series))
    rows = [
        (label, *(_cell(one.values[at]) for one in chart.series)) for at, label in enumerate(chart.labels)
    ]
    return plain_table(chart.caption, columns, rows, empty_words="There is no figure yet.")


def rows_of(chart: Chart) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the same figures for a file; a missing one is an empty cell."""
    rows = [[label, *(one.values[at].words for one in chart.series)] for at, label in enumerate(chart.labels)]
    return ["", *(one.name for one in chart.series)], rows


def _line_sentence(chart: Chart, told: list[tuple[str, Value]]) -> str:
    label, value = told[-1]
    at = chart.labels.index(label)
    beside = [f"{one.name} {one.values[at].words}" for one in chart.series[1:] if one.values[at].words]
    now = (
        f"{label}: {chart.series[0].name} {value.words}" + (f", {', '.join(beside)}" if beside else "") + "."
    )
    if len(told) == 1:
        return now
    first_label, first = told[0]
    return f"{now} In {first_label} it was {first.words}."


def _bar_sentence(chart: Chart, told: list[tuple[str, Value]]) -> str:
    most = max(told, key=lambda pair: pair[1].amount or 0)
    least = min(told, key=lambda pair: pair[1].amount or 0)
    name = chart.series[0].name
    if len(told) == 1:
        return f"{name}: {most[0]} {most[1].words}."
    return f"{name}: most in {most[0]} ({most[1].words}), fewest in {least[0]} ({least[1].words})."


def _cell(value: Value) -> Cell:
    return Cell(value.words) if value.words else Cell(None, missing=value.why or "no figure")


def _drawn(chart: Chart, number: int, series: Series, low: float, high: float) -> Drawn:
    if chart.lines:
        return _line(chart, number, series, low, high)
    return _bars(chart, number, series, low, high)


def _line(chart: Chart, number: int, series: Series, low: float, high: float) -> Drawn:
    points = [
        None if value.amount is None else (_across(at, chart), _down(value.amount, low, high))
        for at, value in enumerate(series.values)
    ]
    runs = [
        " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
        for is_there, run in ((known, list(part)) for known, part in groupby(points, key=bool))
        if is_there and len(run) > 1
    ]
    there = [at for at, point in enumerate(points) if point]
    written = there if len(there) <= MOST_WRITTEN else [there[0], there[-1]]
    marks = [
        # Only the first series is written beside its marks; the others would cover it.
        Mark(
            mark_path(number, *point, HALF),
            value.words if number == 1 and at in written else "",
            point[0],
            point[1] - 2 * HALF,
        )
        for at, (point, value) in enumerate(zip(points, series.values, strict=True))
        if point
    ]
    return Drawn(series.name, number, tuple(runs), tuple(marks))


def _bars(chart: Chart, number: int, series: Series, low: float, high: float) -> Drawn:
    room = (WIDTH - LEFT - RIGHT) / max(1, len(chart.labels))
    wide = room * BAR_SHARE / len(chart.series)
    foot = _down(0.0, low, high)
    marks = []
    for at, value in enumerate(series.values):
        if value.amount is None:
            continue
        x = _across(at, chart) - room * BAR_SHARE / 2 + wide * (number - 1)
        top = _down(value.amount, low, high)
        path = f"M{x:.1f} {foot:.1f}V{top:.1f}h{wide:.1f}V{foot:.1f}z"
        marks.append(Mark(path, value.words, x + wide / 2, min(top, foot) - HALF))
    return Drawn(series.name, number, (), tuple(marks))


def _across(at: int, chart: Chart) -> float:
    room = (WIDTH - LEFT - RIGHT) / max(1, len(chart.labels))
    return LEFT + room * (at + 0.5)


def _down(amount: float, low: float, high: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (amount - low) / (high - low))


def _round_step(step: float) -> float:
    """1, 1.5, 2, 2.5, 3, 4 or 5 times a power of ten, at least the step."""
    power = 10.0 ** floor(log10(step))
    return next(times * power for times in (1, 1.5, 2, 2.5, 3, 4, 5, 10) if times * power >= step - 1e-12)


def number_words(amount: float) -> str:
    """An amount as an axis shows it."""
    return f"{amount:,.6g}".replace("-", "−")
