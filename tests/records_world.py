"""A school with its adviser, checker, head and chair, and a visit whose record goes its way, for tests."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from headway.features.appointments.models import Appointment
from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.photographs.models import Photograph
from headway.features.policies.queries import typed
from headway.features.records.actions import drafting, settling
from headway.features.records.models import RecordOfVisit
from headway.features.schools.models import School
from headway.features.visits.actions import book_visit
from headway.features.visits.models import Visit
from headway.flows.begin_record import begin_record
from headway.flows.issue_record import issue_record
from headway.flows.photograph_visit import photograph_visit
from tests.gateways.pictures import planted_photograph
from tests.pages.people import make_person
from tests.plan_world import seen

SCHOOL_ROLES = ("adviser", "quadrant-lead", "headteacher", "chair")
ON = date(2026, 9, 15)  # the day of every visit, a Tuesday in the autumn term
WHOLE = {
    "sections": {key: f"Words on {key}." for key in ("purpose", "evidence", "strengths", "improve")},
    "items": {
        "attendance": "Absence is falling.",
        "equality": "No incident this term.",
        "safeguarding": "The record of checks was seen.",
        "governance": "Two seats are vacant.",
    },
    "progress": "expected",
    "category_view": "2",
    "category_words": "Teaching is steady.",
}


def at(day: date, hour: int = 9) -> datetime:
    """A moment on a day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


@dataclass
class RecordsWorld:
    """Everybody a record passes, seen on the day of the visit."""

    school: School
    on: date = ON
    people: dict[str, Person] = field(default_factory=dict)
    ties: bool = True

    def person(self, role: str) -> Person:
        """Who holds that role at the school; an adviser who is tied to nothing goes where there is none."""
        if role in SCHOOL_ROLES and role not in self.people:
            one = {"role": role, "subject_kind": "school", "subject_id": str(self.school.urn)}
            held = Appointment.objects.filter(**one).first()
            tied = self.school if self.ties else None
            self.people[role] = held.person if held else make_person(role, school=tied)
        elif role not in self.people:
            self.people[role] = make_person(role)
        return self.people[role]

    def viewer(self, role: str, on: date | None = None) -> Viewer:
        """The same, looking on a day."""
        return seen(self.person(role), on or self.on)

    @property
    def policy(self) -> Any:
        """The policy of records."""
        return typed("records_of_visit", self.on)

    def visit(self, on: date | None = None, **more: Any) -> Visit:
        """A visit of the adviser's."""
        told = {"kind": "autumn", "half": "am", "function": "challenge", "paid_from": "core"} | more
        by, lead = self.viewer("business-support"), self.person("adviser")
        return book_visit(place=self.school, on=on or self.on, lead=lead, by=by, at=at(self.on), **told)

    def draft(self, visit: Visit | None = None, **more: Any) -> RecordOfVisit:
        """A whole draft."""
        visit = visit or self.visit()
        day = max(self.on, visit.on)
        by = self.viewer("adviser", day)
        made = begin_record(visit=visit, policy=self.policy, by=by, at=at(day))
        drafting.save_draft(record=made, told=WHOLE | more, seen_version=1, by=by, at=at(day, 10))
        return self.fresh(made)

    def agreed(self, record: RecordOfVisit, words: str = "Train all staff in phonics", **more: Any) -> Any:
        """Something agreed in a draft."""
        told = {"side": "school", "who": "Headteacher", "due_on": date(2026, 11, 1), "words": words} | more
        return drafting.agree_action(record=record, **told, by=self.viewer("adviser"), at=at(self.on))

    def photograph(
        self, record: RecordOfVisit, given: bytes = b"", caption: str = "A wall of words"
    ) -> Photograph:
        """A photograph in a draft."""
        told = {"given": given or planted_photograph(), "caption": caption}
        return photograph_visit(record=record, **told, by=self.viewer("adviser"), at=at(self.on, 10))

    def checking(self, record: RecordOfVisit | None = None) -> RecordOfVisit:
        """One handed in; the adviser's first records are all checked."""
        record = record or self.draft()
        drafting.hand_in(
            record=record, policy=self.policy, confirmed=True, by=self.viewer("adviser"), at=at(self.on, 11)
        )
        return self.fresh(record)

    def with_head(self, record: RecordOfVisit | None = None) -> RecordOfVisit:
        """One that passed its check."""
        record = self.checking(record)
        if record.state == "checking":
            marks = dict.fromkeys(self.policy.rubric, 3)
            by = self.viewer("chief-adviser")
            settling.check_record(
                record=record, marks=marks, words="", policy=self.policy, by=by, at=at(self.on, 12)
            )
        return self.fresh(record)

    def final(self, record: RecordOfVisit | None = None) -> RecordOfVisit:
        """One the head found accurate."""
        record = self.with_head(record)
        if not self.ties:
            late = self.viewer("adviser", date(2026, 10, 1))
            settling.deem_accurate(record=record, policy=self.policy, by=late, at=at(late.on))
            return self.fresh(record)
        by = self.viewer("headteacher")
        told = {"accurate": True, "comment": "", "policy": self.policy}
        settling.answer_record(record=record, **told, by=by, at=at(self.on, 13))
        return self.fresh(record)

    def issued(self, record: RecordOfVisit | None = None) -> RecordOfVisit:
        """One that was sent out."""
        record = self.final(record)
        issue_record(record=record, policy=self.policy, by=self.viewer("adviser"), at=at(self.on, 14))
        return self.fresh(record)

    def fresh(self, record: RecordOfVisit) -> RecordOfVisit:
        """The row as it stands now."""
        return RecordOfVisit.objects.select_related("visit__school", "visit__partnership", "author").get(
            pk=record.pk
        )
