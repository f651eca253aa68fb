"""Makers of agreements, lists of analyses and pupils of concern, for the matrix."""

from collections.abc import Callable
from datetime import date

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.policies.queries import policy_in_use, typed
from headway.features.schools.models import School
from headway.features.sharing.actions.analyses import agree_list, propose_list
from headway.features.sharing.actions.pupils import record_training
from headway.features.sharing.models import (
    Agreement,
    AnalysisList,
    AttendanceConcern,
    DataTraining,
    WithheldRow,
)
from headway.rules.calendars import academic_year_of

WRITER = "data-officer"
LIVE_FROM, LIVE_UNTIL = date(2026, 3, 1), date(2036, 3, 1)
THIS_YEAR, LAST_YEAR = 2026, 2025


def make_agreement(
    school: School, first_on: date = LIVE_FROM, until: date = LIVE_UNTIL, **more: object
) -> Agreement:
    """Signed by the head; live for years unless told otherwise."""
    told = {"signed_as": "Headteacher", "signed_name": "A. Head", "signed_on": first_on}
    told |= {"policy": policy_in_use("data_sharing"), "recorded_by": make_person(WRITER), "recorded_at": AT}
    return Agreement.objects.create(school=school, valid_from=first_on, valid_until=until, **told | more)


def make_list(school: School, year: int = THIS_YEAR, *, agreed: bool = False) -> AnalysisList:
    """The whole menu proposed for a year; agreed by the head where asked."""
    by, policy = seen(make_person(WRITER)), typed("analyses")
    held = AnalysisList.objects.filter(school=school, year=year).first()
    if held is None:
        academic = academic_year_of(date(year, 9, 1))
        chosen = {one.key: one.due_in(academic) for one in policy.analyses}
        told = {"school": school, "year": academic, "chosen": chosen, "policy": policy}
        held = propose_list(**told, seen_version=0, by=by, at=AT)
    if agreed and held.agreed_on is None:
        signed = {"signed_as": "Headteacher", "signed_name": "A. Head", "signed_on": date(2026, 9, 1)}
        agree_list(agreed=held, **signed, seen_version=held.version, by=by, at=AT)
        held.refresh_from_db()
    return held


def make_pupil(school: School, pupil: str = "A. B.", **more: object) -> AttendanceConcern:
    """A pupil who missed thirty of a hundred sessions."""
    told = {"year_group": "Year 5", "possible": 100, "missed": 30, "since": date(2026, 6, 1)} | more
    by = make_person("attendance")
    return AttendanceConcern.objects.create(school=school, pupil=pupil, noted_by=by, noted_at=AT, **told)


def make_training(person: object = None, taken_on: date = date(2026, 8, 20)) -> DataTraining:
    """The course, taken by an officer of ethnic minority achievement."""
    told = {"person": person or make_person("ethnic-minority"), "policy": typed("pupil_data")}
    return record_training(**told, taken_on=taken_on, by=seen(make_person(WRITER)), at=AT)


def agreement(side: Side) -> Arguments:
    """A live agreement of the school, and a row that was withheld before."""
    held = Agreement.objects.filter(school=side.school).first() or make_agreement(side.school)
    told = {"sheet": "headships", "row": 2, "words": "There was none then."}
    WithheldRow.objects.get_or_create(school=side.school, defaults=told | {"at": AT})
    return {"urn": side.school.urn, "key": held.public_id}


def analyses_year(side: Side) -> Arguments:
    """A list of the year that is proposed."""
    make_list(side.school)
    return {"urn": side.school.urn, "year": THIS_YEAR}


def analysis(side: Side) -> Arguments:
    """An analysis of an agreed list that is not done."""
    held = make_list(side.school, LAST_YEAR, agreed=True)
    return {"urn": side.school.urn, "year": LAST_YEAR, "key": held.lines.all()[0].public_id}


def pupils_for(side: Side) -> Arguments:
    """Pupils of the school, opened for their support; somebody was trained."""
    if not AttendanceConcern.objects.filter(school=side.school).exists():
        make_pupil(side.school)
        make_training()
    return {"urn": side.school.urn, "purpose": "support"}


def pupil(side: Side) -> Arguments:
    """One of them."""
    found = pupils_for(side)
    return found | {"key": AttendanceConcern.objects.filter(school=side.school).first().public_id}


SHARING_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "agreement": agreement,
    "analyses_year": analyses_year,
    "analysis": analysis,
    "pupils_for": pupils_for,
    "pupil": pupil,
}
