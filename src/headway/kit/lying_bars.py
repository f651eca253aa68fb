"""Bars that lie: a line for each name, for names too long or too many to stand under upright bars."""

from headway.kit.charts import (
    BOTTOM,
    RIGHT,
    TOP,
    WIDTH,
    Chart,
    Drawing,
    Drawn,
    Mark,
    Series,
    Tick,
    number_words,
    scale_of,
    sentence_of,
    table_of,
)

NAMES = 138.0  # room for the names
LETTERS = 19  # of a name that fit there
BEGIN = 7  # of them from where a longer name begins
FIGURES = 62.0  # room for the words behind a bar
BAR, GAP = 15.0, 10.0
STEPS = 2


def draw_lying(chart: Chart) -> Drawing:
    """The drawing of a chart with its bars lying; without a single figure it has no shapes."""
    low, high = scale_of(chart)
    height = TOP + len(chart.labels) * _line_height(chart) + BOTTOM
    steps = [low + (high - low) * step / STEPS for step in range(STEPS + 1)]
    across = tuple(Tick(_along(one, low, high), f"{number_words(one)}{chart.unit}") for one in steps)
    down = tuple(Tick(_middle(at, chart), _short(label)) for at, label in enumerate(chart.labels))
    return Drawing(
        chart,
        sentence_of(chart),
        table_of(chart),
        down,
        across,
        tuple(_drawn(chart, number, one, low, high) for number, one in enumerate(chart.series)),
        rules=tuple(f"M{tick.at:.1f} {TOP:.1f}V{height - BOTTOM:.1f}" for tick in across),
        height=height,
        left=NAMES,
    )


def _drawn(chart: Chart, number: int, series: Series, low: float, high: float) -> Drawn:
    foot = _along(0.0, low, high)
    marks = []
    for at, value in enumerate(series.values):
        if value.amount is None:
            continue
        top = TOP + at * _line_height(chart) + GAP / 2 + number * BAR
        end = _along(value.amount, low, high)
        path = f"M{foot:.1f} {top:.1f}H{end:.1f}v{BAR - 1:.1f}H{foot:.1f}z"
        marks.append(Mark(path, value.words, max(end, foot) + 4, top + BAR / 2))
    return Drawn(series.name, number + 1, (), tuple(marks))


def _line_height(chart: Chart) -> float:
    return GAP + BAR * max(1, len(chart.series))


def _middle(at: int, chart: Chart) -> float:
    return TOP + (at + 0.5) * _line_height(chart)


def _along(amount: float, low: float, high: float) -> float:
    return NAMES + (WIDTH - NAMES - FIGURES - RIGHT) * (amount - low) / (high - low)


def _short(label: str) -> str:
    """A name as far as there is room: its begin and its end, where posts differ; the table has it whole."""
    if len(label) <= LETTERS:
        return label
    end = LETTERS - 1 - BEGIN
    return f"{label[:BEGIN].rstrip()}…{label[-end:].lstrip()}"
