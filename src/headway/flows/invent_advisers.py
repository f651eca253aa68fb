"""Inventing advisers where none are given, so that a first plan can be looked at: posts, marked invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

import numpy as np
from django.db import transaction

from headway.features.allocation.actions import replace_invented_conflicts
from headway.features.allocation.models import Conflict, Entitlement
from headway.features.allocation.queries import demand_of, year_label
from headway.features.people.models import Adviser, AdviserYear, Person
from headway.features.people.posts import AdviserFacts, PostFacts, drop_invented, keep_advisers, keep_people
from headway.features.policies.queries import typed
from headway.features.schools.models import Placement, School
from headway.features.schools.queries import own_schools
from headway.planner.territory.clusters import share_spots
from headway.rules.capacity import Contract, advisers_needed, invent_contracts
from headway.rules.deployment_policy import DeploymentPolicy
from headway.rules.schools import MAINSTREAM, PHASES
from headway.rules.verdict import Refused, refuse

ROLE = "adviser"
EMAIL = "adviser-{number:02d}@invented.invalid"  # no mail ever reaches a domain that ends so
SPECIAL_PHASES = ("special", "pru")
YOUNGER = ("nursery", "primary")
OLDER = ("secondary", "all-through", "16-plus")
SPECIAL_ROOM = 1.25  # specialists' days above what special schools and referral units ask
ONE_CONFLICT_IN = 5  # advisers
CONFLICT = "Invented: has worked at this school within the last three years"


@dataclass(frozen=True, slots=True)
class Invented:
    """How many advisers were invented, their deployable half-days together, the demand, and one sentence."""

    advisers: int
    capacity_half_days: int
    demand_half_days: int
    words: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A school with a place, and the half-days it asks for."""

    school: School
    half_days: int


def invent_advisers(
    *, year: int, number: int | None = None, seed: int, on: date, by: str, at: datetime
) -> Invented:
    """Invent `number` advisers for the academic year that starts in `year`, else one for each so many days of demand.

    Their deployable days add up to the demand of the year and the policy's spare. The same seed and demand give the same
    posts; run again, they are adjusted and those too many lose their year. Raises Refused when the year has no days yet,
    when advisers with days are known that were not invented, or when no school has coordinates.
    """
    demand = demand_of(year)
    asked = _asked(demand.by_school)
    _refuse_without(year, demand.half_days, asked, number)
    policy, deployment = typed("capacity"), typed("deployment")
    count = number or advisers_needed(demand.half_days, policy)
    contracts = invent_contracts(demand.half_days, count, policy)
    dice = Random(f"{seed}:advisers")
    bases = _bases(asked, count, dice)
    phases = _phases(asked, contracts)
    limit = _intensive_limit(year, count, deployment)
    since = date(year - 1, 9, 1)
    with transaction.atomic():
        people = _people(count, since, by, at)
        quadrants = dict(Placement.objects.as_at(on).values_list("district_id", "quadrant__name"))
        facts = [
            AdviserFacts(
                person=person,
                base=(base.easting or 0, base.northing or 0),
                quadrant=quadrants.get(base.district_id or "", ""),
                may_lead=True,
                max_intensive=limit,
                contract=contract,
                phases_first=first,
                phases_second=second,
                invented=True,
            )
            for person, base, contract, (first, second) in zip(people, bases, contracts, phases, strict=True)
        ]
        keep_advisers(advisers=facts, year=year, since=since, by=by, at=at)
        drop_invented(year=year, people=[person.pk for person in people], by=by, at=at)
        replace_invented_conflicts(conflicts=_conflicts(people, asked, since, dice), by=by, at=at)
    capacity = sum(contract.deployable_half_days for contract in contracts)
    words = (
        f"{count} invented advisers with {capacity / 2:g} days for {demand.half_days / 2:g} days of demand."
    )
    return Invented(count, capacity, demand.half_days, words)


def _asked(by_school: dict[str, int]) -> list[_Asked]:
    rows = own_schools().filter(
        urn__in=[int(urn) for urn in by_school], easting__isnull=False, northing__isnull=False
    )
    return [_Asked(row, by_school[str(row.urn)]) for row in rows.order_by("urn")]


def _refuse_without(year: int, demand: int, asked: Sequence[_Asked], number: int | None) -> None:
    if number is not None and number < 1:
        raise Refused(refuse(f"At least one adviser is needed; {number} were asked for."))
    if not demand:
        words = f"No days are given for {year_label(year)} yet. Give the days of the year first."
        raise Refused(refuse(words))
    if not asked:
        words = "No school with days has coordinates, so advisers cannot be placed. Load the register anew."
        raise Refused(refuse(words))
    known = AdviserYear.objects.filter(year=year, adviser__invented=False).count()
    if known:
        words = f"{known} advisers with days for {year_label(year)} are known; invent some only where there are none."
        raise Refused(refuse(words))


def _people(count: int, since: date, by: str, at: datetime) -> list[Person]:
    posts = [
        PostFacts(f"Adviser {number:02d}", EMAIL.format(number=number), (ROLE,))
        for number in range(1, count + 1)
    ]
    keep_people(posts=posts, since=since, by=by, at=at)
    found = {person.email: person for person in Person.objects.filter(email__endswith="@invented.invalid")}
    return [found[post.email] for post in posts]


def _bases(asked: Sequence[_Asked], count: int, dice: Random) -> list[School]:
    """A school for each adviser to live by: the middles of as many groups of near schools, none far from the mean size."""
    places = np.array([(one.school.easting, one.school.northing) for one in asked], dtype=float) / 1000
    groups_wanted = min(count, len(asked))
    groups = share_spots(
        places,
        groups_wanted,
        smallest=len(asked) // groups_wanted // 2,
        largest=-(-len(asked) * 2 // groups_wanted),
        anchors=range(len(asked)),
        dice=dice,
    )
    labels = np.array(groups)
    bases = []
    for group in range(groups_wanted):
        members = np.nonzero(labels == group)[0]
        away = ((places[members] - places[members].mean(axis=0)) ** 2).sum(axis=1)
        bases.append(asked[int(members[away.argmin()])].school)
    # The groups come in no order of size, so full and part time fall on them by chance.
    dice.shuffle(bases)
    return [bases[number % len(bases)] for number in range(count)]


def _phases(
    asked: Sequence[_Asked], contracts: Sequence[Contract]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """First and second phases of each: specialists until special demand has room, then older, then younger pupils.

    One adviser alone takes every phase. Specialists take mainstream schools second, so none is left without work.
    """
    if len(contracts) == 1:
        return [(PHASES, ())]
    wanted = {
        "special": SPECIAL_ROOM * sum(one.half_days for one in asked if one.school.phase in SPECIAL_PHASES),
        "older": sum(one.half_days for one in asked if one.school.phase in OLDER),
    }
    mainstream = tuple(phase for phase in PHASES if phase in MAINSTREAM)
    chosen = []
    for contract in contracts:
        if wanted["special"] > 0:
            wanted["special"] -= contract.deployable_half_days
            chosen.append((SPECIAL_PHASES, mainstream))
        elif wanted["older"] > 0:
            wanted["older"] -= contract.deployable_half_days
            chosen.append((OLDER, YOUNGER))
        else:
            chosen.append((YOUNGER, OLDER))
    return chosen


def _intensive_limit(year: int, count: int, policy: DeploymentPolicy) -> int | None:
    """The policy's limit of intensive schools where it suffices for all of them, else as many as are needed."""
    lines = Entitlement.objects.filter(year=year, rule="concern").values_list("school", "inputs")
    intensive = {urn for urn, inputs in lines if inputs.get("category") in policy.intensive_categories}
    needed = -(-len(intensive) // count)
    return None if needed < policy.max_intensive_schools else needed + 1


def _conflicts(
    people: Sequence[Person], asked: Sequence[_Asked], since: date, dice: Random
) -> list[Conflict]:
    """One adviser in five has a conflict with one mainstream school; nobody where there is one adviser only."""
    mainstream = [one.school for one in asked if one.school.phase in MAINSTREAM]
    keys = dict(Adviser.objects.filter(person__in=people).values_list("person_id", "pk"))
    chosen = people[ONE_CONFLICT_IN - 1 :: ONE_CONFLICT_IN] if mainstream else ()
    return [
        Conflict(
            adviser_id=keys[person.pk], school=dice.choice(mainstream), reason=CONFLICT, valid_from=since
        )
        for person in chosen
    ]
