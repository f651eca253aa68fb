"""Taking an own sheet so that it can be taken back for some seconds, where that is sound."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from headway.features.allocation.models import Conflict
from headway.features.appointments.many import ADVISER
from headway.features.appointments.models import Appointment
from headway.features.appointments.viewer import Viewer
from headway.features.governance.models import Term
from headway.features.kept import Kept
from headway.features.kept_back import difference, put_back, rows_as_they_stand
from headway.features.schools.models import Headship, Provision
from headway.flows.own_sheets.given import GivenSheet
from headway.flows.take_own_sheet import take_own_sheet
from headway.rules.verdict import ALLOWED, Verdict, insist, refuse


@dataclass(frozen=True, slots=True)
class Table:
    """The rows one sheet writes, all of them, and the permission to change them."""

    kind: str
    rows: Callable[[], QuerySet]


# Sheets that write rows of one table alone.
TABLES = {
    "provisions": Table("register", Provision.objects.all),
    "headships": Table("register", Headship.objects.all),
    "terms": Table("boards", Term.objects.all),
    "conflicts": Table("capacity", Conflict.objects.all),
    "last_year": Table("assignments", lambda: Appointment.objects.filter(role=ADVISER)),
    "last_year_leads": Table("assignments", lambda: Appointment.objects.filter(role=ADVISER)),
}
PEOPLE = refuse("It cannot be taken back, because people may have signed in with it; give a corrected sheet.")
WHY_NOT = {
    "people": PEOPLE,
    "advisers": PEOPLE,
    "targets": refuse(
        "It cannot be taken back, because each set of targets was written anew; give a corrected sheet until they are agreed."
    ),
    "partnerships": refuse(
        "It cannot be taken back, because it names lead heads and places partnerships as well; give a corrected sheet."
    ),
    "districts": refuse(
        "It cannot be taken back, because schools change their quadrant with it; give a corrected sheet."
    ),
}


def may_be_taken_back(sheet: str) -> Verdict:
    """Whether what a sheet wrote can be put back soundly."""
    return ALLOWED if sheet in TABLES else WHY_NOT[sheet]


@transaction.atomic
def take_to_undo(
    *, sheet: GivenSheet, year: int, gives_access: bool, by: str, at: datetime
) -> tuple[Kept, dict]:
    """Store the whole sheet as `take_own_sheet` does; what it made and changed, and the facts by which it is taken back,
    none where it cannot be."""
    table = TABLES.get(sheet.name)
    before = rows_as_they_stand(table.rows()) if table else {}
    kept = take_own_sheet(sheet=sheet, year=year, gives_access=gives_access, by=by, at=at)
    if not kept or table is None:
        return kept, {}
    return kept, {"sheet": sheet.name, **difference(before, rows_as_they_stand(table.rows()))}


@transaction.atomic
def undo_own_sheet(*, facts: dict, by: Viewer, at: datetime) -> int:
    """Put back what a sheet made and changed; how many rows. Refused where anything of it was changed since."""
    table = TABLES[facts["sheet"]]
    insist(by.may(table.kind, "change"))
    return put_back(rows=table.rows(), facts=facts, what=facts["sheet"], by=by.id, at=at)
