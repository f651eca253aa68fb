"""Writes of units: a new one, and a move from a day on that keeps what was before (M8-01)."""

from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.saving import unless_taken
from headway.features.units.models import Reporting, Unit
from headway.features.units.queries import may_keep, reports
from headway.rules.units import may_begin, may_move
from headway.rules.verdict import first_refusal, insist

TAKEN = "There is a unit of this name already. Choose another name."


@transaction.atomic
def found_unit(*, name: str, under: Unit | None, valid_from: date, by: Viewer, at: datetime) -> Unit:
    """A unit that reports to another from a day on, or to nobody."""
    insist(first_refusal(may_keep(by), may_begin(reports(), under.public_id if under else "", valid_from)))
    made = unless_taken(lambda: Unit.objects.create(name=name), TAKEN)
    Reporting.objects.create(unit=made, under=under, valid_from=valid_from, by=by.person, at=at)
    _told("found_unit", made, under, valid_from, by, at)
    return made


@transaction.atomic
def move_unit(*, unit: Unit, under: Unit | None, valid_from: date, by: Viewer, at: datetime) -> None:
    """From a day on the unit reports to another unit; before it, it reports where it did."""
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk"))
    to = under.public_id if under else ""
    insist(first_refusal(may_keep(by), may_move(reports(), unit.public_id, to, valid_from)))
    unit.reportings.filter(valid_until=None).update(valid_until=valid_from)
    Reporting.objects.create(unit=unit, under=under, valid_from=valid_from, by=by.person, at=at)
    _told("move_unit", unit, under, valid_from, by, at)


def _told(action: str, unit: Unit, under: Unit | None, on: date, by: Viewer, at: datetime) -> None:
    after = {"under": under.public_id if under else None, "from": on.isoformat()}
    record(action=action, subject_kind="unit", subject_id=unit.public_id, at=at, by=by.id, after=after)
