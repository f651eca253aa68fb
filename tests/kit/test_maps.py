"""Maps: where marks stand, how far a scale bar reaches, and that nothing is put where it is not known to be."""

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.kit.maps import HALF, MARGIN, NEAR, WIDTH, Map, Place, draw_map, frame_of, scale_bar, spread

GRID = st.tuples(st.integers(0, 700_000), st.integers(0, 1_300_000))
GROUPS = {"primary": "Primary", "secondary": "Secondary"}


def place(name="Ash Lane", group="primary", easting=600_000, northing=200_000) -> Place:
    return Place(name, f"/{name}/", group, easting, northing)


@given(st.lists(GRID, min_size=1, max_size=60))
def test_every_point_stands_inside_the_margin(points):
    frame = frame_of(points)
    for x, y in (frame.at(*point) for point in points):
        assert MARGIN - 1e-6 <= x <= WIDTH - MARGIN + 1e-6
        assert MARGIN - 1e-6 <= y <= frame.height - MARGIN + 1e-6


@given(st.lists(GRID, min_size=2, max_size=20, unique=True))
def test_east_is_right_north_is_up_and_both_have_one_scale(points):
    frame = frame_of(points)
    (east, north), (east2, north2) = points[:2]
    (x, y), (x2, y2) = frame.at(east, north), frame.at(east2, north2)
    assert (x2 - x) * frame.metres == pytest.approx(east2 - east, abs=1e-3)
    assert (y - y2) * frame.metres == pytest.approx(north2 - north, abs=1e-3)


@given(st.floats(0.5, 5_000))
def test_a_scale_bar_is_a_round_length_and_fits(metres):
    units, words = scale_bar(metres)
    assert units * 1.0001 >= WIDTH / 10 and units <= WIDTH / 4 + 1e-6
    number, unit = words.split()
    length = float(number) * (1000 if unit == "km" else 1)
    assert units * metres == pytest.approx(length)
    assert f"{length:.0f}".rstrip("0") in ("1", "2", "5")


def nearest(points) -> float:
    return min(dist(a, b) for at, a in enumerate(points) for b in points[at + 1 :])


@given(st.integers(2, 60))
def test_marks_that_would_cover_each_other_stand_side_by_side(number):
    moved = spread([(400.0, 200.0)] * number, 400.0)
    assert nearest(moved) >= HALF
    assert all(dist(one, (400, 200)) <= 2 * HALF * number for one in moved)


@given(st.floats(0, 0.9 * NEAR), st.floats(100, 106))
def test_two_marks_too_near_are_told_apart_wherever_the_cells_end(apart, x):
    assert nearest(spread([(x, 100.0), (x + apart, 100.0)], 400.0)) >= HALF


@given(
    st.lists(st.tuples(st.floats(MARGIN, WIDTH - MARGIN), st.floats(MARGIN, 300.0)), max_size=30),
    st.integers(1, 40),
)
def test_no_mark_leaves_the_drawing_at_its_rim(points, number):
    for x, y in spread([*points, *[(WIDTH - MARGIN, MARGIN)] * number], 320.0):
        assert HALF <= x <= WIDTH - HALF and HALF <= y <= 320.0 - HALF


def test_marks_apart_stay_where_they_are():
    points = [(10.0, 10.0), (10.0 + 3 * NEAR, 10.0)]
    assert spread(points, 400.0) == points


def test_a_place_without_a_grid_reference_is_listed_told_apart_and_never_drawn_or_counted():
    drawn = draw_map(Map("Schools", GROUPS, (place(), place("Nowhere", easting=None))))
    assert [spot.place.name for spot in drawn.spots] == ["Ash Lane"]
    assert [one.name for one in drawn.unplaced] == ["Nowhere"]
    assert drawn.sentence == "2 schools, 1 of them not on the map. Primary: 1."
    assert [(entry.words, entry.count) for entry in drawn.legend] == [("Primary", 1)]


def test_two_maps_of_a_page_keep_their_points_apart():
    one, other = (draw_map(Map(caption, GROUPS, (place(),))) for caption in ("Schools", "Members"))
    assert one.points_id != other.points_id


def test_groups_differ_by_more_than_colour():
    groups = {str(number): f"Group {number}" for number in range(12)}
    drawn = draw_map(Map("Schools", groups, tuple(place(str(n), str(n)) for n in range(12))))
    looks = {(entry.path, (entry.number - 1) // 4) for entry in drawn.legend}
    assert len(looks) == 12


def test_nothing_to_show_is_said():
    drawn = draw_map(Map("Schools", GROUPS, ()))
    assert drawn.sentence == "There are no schools to show." and drawn.spots == ()
