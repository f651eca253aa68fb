"""Invents partnerships: primaries by place, secondaries in collaborative groups, some unpartnered."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from random import Random

from headway.demo.county import Membership, Partnership, School, Size
from headway.demo.kinds import PRIMARY_PHASES, SECONDARY_PHASES

BY_PLACE, COLLABORATIVE, THEMATIC = "geographic", "secondary-collaborative", "thematic"
PRIMARY_COUNT = {"county": 41, "small": 6}
_SECONDARY_COUNT = {"county": 10, "small": 1}
_PARTNERED_SHARE = 0.9
_FORMED_ON = date(2022, 9, 1)
_GUESTS = {
    "county": 5,
    "small": 1,
}  # special schools and units that join in, and earn their partnership nothing


def make_partnerships(
    random: Random, size: Size, schools: tuple[School, ...], first_day: date
) -> tuple[Partnership, ...]:
    """Partnerships with dated members; at most one recognised membership a school at a time.

    There is also one thematic group that is not recognised, and a school that changed partnership this year.
    """
    primaries = _some(random, [s for s in schools if s.phase in PRIMARY_PHASES])
    secondaries = _some(random, [s for s in schools if s.phase in SECONDARY_PHASES])
    made = [
        _partnership(random, group, BY_PLACE) for group in _by_place(primaries, PRIMARY_COUNT[size]) if group
    ]
    made += [
        _partnership(random, group, COLLABORATIVE)
        for group in _by_place(secondaries, _SECONDARY_COUNT[size])
        if group
    ]
    made = _without_same_names(made)
    made = _with_guests(random, made, schools, _GUESTS[size])
    made = _with_moves(made, first_day)
    return (*made, _thematic(secondaries, schools))


def _some(random: Random, schools: list[School]) -> list[School]:
    """Nine in ten, by chance, in their old order."""
    kept = set(random.sample(range(len(schools)), round(len(schools) * _PARTNERED_SHARE)))
    return [school for number, school in enumerate(schools) if number in kept]


def _by_place(schools: list[School], how_many: int) -> list[list[School]]:
    """Groups of neighbours: each quadrant gets its share of them, then is halved by its longer side."""
    quadrants: dict[str, list[School]] = defaultdict(list)
    for school in schools:
        quadrants[school.place.district.quadrant].append(school)
    shares = _whole_shares([len(members) for members in quadrants.values()], how_many)
    return [
        group
        for members, share in zip(quadrants.values(), shares, strict=True)
        for group in _halve(members, share)
    ]


def _whole_shares(sizes: list[int], total: int) -> list[int]:
    """Whole shares of `total` in proportion to sizes, the largest remainders rounded up; they sum to it."""
    exact = [size * total / sum(sizes) for size in sizes]
    shares = [int(value) for value in exact]
    order = sorted(range(len(sizes)), key=lambda number: (shares[number] - exact[number], number))
    for number in order[: total - sum(shares)]:
        shares[number] += 1
    return shares


def _halve(schools: list[School], parts: int) -> list[list[School]]:
    """Cut by the longer side, again and again, into `parts` groups of nearly even size; no part, no group."""
    if parts < 2 or len(schools) < 2:
        return [schools] if parts else []
    eastings = [school.easting for school in schools]
    northings = [school.northing for school in schools]
    wide = max(eastings) - min(eastings) >= max(northings) - min(northings)
    order = sorted(schools, key=lambda s: (s.easting if wide else s.northing, s.urn))
    first = parts // 2
    cut = round(len(order) * first / parts)
    return _halve(order[:cut], first) + _halve(order[cut:], parts - first)


def _partnership(random: Random, members: list[School], kind: str) -> Partnership:
    lead = random.choice(members)
    title = "Collaborative" if kind == COLLABORATIVE else "Partnership"
    return Partnership(
        name=f"{lead.place.name} {title}",
        kind=kind,
        recognised=True,
        quadrant=lead.place.district.quadrant,
        lead_urn=lead.urn,
        members=tuple(Membership(school.urn, _FORMED_ON, None) for school in members),
    )


def _without_same_names(made: list[Partnership]) -> list[Partnership]:
    """A second partnership led from the same town becomes North, then East, then West and South."""
    seen: dict[str, int] = defaultdict(int)
    named = []
    for partnership in made:
        number = seen[partnership.name]
        seen[partnership.name] += 1
        side = ("", "North ", "East ", "West ", "South ")[number] if number < 5 else f"{number} "
        named.append(replace(partnership, name=f"{side}{partnership.name}"))
    return named


def _with_guests(
    random: Random, made: list[Partnership], schools: tuple[School, ...], how_many: int
) -> list[Partnership]:
    """Some special schools and units as members of a partnership by place in their quadrant."""
    changed = list(made)
    apart = [school for school in schools if school.phase in {"special", "pru"}]
    for guest in random.sample(apart, how_many):
        for number, partnership in enumerate(changed):
            if partnership.kind == BY_PLACE and partnership.quadrant == guest.place.district.quadrant:
                members = (*partnership.members, Membership(guest.urn, _FORMED_ON, None))
                changed[number] = replace(partnership, members=members)
                break
    return changed


def _with_moves(made: list[Partnership], first_day: date) -> list[Partnership]:
    """One school left its partnership for another last January, so its history shows both."""
    leaving, joining = made[0], made[1]
    moved_on = date(first_day.year, 1, 1)
    mover = next(member for member in leaving.members if member.urn != leaving.lead_urn)
    left = tuple(Membership(m.urn, m.since, moved_on) if m.urn == mover.urn else m for m in leaving.members)
    joined = (*joining.members, Membership(mover.urn, moved_on, None))
    return [replace(leaving, members=left), replace(joining, members=joined), *made[2:]]


def _thematic(secondaries: list[School], schools: tuple[School, ...]) -> Partnership:
    """A reading network across phases: known to the service, but not recognised, so it earns no days."""
    primaries = [school for school in schools if school.phase == "primary"]
    members = [secondaries[0], *primaries[3:40:9]]
    return Partnership(
        name="Reading Together Network",
        kind=THEMATIC,
        recognised=False,
        quadrant="",
        lead_urn=secondaries[0].urn,
        members=tuple(Membership(school.urn, date(2024, 1, 1), None) for school in members),
    )
