"""Writes of the register. The flow that applies a release holds the transaction and records the one event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from headway.features.releases.models import Release
from headway.features.schools.models import Authority, District, Group, School

BATCH = 1000


class Published(Protocol):
    """What a row of the register states; headway.publicdata.gias_rows.SchoolRow has all of it."""

    urn: int
    la_code: str
    la_name: str
    region: str
    district_code: str
    district_name: str
    trust_uid: str
    trust_name: str
    federation_uid: str
    federation_name: str
    source_row: int


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """One row of the register with the phase the rules found for it."""

    row: Published
    phase: str


# Fact of the register → column of School, where they are alike.
PLAIN = {
    "establishment_number": "establishment_number",
    "name": "name",
    "type_code": "type_code",
    "type_name": "type_name",
    "type_group": "type_group",
    "status_code": "status_code",
    "status_name": "status",
    "opened_on": "opened_on",
    "closed_on": "closed_on",
    "phase_code": "phase_code",
    "phase_name": "phase_name",
    "low_age": "low_age",
    "high_age": "high_age",
    "gender": "gender",
    "religious_character": "religious_character",
    "diocese": "diocese",
    "admissions": "admissions",
    "capacity": "capacity",
    "pupils": "pupils",
    "fsm_percent": "fsm_percent",
    "postcode": "postcode",
    "town": "town",
    "website": "website",
    "phone": "phone",
    "easting": "easting",
    "northing": "northing",
    "ward": "ward",
}
# Fact of the register → column that holds the key of another row.
KEYS = {
    "la_code": "authority_id",
    "trust_uid": "trust_id",
    "federation_uid": "federation_id",
    "district_code": "district_id",
}


def apply_register(
    *,
    release: Release,
    facts: Iterable[RegisterFacts],
    touched: frozenset[int],
    missing: frozenset[int],
    own_code: str,
    assumed: Mapping[int, str],
) -> None:
    """Write the schools of `touched`, and all they point to; report `missing` ones, never close them.

    `assumed` gives the district a school takes while the register names none.
    """
    taken = [fact for fact in facts if fact.row.urn in touched]
    _write_what_schools_point_to([fact.row for fact in taken], own_code)
    schools = [_school(fact, release, assumed) for fact in taken]
    fields = [
        *PLAIN.values(),
        *KEYS.values(),
        "phase",
        "district_assumed",
        "release_id",
        "release_row",
        "missing_since_id",
    ]
    School.objects.bulk_create(
        schools, batch_size=BATCH, update_conflicts=True, unique_fields=["urn"], update_fields=_names(fields)
    )
    School.objects.filter(urn__in=missing, missing_since=None).update(missing_since=release)


def _names(columns: list[str]) -> list[str]:
    return [column.removesuffix("_id") for column in columns]


def _school(fact: RegisterFacts, release: Release, assumed: Mapping[int, str]) -> School:
    row = fact.row
    values = {column: getattr(row, name) for name, column in PLAIN.items()}
    values |= {column: getattr(row, name) or None for name, column in KEYS.items()}
    if row.urn in assumed and not row.district_code:
        values["district_id"] = assumed[row.urn]
    return School(
        urn=row.urn,
        phase=fact.phase,
        district_assumed=row.urn in assumed,
        release=release,
        release_row=row.source_row,
        missing_since=None,
        **values,
    )


def _write_what_schools_point_to(rows: list[Published], own_code: str) -> None:
    authorities = {
        row.la_code: Authority(code=row.la_code, name=row.la_name, region=row.region) for row in rows
    }
    Authority.objects.bulk_create(
        authorities.values(), update_conflicts=True, unique_fields=["code"], update_fields=["name", "region"]
    )
    Authority.objects.filter(own=True).exclude(code=own_code).update(own=False)
    Authority.objects.filter(code=own_code, own=False).update(own=True)
    districts = {
        row.district_code: District(code=row.district_code, name=row.district_name, authority_id=row.la_code)
        for row in rows
        if row.district_code
    }
    District.objects.bulk_create(
        districts.values(), update_conflicts=True, unique_fields=["code"], update_fields=["name"]
    )
    groups = {
        row.trust_uid: Group(uid=row.trust_uid, name=row.trust_name, kind="trust")
        for row in rows
        if row.trust_uid
    }
    groups |= {
        row.federation_uid: Group(uid=row.federation_uid, name=row.federation_name, kind="federation")
        for row in rows
        if row.federation_uid
    }
    Group.objects.bulk_create(
        groups.values(), update_conflicts=True, unique_fields=["uid"], update_fields=["name", "kind"]
    )
