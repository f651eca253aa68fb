"""Charts: scales that do not lie, gaps that are not zeros, and the same figures in shapes, words, table and file."""

import re

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from headway.kit.charts import (
    BOTTOM,
    HEIGHT,
    TOP,
    Chart,
    Series,
    Value,
    draw,
    rows_of,
    scale_of,
    table_of,
)
from headway.kit.lying_bars import draw_lying

YEARS = ("2022/23", "2023/24", "2024/25")
SUPPRESSED = Value(None, why="fewer than 6 pupils")
AMOUNTS = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False))


def value(amount):
    return SUPPRESSED if amount is None else Value(amount, f"{amount:g}%")


def chart(*rows, lines=True, unit="%", labels=YEARS, **more):
    names = ("School", "Larkshire", "England")
    series = tuple(Series(name, tuple(map(value, row))) for name, row in zip(names, rows, strict=False))
    return Chart("Expected standard", labels, series, lines=lines, unit=unit, **more)


def html(shown):
    return Template("{% load kit %}{% chart shown %}").render(Context({"shown": shown}))


def test_the_sentence_says_the_newest_year_its_neighbours_and_the_first():
    shown = draw(chart([67, 72, 69], [58, 60, 62], [60, 61, None]))
    assert shown.sentence == "2024/25: School 69%, Larkshire 62%. In 2022/23 it was 67%."


def test_one_year_and_none_are_said_as_they_are():
    assert draw(chart([None, None, 69])).sentence == "2024/25: School 69%."
    assert draw(chart([None, None, None])).sentence == "There is no figure to draw yet."
    assert not draw(chart([None, None, None])).has_shapes
    assert draw(Chart("Nothing", (), ())).sentence == "There is no figure to draw yet."


def test_bars_say_most_and_fewest():
    shown = draw(chart([4, 10, 1], lines=False, unit="", labels=("Strong", "Sound", "Concern")))
    assert shown.sentence == "School: most in Sound (10%), fewest in Concern (1%)."


def test_a_missing_year_breaks_the_line_and_is_no_mark():
    (school,) = draw(chart([50, None, 60], labels=YEARS)).series
    assert school.runs == ()
    assert len(school.marks) == 2
    assert "<polyline" not in html(chart([50, None, 60]))


def test_a_missing_figure_says_why_in_the_table_and_is_empty_in_the_file():
    shown = chart([50, None, 60])
    assert table_of(shown).rows[1].cells[1].missing == "fewer than 6 pupils"
    assert rows_of(shown)[1][1] == ["2023/24", ""]
    assert "fewer than 6 pupils" in html(shown)


def test_percentages_are_drawn_from_0_to_100():
    assert scale_of(chart([67, 72, 69])) == (0, 100)


@given(st.lists(AMOUNTS, min_size=1, max_size=12), st.booleans())
def test_everything_drawn_lies_inside_and_in_order(amounts, lines):
    labels = tuple(map(str, range(len(amounts))))
    shown = chart(amounts, lines=lines, unit="", labels=labels)
    low, high = scale_of(shown)
    known = [amount for amount in amounts if amount is not None]
    assert low < high
    assert not known or (low <= min(known) + 1e-6 and max(known) <= high + 1e-6)
    drawing = draw(shown)
    assert sum(len(one.marks) for one in drawing.series) == len(known)
    ticks = [tick.at for tick in drawing.down]
    assert ticks == sorted(ticks, reverse=True)


@given(st.lists(st.floats(-1e5, 1e5, allow_nan=False), min_size=1, max_size=8))
def test_bars_begin_at_zero_and_are_as_long_as_their_figures(amounts):
    shown = chart(amounts, lines=False, unit="", labels=tuple(map(str, range(len(amounts)))))
    low, high = scale_of(shown)
    assert low <= 0 <= high
    marks = draw(shown).series[0].marks
    lengths = [
        abs(float(m[1]) - float(m[2])) for m in (re.match(r"M\S+ (\S+)V(\S+)h", one.path) for one in marks)
    ]
    ratio = (HEIGHT - TOP - BOTTOM) / (high - low)
    for amount, length in zip(amounts, lengths, strict=True):
        assert length == pytest.approx(abs(amount) * ratio, abs=0.11)


def test_series_are_told_apart_without_colour():
    drawing = draw(chart([1, 2, 3], [2, 3, 4], [3, 4, 5]))
    shapes = {re.sub(r"[\d. -]+", "", one.key) for one in drawing.series}
    assert len(shapes) == 3
    written = html(chart([1, 2, 3], [2, 3, 4], [3, 4, 5]))
    assert all(f"app-chart__series--{number}" in written for number in (1, 2, 3))


def test_the_drawing_is_named_and_holds_no_script_or_style():
    written = html(chart([1, 2, 3], source="Key stage 2", csv_href="/x/"))
    assert 'role="img" aria-label="Expected standard. 2024/25: School 3%' in written
    assert "style=" not in written
    assert "<script" not in written
    assert 'href="/x/"' in written
    assert "Source: Key stage 2" in written


def test_hostile_words_stay_words():
    shown = Chart("<b>", ("<i>", "b"), (Series("<script>", (Value(1, "<u>"), Value(2, "2"))),), lines=True)
    assert not re.search(r"<(b|i|u|script)>", html(shown))


def test_lying_bars_begin_at_zero_are_as_long_as_their_figures_and_stand_apart():
    shown = chart([10, None, 5], [20, 10, 0], lines=False, unit="", lying=True, labels=("A", "B", "C"))
    drawing = draw_lying(shown)
    first, second = drawing.series
    spans = {
        (number, at): tuple(map(float, re.match(r"M(\S+) (\S+)H(\S+)v", mark.path).groups()))
        for number, one in enumerate((first, second))
        for at, mark in enumerate(one.marks)
    }
    foot = spans[0, 0][0]
    assert all(span[0] == foot for span in spans.values())
    assert (spans[0, 0][2] - foot) * 2 == pytest.approx(spans[1, 0][2] - foot, abs=0.2)
    assert spans[1, 2][2] == foot and len(first.marks) == 2
    tops = sorted(span[1] for span in spans.values())
    assert all(lower - upper >= 14 for upper, lower in zip(tops, tops[1:], strict=False))
    assert tops[-1] < drawing.height - BOTTOM


def test_a_long_name_is_cut_in_the_drawing_and_whole_in_the_table():
    name = "The partnership of Saint Somebody in the Valley"
    shown = chart([1], lines=False, unit="", lying=True, labels=(name,))
    assert draw_lying(shown).down[0].words == "The par…the Valley"
    assert table_of(shown).rows[0].cells[0] == name
    written = html(shown)
    assert "app-chart__words--beside" in written and "style=" not in written


def test_many_points_are_written_at_both_ends_and_labelled_now_and_then():
    many = draw(chart([50 + number for number in range(20)], labels=tuple(map(str, range(20)))))
    assert [mark.words for mark in many.series[0].marks if mark.words] == ["50%", "69%"]
    assert [tick.words for tick in many.across] == ["3", "7", "11", "15", "19"]
    few = draw(chart([50, 51, 52]))
    assert all(mark.words for mark in few.series[0].marks) and len(few.across) == 3
