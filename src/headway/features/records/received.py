"""What each board received and when, and which did not get the last records (M8-03); how many steps were on time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.governance.models import Board, Governing
from headway.features.records.models import RecordOfVisit
from headway.features.schools.models import School
from headway.features.schools.queries import bank_holidays, schools_visible_to
from headway.features.visits.models import Visit
from headway.features.visits.queries import KIND
from headway.rules import records_of_visit as rule
from headway.rules.record_policy import RecordPolicy
from headway.rules.visits import HELD

LAST = 3


@dataclass(frozen=True, slots=True)
class Received:
    """The last visits of a school, newest first, each with the record its board got, or None; the board by name."""

    school: School
    board: str
    visits: tuple[tuple[Visit, RecordOfVisit | None], ...]

    @property
    def number(self) -> int:
        """How many of them the board got."""
        return sum(record is not None for _, record in self.visits)

    @property
    def is_short(self) -> bool:
        """Whether one of them is missing."""
        return self.number < len(self.visits)


def received_by_boards(viewer: Viewer) -> list[Received]:
    """Schools with held visits within the viewer's reach, by name; three queries."""
    schools = schools_visible_to(viewer, KIND)
    held = (
        Visit.objects.filter(school__in=schools, state=HELD).select_related("school").order_by("-on", "-pk")
    )
    by_school: dict[int, list[Visit]] = {}
    for visit in held:
        kept = by_school.setdefault(visit.school_id, [])
        if len(kept) < LAST:
            kept.append(visit)
    last = [visit.pk for visits in by_school.values() for visit in visits]
    sent = RecordOfVisit.objects.filter(visit__in=last, state=rule.ISSUED, to_chair=True).order_by("number")
    records = {record.visit_id: record for record in sent}
    boards = _boards(by_school, viewer.on)
    found = [
        Received(
            visits[0].school,
            boards.get(urn, ""),
            tuple((visit, records.get(visit.pk)) for visit in visits),
        )
        for urn, visits in by_school.items()
    ]
    return sorted(found, key=lambda one: (not one.is_short, one.school.name, one.school.urn))


def _boards(urns: Iterable[int], on: date) -> dict[int, str]:
    rows = Governing.objects.as_at(on).filter(school__in=urns, board__ended_on=None)
    names = dict(Board.objects.values_list("pk", "name"))
    return {row.school_id: names.get(row.board_id, "") for row in rows}


@dataclass(frozen=True, slots=True)
class Timed:
    """One record: whether the draft, the check, the head's answer and all of it were on time; None: undecided or none."""

    record: RecordOfVisit
    draft: bool | None
    check: bool | None
    head: bool | None
    final: bool | None


def timed(records: Iterable[RecordOfVisit], policy: RecordPolicy, today: date) -> list[Timed]:
    """Each record held against the targets, in working days."""
    holidays = bank_holidays()
    return [_timed(record, policy, today, holidays) for record in records]


def _timed(one: RecordOfVisit, policy: RecordPolicy, today: date, holidays: Iterable[date]) -> Timed:
    aims = rule.targets(
        one.visit.on, _day(one.handed_in_at), _day(one.with_head_at), policy, frozenset(holidays)
    )
    checked = (
        rule.on_time(_day(one.passed_at), aims.check_by, today) if one.sampled and aims.check_by else None
    )
    answered = (
        rule.on_time(_day(one.locked_at), aims.head_by, today) if aims.head_by and not one.deemed else None
    )
    return Timed(
        record=one,
        draft=rule.on_time(_day(one.first_handed_in_at), aims.draft_by, today),
        check=checked,
        head=False if one.deemed else answered,
        final=rule.on_time(_day(one.issued_at), aims.final_by, today),
    )


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
