"""What a row of the schools register, of its links and of its groups says, typed."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from headway.publicdata.gias_codes import CLOSED_STATUS, OPEN_STATUSES, STATE_FUNDED_TYPES


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One establishment as the register states it; None or an empty text where it states nothing.

    `la_code` has three digits, `type_code` two. `fsm_percent` is 0 to 100. `easting` and `northing` are
    metres on the National Grid. `source_row` is where it stood in the file and is no part of equality.
    """

    urn: int
    la_code: str
    la_name: str
    establishment_number: str
    name: str
    type_code: str
    type_name: str
    type_group_code: str
    type_group: str
    status_code: str
    status_name: str
    opened_on: date | None
    reason_opened: str
    closed_on: date | None
    reason_closed: str
    phase_code: str
    phase_name: str
    low_age: int | None
    high_age: int | None
    nursery_provision: str
    sixth_form: str
    gender: str
    religious_character: str
    diocese: str
    admissions: str
    capacity: int | None
    special_classes: str
    census_on: date | None
    pupils: int | None
    fsm_percent: Decimal | None
    trust_uid: str
    trust_name: str
    sponsor_name: str
    federation_uid: str
    federation_name: str
    ukprn: str
    sen_provisions: tuple[str, ...]
    resourced_provision_type: str
    resourced_provision_on_roll: int | None
    resourced_provision_capacity: int | None
    sen_unit_on_roll: int | None
    sen_unit_capacity: int | None
    street: str
    locality: str
    town: str
    county: str
    postcode: str
    website: str
    phone: str
    easting: int | None
    northing: int | None
    region: str
    district_code: str
    district_name: str
    ward: str
    lsoa_code: str
    lsoa_name: str
    last_changed_on: date | None
    source_row: int = field(compare=False, default=0)

    @property
    def is_open(self) -> bool:
        """Open, or open but proposed to close."""
        return self.status_code in OPEN_STATUSES

    @property
    def is_closed(self) -> bool:
        """Closed by its status, whatever dates it shows."""
        return self.status_code == CLOSED_STATUS


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link between two establishments, as stated from `urn`'s side: `link_urn` is its `link_type`."""

    urn: int
    link_urn: int
    link_name: str
    link_type: str
    established_on: date | None
    source_row: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One establishment's membership of a group (trust, federation, children's centres group …)."""

    urn: int
    group_uid: str
    group_name: str
    group_type_code: str
    group_type: str
    group_status: str
    group_closed_on: date | None
    joined_on: date | None
    source_row: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority that a register holds schools of."""

    code: str
    name: str
    schools: int


def is_state_funded(row: SchoolRow) -> bool:
    """Whether the state funds this establishment as a school, by its type (gias_codes.STATE_FUNDED_TYPES)."""
    return row.type_code in STATE_FUNDED_TYPES
