"""What an invented authority is made of: frozen facts, before anything is written to a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from typing import Literal

from headway.rules.schools import INVENTED_AUTHORITY

Size = Literal["county", "small"]

AUTHORITY_NAME = "Larkshire"
AUTHORITY_CODE = INVENTED_AUTHORITY
AUTHORITY_GSS = "E10099999"
REGION_NAME = "Midmarch"
REGION_CODE = 995  # the interactive tool numbers real regions 980 to 990


def stream(seed: int, topic: str) -> Random:
    """A source of chance for one topic, so that a change in one leaves the others as they were.

    Seeded with a text, which Python hashes the same way whatever PYTHONHASHSEED says.
    """
    return Random(f"{seed}:{topic}")


@dataclass(frozen=True, slots=True)
class District:
    """A district of the county with the quadrant it belongs to; metres on the National Grid."""

    code: str
    name: str
    quadrant: str
    easting: int
    northing: int


@dataclass(frozen=True, slots=True)
class Place:
    """A town or village; `schools_weight` says how many primary schools it draws."""

    name: str
    district: District
    easting: int
    northing: int
    town: bool
    schools_weight: int
    need: float  # 0 prosperous to 1 deprived


@dataclass(frozen=True, slots=True)
class School:
    """One establishment as the register would know it.

    `phase` is our word (`PHASES` of `kinds.py`); `strength` is hidden: it drives results and
    inspections alike.
    """

    urn: int
    name: str
    phase: str
    type_code: str
    establishment_number: str
    low_age: int
    high_age: int
    place: Place
    easting: int
    northing: int
    postcode: str
    faith: str  # "", "ce" or "rc"
    pupils: int | None
    capacity: int
    fsm_percent: float
    strength: float
    sixth_form: bool
    gender: str  # "Mixed", "Girls", "Boys"
    opened_on: date | None
    has_district: bool = True
    selective: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A trust or a federation with its members' URNs."""

    uid: int
    name: str
    kind: str  # GIAS words: "Multi-academy trust", "Single-academy trust", "Federation"
    opened_on: date
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Closure:
    """A school that has closed: how, when, and what followed it (none where it simply closed)."""

    school: School
    closed_on: date
    reason_code: str
    reason_name: str
    successor: int | None
    link_type: str  # what the successor is to the closed school, in the links file's words


@dataclass(frozen=True, slots=True)
class Membership:
    """A school's time in a partnership, half-open."""

    urn: int
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership of schools; `lead_urn` is the school whose head leads it."""

    name: str
    kind: str
    recognised: bool
    quadrant: str
    lead_urn: int
    members: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Adviser:
    """An adviser's post: days a year, base, and what the post may lead; no person."""

    post: str
    role: str
    contracted_days: float
    leave_days: float
    training_days: float
    internal_days: float
    easting: int
    northing: int
    quadrant: str
    phases_first: tuple[str, ...]
    phases_second: tuple[str, ...]
    cross_phase_from: date | None  # the second phases count from this day; None: always
    leads: bool
    max_intensive: int

    @property
    def deployable_half_days(self) -> int:
        """Contracted less leave, training and internal work, in half-days."""
        return round(2 * (self.contracted_days - self.leave_days - self.training_days - self.internal_days))


@dataclass(frozen=True, slots=True)
class Provision:
    """An enhanced provision at a mainstream school."""

    urn: int
    kind: str  # "resourced-provision" or "sen-unit"
    places: int
    need: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Headship:
    """Who leads a school, as a kind only; half-open."""

    urn: int
    kind: str  # "substantive", "acting", "vacant"
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Service:
    """The school improvement service's own knowledge."""

    partnerships: tuple[Partnership, ...]
    provisions: tuple[Provision, ...]
    headships: tuple[Headship, ...]
    advisers: tuple[Adviser, ...]
    conflicts: tuple[tuple[str, int, str], ...]  # post, URN, reason
    last_year: tuple[tuple[int, str], ...]  # URN, post
    last_year_leads: tuple[tuple[str, str], ...]  # partnership, post


@dataclass(frozen=True)
class County:
    """A whole invented authority on `first_day`, the day its files were drawn."""

    seed: int
    size: Size
    first_day: date
    districts: tuple[District, ...]
    schools: tuple[School, ...]  # open, by URN
    coming: tuple[School, ...]  # proposed to open
    closures: tuple[Closure, ...]
    groups: tuple[Group, ...]
    service: Service

    @cached_property
    def by_urn(self) -> Mapping[int, School]:
        """Every establishment of the register by URN, open, coming or closed."""
        every = (*self.schools, *self.coming, *(closure.school for closure in self.closures))
        return {school.urn: school for school in every}

    @cached_property
    def trust_of(self) -> Mapping[int, Group]:
        """The trust of each academy, by URN."""
        return {urn: group for group in self.groups if group.kind != "Federation" for urn in group.members}

    @cached_property
    def federation_of(self) -> Mapping[int, Group]:
        """The federation of each school that is in one, by URN."""
        return {urn: group for group in self.groups if group.kind == "Federation" for urn in group.members}
