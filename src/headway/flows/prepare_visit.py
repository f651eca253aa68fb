"""What a visit begins with: its agenda with the evidence in it, who is asked along, whether it needs approval, what stands
against it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from headway.features.allocation.models import Entitlement
from headway.features.allocation.queries import is_entitled
from headway.features.appointments.queries import appointed
from headway.features.categories.queries import category_of
from headway.features.evidence.models import Observation
from headway.features.evidence.queries import results_of_schools
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Person, Role
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.visits.models import Absence, Visit, VisitPerson
from headway.flows.school_calendar import school_calendar
from headway.rules import diary
from headway.rules.calendars import academic_year_of, day_words
from headway.rules.measures import MeasurePolicy
from headway.rules.visit_types import VisitPolicy, agenda_of, why_asked
from headway.rules.visits import CANCELLED, needs_approval

NOT_RETURNED = "Return of prejudice incidents: not returned."


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a visit's agenda, with what the product knows of it, each line with source and date."""

    words: str
    mandatory: bool
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A role that the rules ask along: why, and who that is; `person` None where nobody of the role can be named."""

    role: str
    why: str
    person: Person | None


def agenda_told(policy: VisitPolicy, kind: str) -> dict[str, Any]:
    """The agenda of today as a new visit keeps it (M5-01)."""
    agenda = agenda_of(policy, kind)
    items = [
        {
            "key": item.key,
            "words": item.words,
            "mandatory": item.mandatory,
            "measures": list(item.measures),
            "incident_return": item.incident_return,
        }
        for item in agenda.items
    ]
    return {"agenda": items, "agenda_version": f"{agenda.label}, version {agenda.version}"}


def filled_agenda(visit: Visit) -> tuple[Point, ...]:
    """The visit's agenda with the evidence of today in it (M5-02, M5-03); two queries."""
    wanted = {one for item in visit.agenda for one in item["measures"]}
    newest = newest_of(visit.school, wanted) if visit.school and wanted else {}
    measures = typed("measures")
    return tuple(
        Point(
            item["words"],
            item["mandatory"],
            (
                *(_line(newest[one], measures) for one in item["measures"] if one in newest),
                *((NOT_RETURNED,) if item["incident_return"] and visit.school else ()),
            ),
        )
        for item in visit.agenda
    )


def newest_of(school: School, measures: Iterable[str]) -> Mapping[str, Observation]:
    """The newest published value of each measure of the school that has one; one query."""
    rows = results_of_schools([school.urn], measures).filter(value__isnull=False).select_related("release")
    return {row.measure: row for row in sorted(rows, key=lambda row: row.period)}


def asked_along(policy: VisitPolicy, kind: str, school: School | None, on: date) -> tuple[Asked, ...]:
    """Whom the rules ask along on a visit of the kind to the school (M5-12)."""
    if school is None:
        return ()
    rules = {slug: policy.invitations[slug] for slug in policy.types[kind].asks}
    measures = {one for rule in rules.values() for one in rule.measures}
    shares: dict[str, Decimal] = {}
    if measures:
        shares = {key: row.value for key, row in newest_of(school, measures).items()}
    found = ((rule.role, why_asked(rule, shares)) for rule in rules.values())
    return tuple(Asked(role, why, _officer(role, school, on)) for role, why in found if why)


def approval_needed(policy: VisitPolicy, kind: str, place: School | Partnership, on: date) -> bool:
    """Whether neither the school's days of the year nor its category give such a visit (M5-08)."""
    if not isinstance(place, School) or not policy.types[kind].individual:
        return False
    year = academic_year_of(on).first_on.year
    held = category_of([place.urn], on).get(place.urn)
    concern = held is not None and held.category in typed("categories", on).concerns
    given = _half_days_given(place, year) if is_entitled(year) else None
    return needs_approval(individual=True, concern=concern, given=given)


def against(
    *, place: School | Partnership, on: date, half: str, people: Sequence[Person], key: str = ""
) -> tuple[str, ...]:
    """What stands against a visit then: somebody elsewhere in the same half, away, far apart, or schools closed."""
    far = typed("visit_types").far_kilometres
    rows = VisitPerson.objects.filter(person__in=people, visit__on=on).exclude(visit__state=CANCELLED)
    rows = rows.exclude(visit__public_id=key).select_related("person", "visit__school", "visit__partnership")
    held = [
        diary.Entry(
            row.visit.public_id,
            row.person.name,
            on,
            row.visit.half,
            str(row.visit.place),
            _at(row.visit.place),
        )
        for row in rows
    ]
    gone = Absence.objects.filter(person__in=people, first_on__lte=on, until__gt=on).select_related("person")
    away = [diary.Away(one.person.name, one.first_on, one.until) for one in gone]
    found = [diary.closed_words(on, school_calendar(academic_year_of(on)))]
    for person in people:
        asked = diary.Entry(key, person.name, on, half, str(place), _at(place))
        found += [*diary.clashes(asked, held), diary.away_words(person.name, on, away)]
        found += diary.far_apart(asked, held, far)
    return tuple(one for one in found if one)


def _at(place: School | Partnership) -> tuple[int, int] | None:
    school = place if isinstance(place, School) else None
    if school is None or school.easting is None or school.northing is None:
        return None
    return school.easting, school.northing


def _half_days_given(school: School, year: int) -> int:
    shared = typed("entitlement").pools["partnership"]
    rows = Entitlement.objects.filter(school=school, year=year).exclude(pool=shared)
    return rows.aggregate(given=Sum("half_days"))["given"] or 0


def _officer(role: str, school: School, on: date) -> Person | None:
    """The officer of the role who is appointed to the school, else the only one who holds it."""
    named = appointed("school", [school.urn], on=on, role=role)
    if named:
        return named[0].person
    rows = Role.objects.as_at(on).filter(role=role, person__is_active=True).select_related("person")
    held = [one.person for one in rows.order_by("pk")[:2]]
    return held[0] if len(held) == 1 else None


def _line(row: Observation, measures: MeasurePolicy) -> str:
    measure = measures.get(row.measure)
    label, unit = (measure.label, measure.unit) if measure else (row.measure, "")
    places = measure.decimals if measure else 1
    release = row.release
    return f"{label}: {row.value:.{places}f}{unit} in {row.period} ({release.title}, {day_words(release.published_on)})."
