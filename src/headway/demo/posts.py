"""Invents what only the service knows: heads, enhanced provisions, conflicts, last year's advisers."""

from datetime import date, timedelta
from math import hypot
from random import Random

from headway.demo.county import Adviser, Headship, Partnership, Provision, School
from headway.demo.kinds import APART_PHASES

NEW_HEAD_SHARE, PROVISION_SHARE = 0.12, 0.08
_ACTING_SHARE, _VACANT_SHARE = 0.02, 0.01
_NEEDS = ("ASD", "SLCN", "HI", "VI", "PD", "SEMH", "MLD", "SpLD")  # the register's short forms of need
_REASONS = (
    "Was headteacher of this school until three years ago",
    "Is a governor of this school",
    "A close relative works at this school",
    "Has a child on roll",
)
_LEAVERS_SHARE = 0.06  # schools whose adviser of last year has left
_STAYS_WITH_LEAD = 0.7  # schools that had their partnership's lead as adviser


def make_headships(random: Random, schools: tuple[School, ...], first_day: date) -> tuple[Headship, ...]:
    """A head for every school; about one in eight began in the last twelve months, after another one.

    Some posts are held by an acting head or are vacant.
    """
    order = [school.urn for school in schools]
    random.shuffle(order)
    new = set(order[: round(len(order) * NEW_HEAD_SHARE)])
    rest = order[len(new) :]
    acting = set(rest[: round(len(order) * _ACTING_SHARE)])
    vacant = set(rest[len(acting) : len(acting) + max(1, round(len(order) * _VACANT_SHARE))])
    rows: list[Headship] = []
    for school in schools:
        changed_on = first_day - timedelta(days=random.randint(20, 330))
        began_on = date(first_day.year - random.randint(2, 14), random.choice((1, 4, 9)), 1)
        kind = "acting" if school.urn in acting else "vacant" if school.urn in vacant else "substantive"
        if school.urn in new or kind != "substantive":
            rows.append(Headship(school.urn, "substantive", began_on, changed_on))
            rows.append(Headship(school.urn, kind, changed_on, None))
        else:
            rows.append(Headship(school.urn, "substantive", began_on, None))
    return tuple(rows)


def make_provisions(random: Random, schools: tuple[School, ...], first_day: date) -> tuple[Provision, ...]:
    """Resourced provisions and special units at about one mainstream school in twelve; one has closed."""
    mainstream = [s for s in schools if s.phase not in APART_PHASES and s.phase not in {"nursery", "16-plus"}]
    chosen = sorted(random.sample(mainstream, round(len(schools) * PROVISION_SHARE) + 1), key=lambda s: s.urn)
    rows = [
        Provision(
            urn=school.urn,
            kind=random.choice(("resourced-provision", "sen-unit")),
            places=random.randint(6, 24),
            need=random.choice(_NEEDS),
            since=date(random.randint(2010, first_day.year - 1), 9, 1),
            until=None,
        )
        for school in chosen
    ]
    ended = rows[-1]
    closed_on = date(first_day.year - 1, 9, 1)
    rows[-1] = Provision(ended.urn, ended.kind, ended.places, ended.need, date(2010, 9, 1), closed_on)
    return tuple(rows)


def make_conflicts(
    random: Random, advisers: tuple[Adviser, ...], schools: tuple[School, ...]
) -> tuple[tuple[str, int, str], ...]:
    """About one adviser in four has a school he or she must not be given: post, URN, reason."""
    concerned = random.sample(advisers, max(2, len(advisers) // 4))
    rows = []
    for adviser in sorted(concerned, key=lambda adviser: adviser.post):
        fits = [
            s for s in schools if s.place.district.quadrant == adviser.quadrant and may_advise(adviser, s)
        ]
        rows.append((adviser.post, random.choice(fits or list(schools)).urn, random.choice(_REASONS)))
    return tuple(rows)


def adviser_phase(school: School) -> str:
    """The school's phase in the words advisers' phases are given in."""
    if school.phase in {"infant", "junior", "middle-deemed-primary"}:
        return "primary"
    return "secondary" if school.phase == "middle-deemed-secondary" else school.phase


def may_advise(adviser: Adviser, school: School) -> bool:
    """Whether the post may advise a school of this phase at all, as first or second choice."""
    return adviser_phase(school) in {*adviser.phases_first, *adviser.phases_second}


def make_last_year(
    random: Random,
    schools: tuple[School, ...],
    partnerships: tuple[Partnership, ...],
    advisers: tuple[Adviser, ...],
    conflicts: tuple[tuple[str, int, str], ...],
) -> tuple[tuple[tuple[int, str], ...], tuple[tuple[str, str], ...]]:
    """Who advised which school and led which partnership last year: mostly by partnership, some gone."""
    desk = _LastYear(random, advisers, {(post, urn) for post, urn, _ in conflicts}, len(schools))
    by_urn = {school.urn: school for school in schools}
    lead_of: dict[int, Adviser] = {}
    leads: list[tuple[str, str]] = []
    for partnership in partnerships:
        if not partnership.recognised:
            continue
        lead = desk.lead_for(by_urn[partnership.lead_urn], len(partnership.members))
        leads.append((partnership.name, lead.post))
        lead_of.update({member.urn: lead for member in partnership.members if member.until is None})
    rows: list[tuple[int, str]] = []
    for school in schools:
        lead_or_none = lead_of.get(school.urn)
        adviser = desk.adviser_for(school, lead_or_none)
        if random.random() >= _LEAVERS_SHARE:
            rows.append((school.urn, adviser.post))
    return tuple(rows), tuple(leads)


class _LastYear:
    """Gives out last year's schools without overloading a post much beyond its share."""

    def __init__(
        self, random: Random, advisers: tuple[Adviser, ...], barred: set[tuple[str, int]], schools: int
    ) -> None:
        total = sum(adviser.deployable_half_days for adviser in advisers)
        self._random = random
        self._advisers = advisers
        self._barred = barred
        self._room = {a.post: 1.15 * schools * a.deployable_half_days / total for a in advisers}

    def nearest(self, school: School, leads_only: bool = False) -> Adviser:
        """The nearest post that may advise the school and has room; the nearest at all where none has."""
        fits = [a for a in self._advisers if self._may(a, school) and (a.leads or not leads_only)]
        free = [adviser for adviser in fits if self._room[adviser.post] >= 1] or fits
        return min(free, key=lambda a: (_metres(a, school), a.post))

    def lead_for(self, school: School, members: int) -> Adviser:
        """A lead for the partnership led from this school; sets room aside for the members who will stay."""
        lead = self.nearest(school, leads_only=True)
        self._room[lead.post] -= members * _STAYS_WITH_LEAD
        return lead

    def adviser_for(self, school: School, lead: Adviser | None) -> Adviser:
        """Mostly the partnership's lead, whose room is set aside; otherwise the nearest with room."""
        stays = self._random.random() < _STAYS_WITH_LEAD
        if lead and stays and self._may(lead, school):
            return lead
        chosen = self.nearest(school)
        self._room[chosen.post] -= 1
        return chosen

    def _may(self, adviser: Adviser, school: School) -> bool:
        return may_advise(adviser, school) and (adviser.post, school.urn) not in self._barred


def _metres(adviser: Adviser, school: School) -> float:
    return hypot(adviser.easting - school.easting, adviser.northing - school.northing)
