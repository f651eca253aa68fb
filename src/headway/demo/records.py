"""Records of visits for the demonstration: some issued, one with its head, one being checked, one in draft, a comment."""

from datetime import date, datetime, timedelta

from headway.demo.day_ledger import buy_where_none_are_left
from headway.features.appointments.models import Appointment
from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.records.actions import boards, drafting, settling
from headway.features.records.models import RecordOfVisit
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools
from headway.features.visits.models import Visit
from headway.flows.begin_record import begin_record
from headway.flows.issue_record import issue_record
from headway.flows.visit_days import book_visit
from headway.rules.record_policy import RecordPolicy

WEEK = timedelta(weeks=1)
SECTIONS = {
    "purpose": "The start of the year, and how far the mathematics scheme is in use.",
    "evidence": "Six lessons, books of three year groups, a talk with the leader of mathematics, figures of absence.",
    "strengths": "Reading is taught well and every day; pupils choose books with care.",
    "improve": "Mathematics is taught as planned in four of six lessons; reasoning is asked for too seldom.",
    "support": "Two half-days of a mathematics specialist.",
    "next": "Books in mathematics, and what staff training has changed.",
}
ITEMS = {
    "attendance": "Absence is a little above last year's. Calls on the first day are made by nine.",
    "equality": "No incident was reported this term; the log was seen.",
}
NOTHING_ELSE = "Looked at; nothing to add."
AGREED = (
    (
        "school",
        "Ask for reasoning in every mathematics lesson; seen in books by half term.",
        "Leader of mathematics",
        6,
    ),
    ("authority", "Two half-days of a mathematics specialist.", "Adviser", 4),
)
# How far each record has come: the first school's is issued twice, so that something is carried.
DRAFT, CHECKING, WITH_HEAD, ISSUED = range(4)
SCHOOLS = ((ISSUED, 9), (ISSUED, 7), (WITH_HEAD, 2), (CHECKING, 1), (DRAFT, 1))


def record_visits(*, on: date, at: datetime) -> None:
    """Visits of the last weeks with their records in every state."""
    checker, office = first_holder("chief-adviser", on=on), first_holder("business-support", on=on)
    if checker is None or office is None:
        return
    led = _schools_with_advisers(on)
    policy: RecordPolicy = typed("records_of_visit", on)
    eyes = _Eyes(on, at, policy, _seen(checker, on), _seen(office, on))
    for (school, adviser), (state, weeks) in zip(led, SCHOOLS, strict=False):
        eyes.write(school, adviser, on - weeks * WEEK, state)
    if led:
        school, adviser = led[0]
        eyes.write(school, adviser, on - WEEK, WITH_HEAD)
        _comment(eyes, school)


class _Eyes:
    """Who looks at a record, and when."""

    def __init__(self, on: date, at: datetime, policy: RecordPolicy, checker: Viewer, office: Viewer) -> None:
        self.on, self.at, self.policy, self.checker, self.office = on, at, policy, checker, office

    def write(self, school: School, adviser: Person, visited_on: date, state: int) -> None:
        """One record as far as it has come."""
        by, visit = _seen(adviser, self.on), self._visit(school, adviser, visited_on)
        record = begin_record(visit=visit, policy=self.policy, by=by, at=self.at)
        told = {
            "sections": SECTIONS,
            "items": dict.fromkeys(self.policy.items, NOTHING_ELSE) | ITEMS,
            "progress": "expected",
            "category_view": "",
            "category_words": "",
        }
        drafting.save_draft(record=record, told=told, seen_version=record.version, by=by, at=self.at)
        for side, words, who, weeks in AGREED:
            due_on = visited_on + weeks * WEEK
            drafting.agree_action(
                record=record, side=side, words=words, who=who, due_on=due_on, by=by, at=self.at
            )
        if state > DRAFT:
            self._send_on(record, by, state)

    def _visit(self, school: School, adviser: Person, on: date) -> Visit:
        buy_where_none_are_left(school, 1, on=on, by=self.office, at=self.at)
        told = {"kind": "autumn", "half": "am", "function": "challenge", "paid_from": "core"}
        return book_visit(place=school, on=on, lead=adviser, by=self.office, at=self.at, **told)

    def _send_on(self, record: RecordOfVisit, by: Viewer, state: int) -> None:
        drafting.hand_in(record=record, policy=self.policy, confirmed=True, by=by, at=self.at)
        record.refresh_from_db()
        if state > CHECKING and record.state == "checking":
            marks = dict.fromkeys(self.policy.rubric, 2)
            words = "Clear and fair. Say next time what you saw in books."
            settling.check_record(
                record=record, marks=marks, words=words, policy=self.policy, by=self.checker, at=self.at
            )
        head = _tied(record.visit.school, "headteacher", self.on)
        if state > WITH_HEAD and head:
            told = {"accurate": True, "comment": "A fair picture.", "policy": self.policy}
            settling.answer_record(record=record, **told, by=_seen(head, self.on), at=self.at)
            issue_record(record=record, policy=self.policy, by=by, at=self.at)


def _comment(eyes: _Eyes, school: School) -> None:
    chair = _tied(school, "chair", eyes.on)
    if chair:
        words = "The board would like to hear more on reasoning in mathematics."
        by = _seen(chair, eyes.on)
        boards.comment_for_board(
            school=school, record=None, words=words, policy=eyes.policy, by=by, at=eyes.at
        )


def _schools_with_advisers(on: date) -> list[tuple[School, Person]]:
    """The first schools that have an adviser, those with a head on record before the others."""
    rows = (
        Appointment.objects.as_at(on).filter(role="adviser", subject_kind="school").select_related("person")
    )
    advisers = {row.subject_id: row.person for row in rows}
    heads = set(
        Appointment.objects.as_at(on)
        .filter(role="headteacher", subject_kind="school")
        .values_list("subject_id", flat=True)
    )
    schools = [one for one in open_schools().order_by("urn") if str(one.urn) in advisers]
    first = sorted(schools, key=lambda one: (str(one.urn) not in heads, one.urn))[: len(SCHOOLS)]
    return [(one, advisers[str(one.urn)]) for one in first]


def _tied(school: School | None, role: str, on: date) -> Person | None:
    rows = Appointment.objects.as_at(on).filter(
        role=role, subject_kind="school", subject_id=str(school.urn if school else 0)
    )
    row = rows.select_related("person").first()
    return row.person if row else None


def _seen(person: Person, on: date) -> Viewer:
    return viewer_of(person, on=on, access=typed("access", on))
