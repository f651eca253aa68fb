"""What is stored now, as the lines of a sheet: to be changed in a spreadsheet and given again."""

from collections.abc import Callable
from datetime import date

from headway.features.allocation.models import Conflict
from headway.features.appointments.models import Appointment, Subject
from headway.features.governance.models import Governing, Term
from headway.features.partnerships.models import Membership
from headway.features.people.models import Adviser, AdviserYear, Capability, Role
from headway.features.policies.queries import typed
from headway.features.schools.models import Headship, Placement, Provision
from headway.features.targets.models import TargetSet
from headway.rules.calendars import academic_year_of
from headway.rules.capacity import ADVISING

ADVISER = "adviser"
LEAD_HEAD = "partnership-lead"
Line = tuple[str | int | float | date | None, ...]


def present_lines(sheet: str, *, year: int, on: date) -> list[Line]:
    """The lines of a sheet as they would be given today; `year` is that of the advisers' days.

    People and last year's sheets come empty: who may sign in is listed under Access, and last year is history.
    """
    make = _MAKERS.get(sheet)
    return make(year, on) if make else []


def _districts(year: int, on: date) -> list[Line]:
    rows = Placement.objects.as_at(on).order_by("district__name", "pk")
    return list(rows.values_list("district_id", "quadrant__name"))


def _partnerships(year: int, on: date) -> list[Line]:
    leads = Appointment.objects.as_at(on).filter(role=LEAD_HEAD, subject_kind=Subject.PARTNERSHIP)
    names = dict(leads.values_list("subject_id", "person__name"))
    rows = Membership.objects.select_related("partnership").order_by("partnership__name", "school_id")
    return [
        (
            row.partnership.name,
            row.partnership.kind,
            _yes(row.partnership.recognised),
            row.school_id,
            row.valid_from.isoformat(),
            _day(row.valid_until),
            names.get(row.partnership.public_id, ""),
        )
        for row in rows
    ]


def _provisions(year: int, on: date) -> list[Line]:
    rows = Provision.objects.order_by("school_id", "valid_from")
    return [
        (r.school_id, r.kind, r.places, r.need, r.valid_from.isoformat(), _day(r.valid_until)) for r in rows
    ]


def _headships(year: int, on: date) -> list[Line]:
    rows = Headship.objects.order_by("school_id", "valid_from")
    return [(r.school_id, r.kind, r.valid_from.isoformat(), _day(r.valid_until)) for r in rows]


def _targets(year: int, on: date) -> list[Line]:
    """The targets of the year as they stand, a line for each; a group without one is a line that says why."""
    policy, measures = typed("targets"), {one.key: one for one in typed("measures").measures}
    lines: list[Line] = []
    rows = TargetSet.objects.filter(year=academic_year_of(on).first_on.year).prefetch_related(
        "lines__targets"
    )
    for held in rows.order_by("school__name", "pk"):
        label = academic_year_of(date(held.year, 9, 1)).label
        for line in held.lines.all():
            group = policy.groups[line.group].label if line.group in policy.groups else line.group
            start = (held.school_id, label, group, line.cohort)
            targets = [one for one in line.targets.all() if one.measure in measures]
            for one in targets:
                value = f"{one.value:.{measures[one.measure].decimals}f}"
                lines.append((*start, measures[one.measure].short_label, value, line.reason))
            if not targets and (line.reason or line.cohort is not None):
                lines.append((*start, "", None, line.reason))
    return lines


def _terms(year: int, on: date) -> list[Line]:
    """Terms that had not ended on the day, of boards by the first school they govern then."""
    schools: dict[int, int] = {}
    for board, urn in Governing.objects.as_at(on).order_by("school").values_list("board_id", "school_id"):
        schools.setdefault(board, urn)
    rows = Term.objects.overlapping(on, None).select_related("seat").order_by("seat", "valid_from")
    return [
        (schools[r.seat.board_id], r.seat.role, r.holder, r.valid_from.isoformat(), _day(r.valid_until))
        for r in rows
        if r.seat.board_id in schools
    ]


def _conflicts(year: int, on: date) -> list[Line]:
    rows = Conflict.objects.as_at(on).order_by("adviser__person__name", "school_id")
    return list(rows.values_list("adviser__person__name", "school_id", "reason"))


def _advisers(year: int, on: date) -> list[Line]:
    days = {row.adviser_id: row for row in AdviserYear.objects.filter(year=year)}
    roles: dict[int, str] = {}
    for person, role in Role.objects.as_at(on).filter(role__in=ADVISING).values_list("person", "role"):
        roles[person] = role
    phases: dict[tuple[int, int], list[str]] = {}
    for one in Capability.objects.filter(valid_until=None).order_by("phase"):
        phases.setdefault((one.adviser_id, one.choice), []).append(one.phase)
    rows = Adviser.objects.select_related("person").order_by("person__name", "pk")
    return [_adviser(row, days.get(row.pk), roles.get(row.person_id, ADVISER), phases) for row in rows]


def _adviser(row: Adviser, days: AdviserYear | None, role: str, phases: dict) -> Line:
    held = (
        (
            days.contracted_half_days,
            days.leave_half_days,
            days.training_half_days,
            days.internal_half_days,
        )
        if days
        else (None,) * 4
    )
    return (
        row.person.name,
        role,
        *(None if half_days is None else half_days / 2 for half_days in held),
        row.base_easting,
        row.base_northing,
        row.quadrant,
        ";".join(phases.get((row.pk, 1), ())),
        ";".join(phases.get((row.pk, 2), ())),
        "",
        _yes(row.may_lead),
        row.max_intensive,
        row.person.email,
    )


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


_MAKERS: dict[str, Callable[[int, date], list[Line]]] = {
    "districts": _districts,
    "partnerships": _partnerships,
    "provisions": _provisions,
    "headships": _headships,
    "terms": _terms,
    "targets": _targets,
    "conflicts": _conflicts,
    "advisers": _advisers,
}
