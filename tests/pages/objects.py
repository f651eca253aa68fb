"""Makers of the things that routes have in their addresses, for the matrix: one for each `object` of matrix.toml.

A maker gets a side of the matrix's world and gives the arguments of the address. It runs once for each side: side "own"
belongs to the school that every person of the matrix is appointed to, side "other" to a school nobody there is tied to.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.pages.people import AT, SINCE, make_person

from headway.features.files.models import StoredFile
from headway.features.jobs.models import Job
from headway.features.partnerships.models import Membership, Partnership
from headway.features.releases.models import Release
from headway.features.releases.models import Fault, Release, State
from headway.features.schools.models import Authority, School
from headway.flows.publications.districts import COLUMN

Arguments = dict[str, object]


@dataclass(frozen=True, slots=True)
class Side:
    """One half of the world: what belongs to one's own school, or what belongs to another."""

    name: str
    school: School


def make_sides() -> tuple[Side, Side]:
    """Two invented schools of one invented authority."""
    authority = Authority.objects.create(code="900", name="Nowhere", own=True)
    more = {"authority": authority, "status": "Open", "phase": "primary"}
    own = School.objects.create(urn=900001, name="Elm Primary School", **more)
    other = School.objects.create(urn=900002, name="Oak Primary School", **more)
    return Side("own", own), Side("other", other)


def dead_link(side: Side) -> Arguments:
    """A one-time link that never was."""
    return {"token": f"no-link-{side.name}"}


def person(side: Side) -> Arguments:
    """Somebody of the school."""
    return {"person_id": make_person("headteacher", school=side.school).public_id}


def held_role(side: Side) -> Arguments:
    """A role somebody of the school holds."""
    return person(side) | {"role": "headteacher"}


def applied_release(side: Side) -> Arguments:
    """A published file that was applied before, so that applying it again starts no work."""
    file = StoredFile.objects.create(
        name="register.csv", content_type="text/csv", size=1, sha256=side.name.ljust(64, "0"), kept_at=AT
    )
    dates = {"published_on": AT.date(), "read_at": AT, "applied_at": AT}
    more = {"state": State.APPLIED, "title": f"Register {side.name}"}
    release = Release.objects.create(kind="register", file=file, **more, **dates)
    return {"public_id": release.public_id}


def district_to_settle(side: Side) -> Arguments:
    """The school, in a release that shows its district as a fault to settle."""
    found = applied_release(Side(f"{side.name}-district", side.school))
    release = Release.objects.get(public_id=found["public_id"])
    Fault.objects.create(release=release, urn=side.school.urn, column=COLUMN, words="No district.")
    return found | {"urn": side.school.urn}


def job(side: Side) -> Arguments:
    """Long work that somebody else asked for."""
    return {"public_id": Job.objects.create(kind="test", title=f"Work {side.name}", asked_at=AT).public_id}


def school(side: Side) -> Arguments:
    """The school itself."""
    return {"urn": side.school.urn}


def partnership(side: Side) -> Arguments:
    """A proposed partnership of which the school is a member."""
    made, _ = Partnership.objects.get_or_create(
        name=f"Partnership {side.name}", defaults={"kind": "geographic", "formed_on": SINCE, "proposed": True}
    )
    Membership.objects.get_or_create(
        partnership=made, school=side.school, defaults={"recognised": True, "valid_from": SINCE}
    )
    return {"public_id": made.public_id}


def membership(side: Side) -> Arguments:
    """The school's membership in that partnership."""
    return partnership(side) | {"urn": side.school.urn}


MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "dead_link": dead_link,
    "person": person,
    "held_role": held_role,
    "applied_release": applied_release,
    "district_to_settle": district_to_settle,
    "job": job,
    "school": school,
    "partnership": partnership,
    "membership": membership,
}
