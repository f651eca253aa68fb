"""One deed for many advisers: a quadrant given to those picked."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.people.capacity import contract_of, years_of
from headway.features.people.models import Adviser
from headway.features.schools.models import Quadrant
from headway.flows.edit_advisers import AdviserEdit, edit_advisers
from headway.flows.effects import Effect
from headway.rules.calendars import academic_year_of
from headway.rules.capacity import may_contract
from headway.rules.verdict import Verdict, insist, refuse


def effects_of_quadrant(quadrant: Quadrant, advisers: Sequence[Adviser], on: date) -> list[Effect]:
    """What giving these advisers a quadrant would change; one query."""
    days = years_of(_year(on), [adviser.pk for adviser in advisers])
    return [Effect(one, one.quadrant, _verdict(one, quadrant, days)) for one in advisers]


@transaction.atomic
def give_quadrant(
    *, quadrant: Quadrant, advisers: Sequence[Adviser], valid_from: date, by: Viewer, at: datetime
) -> dict:
    """Give the quadrant to those of the advisers that may have it; the facts by which it is taken back."""
    insist(by.may("capacity", "change"))
    year = _year(valid_from)
    days = years_of(year, [adviser.pk for adviser in advisers])
    edits = [
        AdviserEdit(
            adviser=one,
            version=one.version,
            quadrant=quadrant.name,
            may_lead=one.may_lead,
            max_intensive=one.max_intensive,
            contract=contract_of(days[one.pk]),
        )
        for one in advisers
        if _verdict(one, quadrant, days)
    ]
    return {"number": len(edits), **edit_advisers(edits=edits, year=year, by=by.id, at=at)}


def _verdict(adviser: Adviser, quadrant: Quadrant, days: dict) -> Verdict:
    if adviser.quadrant == quadrant.name:
        return refuse(f"Is in {quadrant} already.")
    if adviser.pk not in days:
        return refuse("The days of this year are not known yet. Enter them first.")
    return may_contract(contract_of(days[adviser.pk]))


def _year(on: date) -> int:
    return academic_year_of(on).first_on.year
