"""Data sharing for the demonstration: a gate, agreements in every state, analyses, training that is over, pupils of concern."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from headway.features.appointments.actions import appoint
from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.people.queries import first_holder
from headway.features.policies.drafts import draft_policy, edit_draft
from headway.features.policies.queries import policy_in_use, typed
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools
from headway.features.sharing.actions.agreements import Signature, end_agreement, record_agreement
from headway.features.sharing.actions.analyses import agree_list, do_analysis, propose_list
from headway.features.sharing.actions.pupils import note_pupil, record_training
from headway.flows.own_sheets.given import GivenSheet
from headway.flows.own_sheets.rows import columns_of
from headway.flows.settle_policy import settle_policy
from headway.flows.submit_policy import submit_policy
from headway.flows.take_own_sheet import take_own_sheet
from headway.rules.calendars import academic_year_of

DAYS = timedelta(days=1)
# One school in so many has no agreement; the first ones with one lapse, lapse soon, and are ended early.
WITHOUT, LAPSED, SOON, ENDED = 9, 2, 5, 6
LONG_AGO, NEARLY_OVER, NORMAL = 760 * DAYS, 700 * DAYS, 200 * DAYS
SIGNED = {"signed_as": "Headteacher", "signed_name": "As signed on paper"}
PUPILS = (7, 3)  # of the first and the second school: the second's are too few to be told
MISSED = (38, 52, 27, 61, 44, 33, 70)
TIED = 6
OVER = 900 * DAYS


def share_data(*, year: int, on: date, at: datetime) -> None:
    """The gate from today, agreements, a row withheld, lists of the year planned, training, and pupils at two schools."""
    officer, head = _viewer("data-officer", on), _viewer("head-of-service", on)
    schools = list(open_schools().order_by("urn"))
    if officer is None or head is None or len(schools) <= ENDED:
        return
    _close_gate(officer, head, on, at)
    _sign([one for number, one in enumerate(schools) if number % WITHOUT != WITHOUT - 1], officer, on, at)
    _give_a_sheet(schools[0], officer, year, on, at)
    _agree_analyses(schools, officer, on, at)
    _train(officer, on, at)
    _note_pupils(schools[:TIED], on, at)


def _viewer(role: str, on: date) -> Viewer | None:
    person = first_holder(role, on=on)
    return viewer_of(person, on=on, access=typed("access")) if person else None


def _close_gate(officer: Viewer, head: Viewer, on: date, at: datetime) -> None:
    """The authority's own version of the protocol, which blocks from today."""
    draft = draft_policy(base=policy_in_use("data_sharing", on), by=officer, at=at)
    changed = {("gate_from",): on.isoformat()}
    told = {"mark": "D", "source": "the demonstration shows what the gate does"}
    draft = edit_draft(policy=draft, values=changed, **told, seen_version=draft.version, by=officer, at=at)
    submit_policy(policy=draft, by=officer, at=at)
    draft.refresh_from_db()
    settle_policy(policy=draft, yes=True, reason="", by=head, at=at)


def _sign(schools: Sequence[School], by: Viewer, on: date, at: datetime) -> None:
    stored = policy_in_use("data_sharing", on)
    for number, school in enumerate(schools):
        ago = LONG_AGO if number < LAPSED else NEARLY_OVER if number < SOON else NORMAL
        then = on - ago
        signature = Signature(school, **SIGNED, signed_on=then, first_on=then)
        made = record_agreement(signature=signature, stored=stored, by=replace(by, on=then), at=at)
        if number == ENDED:
            why = "The school joins a trust that signs for all its schools"
            end_agreement(agreement=made, ended_on=on - 20 * DAYS, reason=why, by=by, at=at)


def _give_a_sheet(school: School, by: Viewer, year: int, on: date, at: datetime) -> None:
    """A row of a school whose agreement lapsed, which is withheld."""
    line = (str(school.urn), "sen-unit", "8", "SLCN", on.isoformat(), "")
    sheet = GivenSheet("provisions", columns_of("provisions"), (line,))
    take_own_sheet(sheet=sheet, year=year, gives_access=False, by=by.id, at=at)


def _agree_analyses(schools: Sequence[School], by: Viewer, on: date, at: datetime) -> None:
    """Two schools of three have a list, one of three has agreed it."""
    policy, year = typed("analyses", on), academic_year_of(on)
    chosen = {one.key: one.due_in(year) for one in policy.analyses}
    for number, school in enumerate(schools):
        if number % 3 == 2:
            continue
        told = {"school": school, "year": year, "chosen": chosen, "policy": policy}
        made = propose_list(**told, seen_version=0, by=by, at=at)
        if number % 3 == 0:
            signed_on = max(year.first_on, on - 60 * DAYS)
            agree_list(agreed=made, **SIGNED, signed_on=signed_on, seen_version=made.version, by=by, at=at)
            do_analysis(analysis=made.lines.all()[0], by=by, at=at)


def _train(by: Viewer, on: date, at: datetime) -> None:
    """Training that counts no longer: what the page says then can be seen."""
    person = first_holder("ethnic-minority", on=on)
    if person is not None:
        policy = typed("pupil_data", on)
        record_training(person=person, taken_on=on - OVER, policy=policy, by=by, at=at)


def _note_pupils(schools: Sequence[School], on: date, at: datetime) -> None:
    officer = first_holder("attendance", on=on)
    if officer is None:
        return
    _tie(officer, schools, on, at)
    by = viewer_of(officer, on=on, access=typed("access"))
    for school, count in zip(schools, PUPILS, strict=False):
        for number in range(count):
            told = {"pupil": f"Pupil {number + 1:02d}", "year_group": f"Year {number % 6 + 1}"}
            told |= {"possible": 120, "missed": MISSED[number], "since": on - 60 * DAYS}
            note_pupil(school=school, told=told, by=by, at=at)


def _tie(officer: Person, schools: Sequence[School], on: date, at: datetime) -> None:
    for school in schools:
        tied = {"role": "attendance", "subject_kind": "school", "subject_id": str(school.urn)}
        appoint(person=officer, **tied, valid_from=on, by="", at=at)
