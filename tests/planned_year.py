"""A small year to plan: two partnerships, a school alone and a special school; three advisers; days entitled."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count

from headway.features.allocation.models import Entitlement
from headway.features.appointments.viewer import Viewer
from headway.features.deployment.actions import start_draft
from headway.features.deployment.models import Draft
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser, AdviserYear, Capability, Person
from headway.features.policies.queries import policy_in_use
from headway.features.schools.models import School
from headway.flows.approve_year_plan import ask_for_approval, decide_on_plan
from headway.flows.plan_year import plan_year
from headway.planner.stop import Stop
from tests.factories import (
    make_district,
    make_partnership,
    make_person,
    make_quadrant,
    make_school,
    tie,
    view_as,
)

YEAR = 2026
SUMMER = date(2026, 8, 10)
NOON = datetime(2026, 8, 10, 12, 0, tzinfo=UTC)
SINCE = date(2020, 1, 1)
QUICK = Stop(gap=0.02, rounds=3)
_numbers = count(1)


@dataclass(slots=True)
class Year:
    """What was made."""

    schools: list[School] = field(default_factory=list)
    partnerships: list[Partnership] = field(default_factory=list)
    advisers: list[Adviser] = field(default_factory=list)

    @property
    def last_year(self) -> Adviser:
        """The adviser who had every school last year."""
        return self.advisers[0]


def make_adviser(
    half_days: int = 20, phases: tuple[str, ...] = ("primary",), easting: int = 600_000, **more: object
) -> Adviser:
    """An adviser with so many deployable half-days in the year, who serves these phases as a first choice."""
    person = make_person("adviser", name=f"Adviser {next(_numbers):02}")
    made = Adviser.objects.create(person=person, base_easting=easting, base_northing=200_000, **more)
    AdviserYear.objects.create(adviser=made, year=YEAR, contracted_half_days=half_days)
    for phase in phases:
        Capability.objects.create(adviser=made, phase=phase, choice=1, valid_from=SINCE)
    return made


def entitle_to(
    half_days: int, school: School | None = None, partnership: Partnership | None = None
) -> Entitlement:
    """One line of the year."""
    return Entitlement.objects.create(
        year=YEAR,
        policy=policy_in_use("entitlement"),
        school=school,
        partnership=partnership,
        rule="share",
        pool="partnerships",
        half_days=half_days,
        whole_year_half_days=half_days,
        words="The school's share of its partnership's days",
        effective_on=date(YEAR, 9, 1),
        posting_key=f"line-{next(_numbers)}",
    )


def make_year(members: int = 3, capacity: int = 20) -> Year:
    """Two partnerships of so many primary schools with 2 half-days each and 4 for the lead, one school alone with 1,
    one special school with 3; three advisers with `capacity` half-days. Needs the policies in use."""
    year = Year()
    for number, district in enumerate((make_district("Northdown"), make_district("Southdown"))):
        make_quadrant(f"Quadrant {district.name}", district)
        place = {"district": district, "status_code": "1", "easting": 600_000 + 30_000 * number}
        schools = [make_school(northing=200_000 + 900 * n, **place) for n in range(members)]
        year.partnerships.append(make_partnership(f"{district.name} Partnership", *schools))
        year.schools += schools
        entitle_to(4, partnership=year.partnerships[-1])
        for school in schools:
            entitle_to(2, school)
    alone = make_school(name="Lone Primary School", status_code="1", district=make_district("Northdown"))
    special = make_school(name="Hope Special School", phase="special", status_code="1", type_code="07")
    entitle_to(1, alone)
    entitle_to(3, special)
    year.schools += [alone, special]
    year.advisers = [
        make_adviser(capacity, ("primary", "special")),
        make_adviser(capacity, ("primary",), 630_000),
        make_adviser(capacity, ("primary", "special"), 615_000),
    ]
    for school in year.schools:
        tie(year.advisers[0].person, "adviser", "school", school.urn)
    return year


def plan(draft: Draft | None = None, **more: object) -> Draft:
    """A planned draft of the year."""
    made = draft or start_draft(year=YEAR, seed=1, by=None, at=NOON)
    return plan_year(draft=made, on=SUMMER, stop=QUICK, by=None, at=NOON, **more)[0]


def approve(draft: Draft, pool: str = "", on: date = SUMMER) -> tuple[Draft, Viewer]:
    """The draft asked for by a chief adviser and approved; and the head of service who said yes."""
    head = view_as("head-of-service", on=on)
    ask_for_approval(
        draft=draft, pool=pool, seen_version=draft.version, by=view_as("chief-adviser", on=on), at=NOON
    )
    draft.refresh_from_db()
    return decide_on_plan(draft=draft, yes=True, reason="", by=head, at=NOON), head


def person_of(adviser: Adviser) -> Person:
    """The person behind an adviser."""
    return adviser.person
