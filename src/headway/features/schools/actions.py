"""Writes of the register. The flow that applies a release holds the transaction and records the one event."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.many import store_many
from headway.features.releases.models import Release
from headway.features.schools.findable import SCHOOLS
from headway.features.schools.models import Authority, District, Group, School
from headway.features.search.actions import replace_findable
from headway.features.search.models import Kind


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

DISTRICT = list(KEYS).index("district_code")
# What no register says: found or kept by the product.
OF_OUR_OWN = (
    "phase",
    "district_assumed",
    "district_settled",
    "release_id",
    "release_row",
    "missing_since_id",
)


def apply_register(
    *,
    release: Release,
    facts: Iterable[RegisterFacts],
    touched: frozenset[int],
    missing: frozenset[int],
    own_code: str,
    own_name: str,
    assumed: Mapping[int, str],
) -> None:
    """Write the schools of `touched`, and all they point to; report `missing` ones, never close them.

    `missing` are all that the register does not hold; whoever was missing and is not among them has come back.
    `assumed` gives the district a school takes while the register names none; one that an officer settled stays.
    `own_code` and `own_name` are the authority's in this register: it may have another of either than before.
    The order of `facts` makes no difference.
    """
    taken = sorted((fact for fact in facts if fact.row.urn in touched), key=lambda fact: fact.row.urn)
    settled = School.objects.filter(district_settled=True, urn__in=touched)
    districts = Districts(assumed, dict(settled.values_list("urn", "district_id")))
    _write_what_schools_point_to([fact.row for fact in taken], own_code)
    Authority.objects.filter(code=own_code).exclude(name=own_name).update(name=own_name)
    columns = ("urn", *PLAIN.values(), *KEYS.values(), *OF_OUR_OWN)
    store_many(School, columns, (_school(fact, release, districts) for fact in taken), key="urn")
    School.objects.filter(missing_since__isnull=False).exclude(urn__in=missing).update(missing_since=None)
    School.objects.filter(urn__in=missing, missing_since=None).update(missing_since=release)
    replace_findable(Kind.SCHOOL, SCHOOLS.things())


@transaction.atomic
def settle_district(*, urn: int, code: str, seen: str, by: str, at: datetime) -> bool:
    """Give a school without a published district the one an officer chose; it stays until the register names one.

    False, and nothing is written, when its district is no longer the one that was `seen` (empty: none).
    """
    waiting = School.objects.filter(urn=urn, district_id=seen or None, district_settled=False)
    if not waiting.update(district_id=code, district_assumed=False, district_settled=True):
        return False
    record(
        action="settle_district",
        subject_kind="school",
        subject_id=urn,
        at=at,
        by=by,
        before={"district": seen},
        after={"district": code},
    )
    return True


@dataclass(frozen=True, slots=True)
class Districts:
    """Where the register names none: URN to the code of the nearest school's, and of the one that was settled."""

    assumed: Mapping[int, str]
    settled: Mapping[int, str]


def _school(fact: RegisterFacts, release: Release, districts: Districts) -> tuple[object, ...]:
    """What a row says and the product adds, in the order of the columns."""
    row = fact.row
    told = [getattr(row, name) or None for name in KEYS]
    is_settled = not row.district_code and row.urn in districts.settled
    is_assumed = not row.district_code and not is_settled and row.urn in districts.assumed
    if is_settled or is_assumed:
        told[DISTRICT] = (districts.settled if is_settled else districts.assumed)[row.urn]
    own = (fact.phase, is_assumed, is_settled, release.pk, row.source_row, None)
    return (row.urn, *(getattr(row, name) for name in PLAIN), *told, *own)


def _write_what_schools_point_to(rows: list[Published], own_code: str) -> None:
    authorities = {
        row.la_code: Authority(code=row.la_code, name=row.la_name, region=row.region) for row in rows
    }
    Authority.objects.bulk_create(
        authorities.values(), update_conflicts=True, unique_fields=["code"], update_fields=["name", "region"]
    )
    Authority.objects.filter(own=True).exclude(code=own_code).update(own=False)
    Authority.objects.filter(code=own_code, own=False).update(own=True)
    keepers = _authorities_of_districts(rows)
    districts = {
        row.district_code: District(
            code=row.district_code, name=row.district_name, authority_id=keepers[row.district_code]
        )
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


def _authorities_of_districts(rows: Iterable[Published]) -> dict[str, str]:
    """District to the authority that has most schools in it: a few schools stand in a neighbour's district."""
    counts = Counter((row.district_code, row.la_code) for row in rows)
    return {
        district: code for (district, code), _ in sorted(counts.items(), key=lambda pair: (pair[1], pair[0]))
    }
