"""Rows for tests: invented, small, one function a thing; every argument has a default that makes sense alone."""

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from headway.features.appointments.models import Appointment
from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.evidence.models import Inspection, Observation
from headway.features.files.models import StoredFile
from headway.features.partnerships.models import Membership, Partnership
from headway.features.people.models import Person, Role
from headway.features.policies.models import Policy
from headway.features.policies.queries import read_policy, typed
from headway.features.releases.models import Release
from headway.features.schools.models import Authority, District, Headship, Placement, Quadrant, School
from tests import adopted

AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
ON = date(2026, 9, 1)
SINCE = date(2020, 1, 1)
POLICIES = Path(__file__).resolve().parents[1] / "policies"
_numbers = count(1)


def adopt(*packs: str) -> None:
    """The policies of these packs are in use; without any, those of a new installation."""
    adopted.adopt(packs or adopted.FIRST, AT)
    read_policies()


def read_policies() -> None:
    """Read every policy in use once, as a process does in its first minute: what is counted after is the rest."""
    for policy in Policy.objects.filter(in_use_from__isnull=False):
        read_policy(policy)


def make_authority(name: str = "Eastmarch", code: str = "899", own: bool = True) -> Authority:
    """The authority of the installation unless `own` is false."""
    return Authority.objects.get_or_create(code=code, defaults={"name": name, "own": own})[0]


def make_district(name: str = "Northdown") -> District:
    """A district, one a name."""
    known = District.objects.filter(name=name).first()
    return known or District.objects.create(code=f"E07{next(_numbers):06}", name=name)


def make_quadrant(name: str = "Quadrant North", *districts: District, proposed: bool = False) -> Quadrant:
    """A quadrant holding these districts since 2020."""
    quadrant, _ = Quadrant.objects.get_or_create(name=name, defaults={"proposed": proposed})
    for district in districts:
        Placement.objects.create(district=district, quadrant=quadrant, valid_from=SINCE)
    return quadrant


def make_school(urn: int = 0, **more: object) -> School:
    """An open primary school of the own authority; any field may be given."""
    number = next(_numbers)
    fields = {
        "authority": more.get("authority") or make_authority(),
        "name": f"School {number} Primary School",
        "type_code": "01",
        "type_name": "Community school",
        "phase_code": "2",
        "phase_name": "Primary",
        "phase": "primary",
        "status": "Open",
        "opened_on": date(1990, 9, 1),
        "easting": 600_000 + 700 * (number % 40),
        "northing": 200_000 + 700 * (number // 40 % 40),
    }
    return School.objects.create(urn=urn or 900_000 + number, **(fields | more))


def make_partnership(
    name: str = "", *schools: School, recognised: bool = True, **more: object
) -> Partnership:
    """A partnership formed in 2020 with these members since then."""
    fields = {"kind": "geographic", "formed_on": SINCE} | more
    made = Partnership.objects.create(
        name=name or f"Partnership {next(_numbers)}", recognised=recognised, **fields
    )
    for school in schools:
        make_membership(made, school)
    return made


def make_membership(
    partnership: Partnership, school: School, valid_from: date = SINCE, valid_until: date | None = None
) -> Membership:
    """A membership, recognised as its partnership is."""
    return Membership.objects.create(
        partnership=partnership,
        school=school,
        recognised=partnership.recognised,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def make_person(*roles: str, name: str = "") -> Person:
    """A person in these roles since 2020."""
    number = next(_numbers)
    person = Person(email=f"post{number}@example.org", name=name or f"Post {number}")
    person.set_unusable_password()
    person.save()
    for role in roles:
        Role.objects.create(person=person, role=role, valid_from=SINCE)
    return person


def tie(person: Person, role: str, subject_kind: str, subject_id: object) -> Appointment:
    """An appointment since 2020."""
    return Appointment.objects.create(
        person=person, role=role, subject_kind=subject_kind, subject_id=str(subject_id), valid_from=SINCE
    )


def view_as(role: str, *schools: School, on: date = ON) -> Viewer:
    """A viewer in a role, tied to these schools. The access policy must be in use."""
    person = make_person(role)
    for school in schools:
        tie(person, role, "school", school.urn)
    return viewer_of(person, on=on, access=typed("access"))


def make_headship(school: School, kind: str = "substantive", valid_from: date = SINCE) -> Headship:
    """How the school is led, from a day on."""
    return Headship.objects.create(school=school, kind=kind, valid_from=valid_from)


def make_release(kind: str = "ks2", published_on: date = date(2026, 3, 5)) -> Release:
    """An applied release of a kind, with a stored file that holds nothing."""
    number = next(_numbers)
    file = StoredFile.objects.create(
        sha256=f"{number:064x}", name=f"file{number}.csv", content_type="text/csv", size=1, kept_at=AT
    )
    return Release.objects.create(
        kind=kind,
        title=f"Release of {kind}",
        source="A publisher",
        licence="Open Government Licence v3.0",
        published_on=published_on,
        file=file,
        state="applied",
        read_at=AT,
        applied_at=AT,
    )


def make_inspection(
    school: School, regime: str, started_on: date, grades: dict, **more: object
) -> Inspection:
    """An inspection as the importer stores it; grades: {area: grade as published}."""
    release = more.pop("release", None) or make_release("inspections")
    stored = {area: {"grade": grade, "on": None} for area, grade in grades.items()}
    return Inspection.objects.create(
        school=school, regime=regime, started_on=started_on, grades=stored, release=release, row=1, **more
    )


def make_observation(
    measure: str,
    period: str,
    value: object,
    *,
    school: School | None = None,
    why_missing: str = "",
    release: Release | None = None,
    **area: str,
) -> Observation:
    """A figure of a school, or of an area given as area_code and area_name."""
    return Observation.objects.create(
        release=release or make_release("ks2"),
        row=1,
        school=school,
        measure=measure,
        period=period,
        value=value,
        why_missing=why_missing,
        **area,
    )
