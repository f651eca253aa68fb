"""Cases of structural change for the demonstration: a merger with a late stage, a federation that was decided, one that
was closed without going ahead."""

from datetime import date, datetime, timedelta

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools
from headway.features.structural_changes import actions as deeds
from headway.features.structural_changes.models import Case, Part
from headway.flows.close_structural_case import close_structural_case

WEEKS = timedelta(weeks=1)
LEADS, NEEDED = "head-of-service", 5


def change_the_structure(*, on: date, at: datetime) -> None:
    """Three cases, each at another step (M1-11)."""
    lead = first_holder(LEADS, on=on)
    schools = list(open_schools().filter(phase="primary", trust=None).order_by("urn")[:NEEDED])
    if lead is None or len(schools) < NEEDED:
        return
    by = viewer_of(lead, on=on, access=typed("access"))
    infant, junior, third, fourth, fifth = schools
    merger = _open("Two primary schools become one", "amalgamation", 12, by, on, at)
    _name(merger, {infant: Part.ENDS, junior: Part.FOLLOWS}, by, at)
    stage = merger.stages.first()
    deeds.keep_stage(
        case=merger, slug=stage.slug, target_on=stage.target_on, done_on=on - 5 * WEEKS, by=by, at=at
    )
    deeds.log_line(case=merger, on=on - 4 * WEEKS, words="Both boards agreed to consult.", by=by, at=at)
    federation = _open("Two boards become one", "federation", 20, by, on, at)
    _name(federation, {third: Part.FOLLOWS, fourth: Part.FOLLOWS}, by, at)
    _decide(federation, True, "Both boards agreed to federate from September.", by, on, at)
    closure = _open("Closing a small school", "closure", 30, by, on, at)
    _name(closure, {fifth: Part.ENDS}, by, at)
    _decide(closure, False, "The roll is rising again; the school stays open.", by, on, at)
    closure.refresh_from_db()
    kind = typed("structural_changes").changes["closure"]
    close_structural_case(case=closure, kind=kind, takes_effect_on=None, by=by, at=at)


def _open(title: str, kind: str, weeks: int, by: Viewer, on: date, at: datetime) -> Case:
    told = {
        "kind": kind,
        "title": title,
        "lead": by.person,
        "opened_on": on - weeks * WEEKS,
        "body": "The cabinet",
    }
    return deeds.open_case(told=told, policy=typed("structural_changes"), by=by, at=at)


def _name(case: Case, parts: dict[School, Part], by: Viewer, at: datetime) -> None:
    for school, part in parts.items():
        deeds.add_school(case=case, school=school, part=part, by=by, at=at)


def _decide(case: Case, ahead: bool, words: str, by: Viewer, on: date, at: datetime) -> None:
    told = {"goes_ahead": ahead, "decision": words, "decided_on": on - WEEKS}
    deeds.decide_case(case=case, **told, seen_version=case.version, by=by, at=at)
