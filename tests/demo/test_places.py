"""Districts and places."""

from random import Random

from headway.demo.places import make_districts, make_places


def test_quadrants_hold_neighbouring_districts_in_equal_number() -> None:
    districts = make_districts(Random("d"), "county")
    by_quadrant: dict[str, list[tuple[int, int]]] = {}
    for district in districts:
        by_quadrant.setdefault(district.quadrant, []).append((district.easting, district.northing))
    assert sorted(len(centres) for centres in by_quadrant.values()) == [3, 3, 3, 3]
    for centres in by_quadrant.values():
        nearest = [
            min(abs(e - e2) + abs(n - n2) for e2, n2 in centres if (e2, n2) != (e, n)) for e, n in centres
        ]
        assert max(nearest) < 40_000


def test_every_district_has_one_large_town_two_small_ones_and_villages() -> None:
    random = Random("p")
    districts = make_districts(random, "small")
    places = make_places(random, "small", districts)
    for district in districts:
        mine = [place for place in places if place.district == district]
        assert [place.town for place in mine] == [True] * 3 + [False] * 6
        assert mine[0].schools_weight > mine[1].schools_weight > mine[3].schools_weight
        assert all(0 <= place.need <= 1 for place in mine)
