"""The year's facts as the planner takes them: who is entitled to what, who may go where, what last year was."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from headway.features.deployment import facts
from headway.features.deployment.models import Draft
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser
from headway.features.schools.models import School
from headway.flows.school_ends import school_ends
from headway.kit.words import count_words, day_words, list_words
from headway.planner.deployment import problem as planner
from headway.rules.calendars import AcademicYear, academic_year_of
from headway.rules.capacity import weigh_capacity
from headway.rules.deployment import count_visits, is_intensive
from headway.rules.deployment_policy import DeploymentPolicy
from headway.rules.verdict import Refused, refuse

MOST_NAMED = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearFacts:
    """The problem with what its ids stand for: a school by its URN as text, an adviser and a partnership by public id.

    `warnings`: sentences for the officer. `fingerprint`: SHA-256 of the rows without what is fixed by hand.
    """

    problem: planner.Problem
    schools: Mapping[str, School]
    partnerships: Mapping[str, Partnership]
    advisers: Mapping[str, Adviser]
    warnings: tuple[str, ...]
    fingerprint: str

    def name_of(self, subject: str) -> str:
        """The name of a school, partnership or adviser of the problem; the id itself for anything else."""
        for names in (self.schools, self.partnerships, self.advisers):
            if subject in names:
                return str(names[subject])
        return subject


def build_problem(*, year: int, on: date, policy: DeploymentPolicy, draft: Draft | None = None) -> YearFacts:
    """The deployment problem of the academic year that starts in `year`, with the draft's locks held.

    Rolls, quadrants, capabilities and conflicts are those of the first day of the year, or of `on` once it has begun;
    categories those of `on`; last year's advisers those of the day before the year. A school without coordinates stands
    at the middle of its district. Refused when there is nothing to plan; a fixed number of queries.
    """
    return _Builder(academic_year_of(date(year, 9, 1)), on, policy, draft).build()


class _Builder:
    """One reading of the year's facts."""

    def __init__(self, year: AcademicYear, on: date, policy: DeploymentPolicy, draft: Draft | None) -> None:
        self._year, self._policy, self._draft = year, policy, draft
        self._start = year.first_on.year
        self._day = max(year.first_on, on)
        self._on = on
        self._warnings: list[str] = []

    def build(self) -> YearFacts:
        """All rows, from constant queries."""
        self._half_days = facts.half_days_of_schools(self._start)
        if not self._half_days:
            raise Refused(
                refuse(f"No days are entitled for {self._year.label} yet. Entitle the year first, then plan.")
            )
        self._ends = {int(one.school_id): one for one in school_ends(date.min, self._year.until)}
        self._schools = [one for one in facts.schools_to_plan() if not self._has_ended(one.urn)]
        self._roll = facts.recognised_partnerships(self._day)
        placed = facts.quadrants_of_districts(self._day)
        self._quadrants = {code: quadrant.name for code, quadrant in placed.items()}
        team = self._team()
        advisers = tuple(self._adviser(one) for one in team)
        schools = self._school_rows()
        partnerships = self._partnership_rows()
        ids = {one.id for one in advisers}
        known = {school.id for school in schools}
        conflicts = {(who, str(urn)) for who, urn in facts.conflicts_on(self._day)}
        bare = planner.Problem(
            schools=schools,
            partnerships=partnerships,
            advisers=advisers,
            weights=self._weights(schools),
            conflicts=frozenset((who, urn) for who, urn in conflicts if who in ids and urn in known),
        )
        balance = weigh_capacity(bare.capacity_half_days, bare.demand_half_days)
        if balance.spare_half_days < 0:
            self._warnings.insert(0, balance.words)
        people = {one.adviser.person.public_id: one.adviser for one in team}
        named = {one.public_id: one for one in self._roll.values()}
        made = YearFacts(
            problem=bare,
            schools={str(school.urn): school for school in self._schools},
            partnerships={one.id: named[one.id] for one in partnerships},
            advisers=people,
            warnings=(*self._warnings, *_without_last_year(schools)),
            fingerprint=fingerprint(bare),
        )
        return with_locks(made, self._draft) if self._draft else made

    def _has_ended(self, urn: int) -> bool:
        return urn in self._ends and self._ends[urn].ends_on <= self._day

    def _team(self) -> list[facts.TeamMember]:
        able, without_days, without_phase = [], [], []
        for one in facts.team_of(self._start, self._day):
            if one.deployable_half_days <= 0:
                without_days.append(str(one.adviser))
            elif not (one.phases[1] or one.phases[2]):
                without_phase.append(str(one.adviser))
            else:
                able.append(one)
        self._warn(without_days, "adviser", "no days left for schools and is left out")
        self._warn(without_phase, "adviser", "no capability on the first day and is left out")
        if not able:
            raise Refused(
                refuse(
                    f"No adviser has days and a phase for {self._year.label}. Give the advisers their days first."
                )
            )
        return able

    def _adviser(self, one: facts.TeamMember) -> planner.Adviser:
        held, limit = one.adviser, one.adviser.max_intensive
        quadrants = set(self._quadrants.values())
        return planner.Adviser(
            id=held.person.public_id,
            capacity_half_days=one.deployable_half_days,
            phases_first=frozenset(one.phases[1]),
            phases_second=frozenset(one.phases[2] - one.phases[1]),
            easting=held.base_easting,
            northing=held.base_northing,
            quadrant=held.quadrant if held.quadrant in quadrants else None,
            leads=held.may_lead,
            max_intensive=self._policy.max_intensive_schools if limit is None else limit,
        )

    def _school_rows(self) -> tuple[planner.School, ...]:
        judged, proposed = facts.categories_judged(self._on), facts.categories_proposed()
        last = facts.advisers_tied_to("school", self._year.first_on - _ONE_DAY)
        places = _places(self._schools)
        rows = []
        for school in self._schools:
            half_days = max(0, self._half_days.get(school.urn, 0))
            category = judged.get(school.urn) or proposed.get(school.urn) or ""
            partnership = self._roll.get(school.urn)
            easting, northing = places[school.urn]
            rows.append(
                planner.School(
                    id=str(school.urn),
                    half_days=half_days,
                    visits=count_visits(half_days, self._policy),
                    phase=school.phase,
                    easting=easting,
                    northing=northing,
                    category=category,
                    quadrant=self._quadrants.get(school.district_id or ""),
                    partnership=partnership.public_id if partnership else None,
                    federation=school.federation_id,
                    intensive=is_intensive(category or None, self._policy),
                    last_adviser=last.get(str(school.urn)),
                )
            )
        self._warn_of_schools(judged, proposed)
        return tuple(rows)

    def _warn_of_schools(self, judged: Mapping[int, str], proposed: Mapping[int, str]) -> None:
        def named(chosen: Iterable[School]) -> list[str]:
            return [school.name for school in chosen]

        schools = self._schools
        placeless = named(school for school in schools if school.easting is None or school.northing is None)
        self._warn(placeless, "school", "no coordinates and is placed at the middle of its district")
        unentitled = named(school for school in schools if school.urn not in self._half_days)
        self._warn(unentitled, "school", "no entitlement this year and is given an adviser without days")
        open_urns = {school.urn for school in schools}
        closed = sorted(set(self._half_days) - open_urns)
        if closed:
            words = count_words(len(closed), "school that is not open", "schools that are not open")
            self._warnings.append(f"Days are entitled to {words}; they are not planned. Settle their lines.")
        for urn in sorted(open_urns & self._ends.keys()):
            end = self._ends[urn]
            self._warnings.append(
                f"{end.name} closes on {day_words(end.ends_on)}, {end.told_by}: only the days it has until then are planned."
            )
        unjudged = [s for s in schools if s.urn not in judged and proposed.get(s.urn)]
        if unjudged:
            counted = count_words(len(unjudged), "school is", "schools are")
            self._warnings.append(f"{counted} planned by the category the rules propose: none is judged yet.")
        unknown = named(s for s in schools if s.urn not in judged and not proposed.get(s.urn))
        self._warn(unknown, "school", "no category and is planned without one")

    def _partnership_rows(self) -> tuple[planner.Partnership, ...]:
        leads = facts.half_days_of_leads(self._start)
        last = facts.advisers_tied_to("partnership", self._year.first_on - _ONE_DAY)
        members: dict[str, list[School]] = defaultdict(list)
        places = _places(self._schools)
        for school in self._schools:
            if school.urn in self._roll:
                members[self._roll[school.urn].public_id].append(school)
        found = {one.public_id: one for one in self._roll.values()}
        rows = []
        for name in sorted(members, key=lambda one: found[one].name):
            one = found[name]
            held = [school for school in members[name] if school.urn == one.lead_school_id] or members[name]
            rows.append(
                planner.Partnership(
                    id=name,
                    lead_half_days=max(0, leads.get(name, 0)),
                    easting=sum(places[s.urn][0] for s in held) / len(held),
                    northing=sum(places[s.urn][1] for s in held) / len(held),
                    visits=self._policy.lead_visits,
                    quadrant=one.quadrant.name if one.quadrant else None,
                    last_lead=last.get(name),
                )
            )
        return tuple(rows)

    def _weights(self, schools: tuple[planner.School, ...]) -> planner.Weights:
        weights = self._policy.weights
        otherwise = weights.change_of_adviser_otherwise_minutes
        change = {
            school.category: float(weights.change_of_adviser_minutes.get(school.category, otherwise))
            for school in schools
        }
        return planner.Weights(
            speed_km_per_hour=float(weights.speed_km_per_hour),
            detour_factor=float(weights.detour_factor),
            quadrant_mismatch_minutes=float(weights.quadrant_mismatch_minutes),
            second_choice_phase_minutes=float(weights.second_choice_phase_minutes),
            change_of_adviser_minutes=change,
            change_of_lead_minutes=float(weights.change_of_lead_minutes),
            split_school_minutes=float(weights.split_school_minutes),
            imbalance_bands=tuple((float(share), float(rate)) for share, rate in weights.imbalance),
        )

    def _warn(self, names: list[str], noun: str, words: str) -> None:
        if not names:
            return
        more = len(names) - MOST_NAMED
        shown = list_words([*names[:MOST_NAMED], f"{more} more"] if more > 0 else names)
        verb = "has" if len(names) == 1 else "have"
        said = words if len(names) == 1 else words.replace(" is ", " are ").replace("its ", "their ")
        self._warnings.append(f"{count_words(len(names), noun)} {verb} {said}: {shown}.")


def _without_last_year(schools: Iterable[planner.School]) -> tuple[str, ...]:
    """Nothing known of last year is not the same as nothing changed."""
    if any(school.last_adviser for school in schools):
        return ()
    return ("No school's adviser of last year is on record, so changes of adviser are not counted.",)


def with_locks(known: YearFacts, draft: Draft) -> YearFacts:
    """The same facts with the draft's locks held. Refused where a lock names somebody who is not in the team."""
    advisers: dict[str, str] = {}
    leads: dict[str, str] = {}
    for lock in draft.locks.select_related("school", "partnership", "adviser__person"):
        adviser = lock.adviser.person.public_id
        subject = str(lock.school_id) if lock.school_id else lock.partnership.public_id
        if subject not in known.schools and subject not in known.partnerships:
            continue
        if adviser not in known.advisers:
            raise Refused(
                refuse(
                    f"{lock.school or lock.partnership} is fixed to {lock.adviser}, who is not in this year's team. "
                    "Release it, then plan again."
                )
            )
        (advisers if lock.school_id else leads)[subject] = adviser
    return replace(known, problem=replace(known.problem, fixed_advisers=advisers, fixed_leads=leads))


def fingerprint(problem: planner.Problem) -> str:
    """SHA-256 of the rows, the same in every process: whether two plans were made from the same facts."""
    rows = [
        [asdict(row) for row in group] for group in (problem.schools, problem.partnerships, problem.advisers)
    ]
    whole = [*rows, asdict(problem.weights), sorted(problem.conflicts)]
    return sha256(json.dumps(whole, sort_keys=True, default=sorted).encode()).hexdigest()


def _places(schools: list[School]) -> dict[int, tuple[float, float]]:
    """URN to metres of the national grid; without coordinates the middle of its district, else of all schools."""
    by_district: dict[str, list[tuple[float, float]]] = defaultdict(list)
    known: dict[int, tuple[float, float]] = {}
    for school in schools:
        if school.easting is not None and school.northing is not None:
            known[school.urn] = (float(school.easting), float(school.northing))
            by_district[school.district_id or ""].append(known[school.urn])
    everywhere = list(known.values())
    return {
        school.urn: known.get(school.urn) or _middle(by_district[school.district_id or ""] or everywhere)
        for school in schools
    }


def _middle(places: list[tuple[float, float]]) -> tuple[float, float]:
    if not places:
        return 0.0, 0.0
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)
