"""What is known when the sheets are read, so that their rows can be held against it."""

from collections.abc import Mapping
from dataclasses import dataclass

from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser, Person
from headway.features.policies.queries import typed
from headway.features.schools.models import District, Quadrant
from headway.features.schools.queries import own_schools
from headway.flows.own_sheets.rows import SheetRows
from headway.rules.partnerships import PartnershipPolicy


@dataclass(frozen=True, slots=True)
class Known:
    """Names and keys of the register, the policies, the stored rows and the sheets together.

    `districts`: URN to the school's district code or None. `emails`: post label to address. `roles`: code of the
    access policy to role.
    """

    districts: Mapping[int, str | None]
    codes: frozenset[str]
    quadrants: frozenset[str]
    partnerships: frozenset[str]
    emails: Mapping[str, str]
    advisers: frozenset[str]
    roles: Mapping[str, str]
    policy: PartnershipPolicy


def gather_known(rows: SheetRows) -> Known:
    """Everything the sheets may refer to; seven queries."""
    emails = dict(Person.objects.values_list("name", "email"))
    emails.update({row.post: row.email for row in rows.people})
    emails = {row.post: row.email for row in rows.advisers if row.email} | emails
    advisers = set(Adviser.objects.values_list("person__name", flat=True))
    quadrants = set(Quadrant.objects.values_list("name", flat=True))
    partnerships = set(Partnership.objects.values_list("name", flat=True))
    return Known(
        districts=dict(own_schools().values_list("urn", "district_id")),
        codes=frozenset(District.objects.values_list("code", flat=True)),
        quadrants=frozenset(quadrants | {row.quadrant for row in rows.districts}),
        partnerships=frozenset(partnerships | {row.name for row in rows.partnerships}),
        emails=emails,
        advisers=frozenset(advisers | {row.post for row in rows.advisers}),
        roles={role.code: slug for slug, role in typed("access").roles.items()},
        policy=typed("partnerships"),
    )
