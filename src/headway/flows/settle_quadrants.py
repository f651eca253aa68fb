"""Gives every district a quadrant: by the policy of this authority, else by clustering, marked proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from math import atan2, pi

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.quadrants import Area, place_districts
from headway.features.partnerships.queries import known_open
from headway.features.policies.queries import NoPolicy, typed
from headway.features.schools.models import Placement
from headway.features.schools.queries import own_authority, own_schools
from headway.planner.territory.quadrants import District, propose_quadrants
from headway.rules.areas import QuadrantPolicy, find_quadrant
from headway.rules.calendars import day_words

QUADRANTS = 4  # what the word says
# Counted from east against the clock, an eighth of a turn each.
COMPASS = ("East", "North East", "North", "North West", "West", "South West", "South", "South East")


@dataclass(frozen=True, slots=True)
class SettledQuadrants:
    """What became of the districts: how many were placed, into which quadrants, and what was odd."""

    districts: int
    quadrants: tuple[str, ...]
    proposed: bool
    words: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A district where the authority has open schools; its middle is that of its schools, in metres."""

    code: str
    name: str
    schools: int
    easting: float | None
    northing: float | None
    quadrant: str


def settle_quadrants(*, on: date, by: Viewer | None, at: datetime) -> SettledQuadrants:
    """Place every district of open schools that stands in no quadrant on the day (M1-02); the others stay.

    The policy in use counts when it is this authority's; a district it does not name joins the nearest
    quadrant. Without one the districts are clustered into at most four, named by their position.
    """
    places = _places(on)
    waiting = [place for place in places if not place.quadrant]
    if not waiting:
        return SettledQuadrants(0, (), False, "Every district stands in a quadrant already.")
    policy = _policy_of_authority()
    if policy:
        return _settle_by_policy(places, policy, on=on, by=by, at=at)
    if len(waiting) < len(places):
        return _join_nearest(places, on=on, by=by, at=at)
    names = _cluster(places)
    origin = f"Clustered from the places of schools on {day_words(on)}"
    areas = _areas(places, names, proposed=True, origin=origin)
    place_districts(areas=areas, valid_from=on, by=by, at=at)
    words = "No policy names the quadrants of this authority, so they are proposed by place, to be settled."
    return SettledQuadrants(len(places), tuple(area.name for area in areas), True, words)


def _policy_of_authority() -> QuadrantPolicy | None:
    """The quadrant policy in use, where it is written for this authority."""
    try:
        policy: QuadrantPolicy = typed("quadrants")
    except NoPolicy:
        return None
    authority = own_authority()
    same = authority is not None and policy.authority.casefold() == authority.name.casefold()
    return policy if same else None


def _places(on: date) -> list[_Place]:
    """The districts of the authority's open schools, by code; two queries."""
    rows = known_open(own_schools(), on).exclude(district=None)
    fields = rows.order_by("district_id").values("district_id", "district__name", "easting", "northing")
    placed = dict(Placement.objects.as_at(on).values_list("district_id", "quadrant__name"))
    return [_place(list(group), placed) for _, group in groupby(fields, lambda row: row["district_id"])]


def _place(rows: list[dict], placed: Mapping[str, str]) -> _Place:
    known = [row for row in rows if row["easting"] is not None and row["northing"] is not None]
    return _Place(
        code=rows[0]["district_id"],
        name=rows[0]["district__name"],
        schools=len(rows),
        easting=sum(row["easting"] for row in known) / len(known) if known else None,
        northing=sum(row["northing"] for row in known) / len(known) if known else None,
        quadrant=placed.get(rows[0]["district_id"], ""),
    )


def _settle_by_policy(
    places: Sequence[_Place], policy: QuadrantPolicy, *, on: date, by: Viewer | None, at: datetime
) -> SettledQuadrants:
    slugs = {place.code: find_quadrant(place.name, policy) for place in places if not place.quadrant}
    names = {code: f"Quadrant {policy.labels[slug]}" for code, slug in slugs.items() if slug}
    known = [replace(place, quadrant=names.get(place.code, place.quadrant)) for place in places]
    nearest, warnings = _nearest(known)
    origin = f"Policy {policy.header.name}, version {policy.header.version}"
    areas = _areas(places, names | nearest, proposed=False, origin=origin)
    # The policy tells of the past too, but a district that was placed before must not be placed twice.
    first = not Placement.objects.filter(district__in=names | nearest).exists()
    valid_from = min(on, policy.header.valid_from) if first else on
    place_districts(areas=areas, valid_from=valid_from, by=by, at=at)
    words = f"By the quadrants of {policy.authority} ({policy.header.name})."
    return SettledQuadrants(len(slugs), tuple(area.name for area in areas), False, words, warnings)


def _join_nearest(places: Sequence[_Place], *, on: date, by: Viewer | None, at: datetime) -> SettledQuadrants:
    nearest, warnings = _nearest(places)
    areas = _areas(places, nearest, proposed=True, origin="")
    place_districts(areas=areas, valid_from=on, by=by, at=at)
    words = "Districts new to the register joined the nearest quadrant."
    return SettledQuadrants(len(nearest), tuple(area.name for area in areas), True, words, warnings)


def _nearest(places: Sequence[_Place]) -> tuple[dict[str, str], tuple[str, ...]]:
    """For each district without a quadrant, that of the nearest district with one, and a sentence about it."""
    homes = [place for place in places if place.quadrant]
    found, warnings = {}, []
    for place in places:
        if place.quadrant or not homes:
            continue
        home = min(homes, key=lambda other: (_distance(place, other), other.code))
        found[place.code] = home.quadrant
        warnings.append(f"{place.name} stood in no quadrant; it joined {home.quadrant}. Check it.")
    return found, tuple(warnings)


def _distance(one: _Place, other: _Place) -> float:
    """Squared metres; a district whose schools have no place is farthest from everything."""
    if one.easting is None or one.northing is None or other.easting is None or other.northing is None:
        return float("inf")
    return (one.easting - other.easting) ** 2 + (one.northing - other.northing) ** 2


def _cluster(places: Sequence[_Place]) -> dict[str, str]:
    """District code to the name of its proposed quadrant."""
    located = [place for place in places if place.easting is not None and place.northing is not None]
    middle = _middle(located) if located else (0.0, 0.0)
    districts = [
        District(
            place.code,
            place.easting if place.easting is not None else middle[0],
            place.northing if place.northing is not None else middle[1],
            place.schools,
        )
        for place in places
    ]
    numbers = propose_quadrants(districts, count=QUADRANTS)
    members = {
        number: [place for place in located if numbers[place.code] == number] for number in numbers.values()
    }
    names = name_areas(
        {number: _middle(inside) if inside else middle for number, inside in members.items()}, middle
    )
    return {code: names[number] for code, number in numbers.items()}


def name_areas(middles: Mapping[int, tuple[float, float]], middle: tuple[float, float]) -> dict[int, str]:
    """Each area's name by the direction in which it lies from the middle, no direction twice.

    One area alone is named after the authority. At most eight areas can be named.
    """
    if len(middles) == 1:
        authority = own_authority()
        return {number: f"Quadrant {authority.name if authority else 'One'}" for number in middles}
    fits = sorted(
        (_turn_between(place, middle, point), number, point)
        for number, place in middles.items()
        for point in range(len(COMPASS))
    )
    names: dict[int, str] = {}
    for _, number, point in fits:
        name = f"Quadrant {COMPASS[point]}"
        if number not in names and name not in names.values():
            names[number] = name
    return names


def _turn_between(place: tuple[float, float], middle: tuple[float, float], point: int) -> float:
    """How far, in radians, the place lies from a point of the compass as seen from the middle."""
    angle = atan2(place[1] - middle[1], place[0] - middle[0])
    turn = abs(angle - point * pi / 4) % (2 * pi)
    return min(turn, 2 * pi - turn)


def _middle(places: Sequence[_Place]) -> tuple[float, float]:
    """The mean of the districts' middles by their schools, in metres."""
    schools = sum(place.schools for place in places) or 1
    east = sum((place.easting or 0) * place.schools for place in places) / schools
    north = sum((place.northing or 0) * place.schools for place in places) / schools
    return east, north


def _areas(places: Sequence[_Place], names: Mapping[str, str], *, proposed: bool, origin: str) -> list[Area]:
    """The quadrants to place, by name, with the districts that still wait."""
    return [
        Area(name, proposed, origin, tuple(place.code for place in places if names.get(place.code) == name))
        for name in sorted(set(names.values()))
    ]
