"""Begins annual reviews of many schools: what is held of each that day, and what the rules propose (M4-04)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.categories.actions import store_proposals
from headway.features.categories.models import Judgement, Proposal
from headway.features.categories.queries import category_of
from headway.features.evidence.models import Observation
from headway.features.evidence.queries import results_of_schools
from headway.features.performance_reviews.actions import begin_review
from headway.features.performance_reviews.queries import is_open, may_do, standings
from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use, read_policy, typed
from headway.features.releases.models import Release
from headway.features.schools.models import School
from headway.features.targets.models import State as TargetState
from headway.features.targets.queries import states_of
from headway.flows.effects import Effect
from headway.flows.review_categories import fact_policies
from headway.flows.school_facts import gather_facts
from headway.publicdata import ks2, lait
from headway.rules.calendars import academic_year_of, day_words
from headway.rules.categories import SchoolFacts, propose
from headway.rules.inspections import InspectionPolicy, grade_words, latest_first
from headway.rules.measures import Measure, MeasurePolicy, value_words
from headway.rules.performance_reviews import AnnualReviewPolicy, may_begin
from headway.rules.verdict import first_refusal

Fact = dict[str, Any]
WHY_MISSING = {**lait.WHY_MISSING, **ks2.WHY_MISSING}
NOT_LOADED = "no figure in the files loaded"


@dataclass(frozen=True, slots=True)
class _Known:
    """What the facts of all the schools are drawn from."""

    figures: Mapping[tuple[int, str], Observation]
    sources: Mapping[int, tuple[str, date | None]]
    measures: MeasurePolicy
    gathered: Mapping[int, SchoolFacts]
    inspections: InspectionPolicy
    judged: Mapping[int, Judgement]
    targets: Mapping[int, str]
    on: date


def effects_of_beginning(_: Any, schools: Sequence[School], on: date) -> list[Effect]:
    """What beginning would change at each of these schools; two queries."""
    year = academic_year_of(on).first_on.year
    held = standings([school.urn for school in schools], year)
    return [
        Effect(
            school,
            "" if held[school.urn].state == "none" else held[school.urn].state,
            may_begin(
                held[school.urn].review is not None,
                held[school.urn].exception is not None,
                is_open(school, on),
            ),
        )
        for school in schools
    ]


@transaction.atomic
def begin_performance_reviews(
    *, schools: Sequence[School], valid_from: date, by: Viewer, at: datetime
) -> dict[str, Any]:
    """Begin the review of this academic year for those of the schools that may have one; the facts by which it is taken
    back. `valid_from` is not asked for: what is held is held today."""
    effects = effects_of_beginning(None, schools, by.on)
    rows = [one.subject for one in effects if first_refusal(one.verdict, may_do(by, "change", one.subject))]
    made = begin_reviews(schools=rows, by=by, at=at)
    return {"number": len(made), "reviews": made}


@transaction.atomic
def begin_reviews(*, schools: Sequence[School], by: Viewer, at: datetime) -> list[str]:
    """Begin the review of each; the public ids. A constant number of reads, some writes for each school."""
    if not schools:
        return []
    stored: Policy = policy_in_use("annual_review", by.on)
    policy: AnnualReviewPolicy = read_policy(stored)
    year = academic_year_of(by.on).first_on.year
    known = _known(schools, policy, year, by.on)
    proposals = _propose(known, by, at)
    return [
        begin_review(
            school=school,
            year=year,
            facts=_facts(school, policy, known),
            proposal=proposals.get(school.urn),
            stored=stored,
            by=by,
            at=at,
        ).public_id
        for school in schools
    ]


def _propose(known: _Known, by: Viewer, at: datetime) -> dict[int, Proposal]:
    """URN to what the rules propose on the day, kept like every proposal."""
    policies = fact_policies()
    proposed = {
        urn: propose(facts, policies.categories, policies.inspections, known.on)
        for urn, facts in known.gathered.items()
    }
    store_proposals(proposals=proposed, policy=policy_in_use("categories"), on=known.on, by=by, at=at)
    rows = Proposal.objects.filter(school__in=list(proposed), latest=True)
    return {row.school_id: row for row in rows}


def _known(schools: Sequence[School], policy: AnnualReviewPolicy, year: int, on: date) -> _Known:
    urns = [school.urn for school in schools]
    keys = {key for school in schools for key in policy.looked_at(school.phase).measures}
    rows = results_of_schools(urns, keys)
    releases = Release.objects.values_list("pk", "title", "published_on")
    policies = fact_policies()
    return _Known(
        figures={(row.school_id, row.measure): row for row in rows},
        sources={key: (title, published_on) for key, title, published_on in releases},
        measures=typed("measures", on),
        gathered=gather_facts(schools, policies, on),
        inspections=policies.inspections,
        judged=category_of(urns, on),
        targets=states_of(urns, year),
        on=on,
    )


def _facts(school: School, policy: AnnualReviewPolicy, known: _Known) -> list[Fact]:
    looked = policy.looked_at(school.phase)
    measures = (known.measures.get(key) for key in looked.measures)
    figures = [_figure(one, known.figures.get((school.urn, one.key)), known) for one in measures if one]
    return [*figures, *(OTHER_FACTS[slug](school, known) for slug in looked.facts)]


def _figure(measure: Measure, row: Observation | None, known: _Known) -> Fact:
    if row is None:
        return _fact(measure.label, None, NOT_LOADED)
    words = None if row.value is None else value_words(row.value, measure)
    why = "" if words else WHY_MISSING.get(row.why_missing, row.why_missing)
    return _fact(measure.label, words, why, row.period, *known.sources[row.release_id])


def _fact(
    label: str, words: str | None, why: str = "", period: str = "", source: str = "", on: date | None = None
) -> Fact:
    day = on.isoformat() if on else ""
    return {"label": label, "words": words, "why": why, "period": period, "source": source, "on": day}


def _pupils(school: School, known: _Known) -> Fact:
    number = None if school.pupils is None else f"{school.pupils:,}"
    return _fact("Pupils in the register", number, "not in the register", source="Register of schools")


def _inspection(school: School, known: _Known) -> Fact:
    rows = latest_first(known.gathered[school.urn].inspections) if school.urn in known.gathered else ()
    if not rows:
        return _fact("Last inspection", None, "none in the files loaded")
    last = rows[0]
    grades = "; ".join(f"{area}: {grade}" for area, grade in grade_words(last, known.inspections))
    words = f"{day_words(last.inspected_on)}: {grades or 'no grades'}"
    return _fact("Last inspection", words, source=last.source)


def _category(school: School, known: _Known) -> Fact:
    held = known.judged.get(school.urn)
    if held is None:
        return _fact("Category in force", None, "not judged")
    words = f"{held.category} {held.label}, from {day_words(held.valid_from)}"
    return _fact("Category in force", words, source="Judged by an officer", on=held.valid_from)


def _targets(school: School, known: _Known) -> Fact:
    state = known.targets.get(school.urn)
    words = TargetState(state).label if state else None
    return _fact("Targets of this year", words, "none proposed", source="Recorded here")


OTHER_FACTS = {"pupils": _pupils, "inspection": _inspection, "category": _category, "targets": _targets}
