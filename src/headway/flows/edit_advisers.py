"""Many advisers changed at once, as in a spreadsheet: all or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from headway.features.people.advisers import edit_adviser
from headway.features.people.capacity import contract_of
from headway.features.people.models import Adviser, AdviserYear
from headway.features.saving import Stale
from headway.flows.stale import StaleRows
from headway.rules.capacity import Contract

DAYS = ("contracted_half_days", "leave_half_days", "training_half_days", "internal_half_days")


@dataclass(frozen=True, slots=True)
class AdviserEdit:
    """What one adviser is to become, and the version that was seen."""

    adviser: Adviser
    version: int
    quadrant: str
    may_lead: bool
    max_intensive: int | None
    contract: Contract


@transaction.atomic
def edit_advisers(*, edits: Sequence[AdviserEdit], year: int, by: str, at: datetime) -> dict:
    """Change these advisers; the facts by which it is taken back.

    Refused for a contract that leaves nothing for schools; StaleRows where somebody saved one meanwhile.
    """
    before = [_facts(edit.adviser, year) for edit in edits]
    stale = [edit.adviser for edit in edits if not _edit(edit, year, by, at)]
    if stale:
        raise StaleRows(stale)
    return {"year": year, "advisers": before}


@transaction.atomic
def edit_back(*, facts: dict, by: str, at: datetime) -> int:
    """Give advisers what they had before an edit; StaleRows where one was changed since. How many they are."""
    people = {row["person"]: row for row in facts["advisers"]}
    rows = Adviser.objects.select_related("person").filter(person__public_id__in=people)
    stale = []
    for adviser in rows:
        held = people[adviser.person.public_id]
        edit = AdviserEdit(
            adviser,
            held["version"] + 1,
            held["quadrant"],
            held["may_lead"],
            held["max_intensive"],
            Contract(*held["days"]),
        )
        if not _edit(edit, facts["year"], by, at):
            stale.append(adviser)
    if stale:
        raise StaleRows(stale)
    return len(people)


def _edit(edit: AdviserEdit, year: int, by: str, at: datetime) -> bool:
    """Whether the adviser was changed; not where somebody saved it meanwhile."""
    try:
        edit_adviser(
            adviser=edit.adviser,
            base=(edit.adviser.base_easting, edit.adviser.base_northing),
            quadrant=edit.quadrant,
            may_lead=edit.may_lead,
            max_intensive=edit.max_intensive,
            contract=edit.contract,
            year=year,
            seen_version=edit.version,
            by=by,
            at=at,
        )
    except Stale:
        return False
    return True


def _facts(adviser: Adviser, year: int) -> dict:
    days = AdviserYear.objects.filter(adviser=adviser, year=year).first()
    contract = contract_of(days) if days else Contract(0, 0, 0, 0)
    return {
        "person": adviser.person.public_id,
        "version": adviser.version,
        "quadrant": adviser.quadrant,
        "may_lead": adviser.may_lead,
        "max_intensive": adviser.max_intensive,
        "days": [getattr(contract, name) for name in DAYS],
    }
