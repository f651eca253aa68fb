"""Writes of many partnerships and members at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.kept import Kept, keep_rows
from headway.features.partnerships.findable import find_partnerships
from headway.features.partnerships.models import Membership, Partnership


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A school's time in a partnership."""

    urn: int
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class PartnershipFacts:
    """A partnership with all its members' times. `quadrant` and `lead_urn`: keys, None where not known."""

    name: str
    kind: str
    recognised: bool
    quadrant: int | None
    lead_urn: int | None
    members: tuple[MemberFacts, ...]


@transaction.atomic
def keep_partnerships(*, partnerships: Sequence[PartnershipFacts], by: str, at: datetime) -> Kept:
    """Store partnerships by name and their members by school and first day; members not given stay.

    The caller has checked that no school is in two recognised ones at a time; the database refuses it otherwise.
    """
    kept = keep_rows(
        Partnership.objects.all(),
        [_partnership(facts) for facts in partnerships],
        known_by=("name",),
        may_change=("kind", "recognised", "quadrant_id", "lead_school_id"),
    )
    stored = Partnership.objects.filter(name__in=[facts.name for facts in partnerships])
    find_partnerships(stored)
    keys = dict(stored.values_list("name", "pk"))
    rows = _memberships(partnerships, keys)
    keep = {
        "known_by": ("partnership_id", "school_id", "valid_from"),
        "may_change": ("valid_until", "recognised"),
    }
    # Ends first, so that a school has left one partnership before it is in the next.
    for part in ([row for row in rows if row.valid_until], [row for row in rows if not row.valid_until]):
        kept += keep_rows(Membership.objects.filter(partnership__in=list(keys.values())), part, **keep)
    if kept:
        after = {"made": kept.made, "changed": kept.changed}
        record(
            action="keep_partnerships",
            subject_kind="own_facts",
            subject_id="partnerships",
            at=at,
            by=by,
            after=after,
        )
    return kept


def _partnership(facts: PartnershipFacts) -> Partnership:
    return Partnership(
        name=facts.name,
        kind=facts.kind,
        recognised=facts.recognised,
        quadrant_id=facts.quadrant,
        lead_school_id=facts.lead_urn,
        formed_on=min(member.since for member in facts.members),
    )


def _memberships(partnerships: Sequence[PartnershipFacts], keys: Mapping[str, int]) -> list[Membership]:
    return [
        Membership(
            partnership_id=keys[facts.name],
            school_id=member.urn,
            recognised=facts.recognised,
            valid_from=member.since,
            valid_until=member.until,
        )
        for facts in partnerships
        for member in facts.members
    ]
