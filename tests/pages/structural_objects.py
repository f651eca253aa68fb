"""Makers of cases of structural change, for the matrix."""

from collections.abc import Callable
from datetime import date

from tests.pages.people import AT, SINCE, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.models import Membership, Partnership
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.structural_changes import actions as deeds
from headway.features.structural_changes.models import Case, Part
from headway.flows.close_structural_case import close_structural_case

BEGAN, TODAY, FROM = date(2026, 9, 1), date(2026, 9, 15), date(2027, 9, 1)
CLOSER = "head-of-service"


def closer() -> Viewer:
    """Who opens and closes cases."""
    return seen(make_person(CLOSER))


def make_case(
    title: str = "Two schools become one",
    kind: str = "amalgamation",
    *,
    ends: tuple[School, ...] = (),
    follows: tuple[School, ...] = (),
    corrects: Case | None = None,
) -> Case:
    """An open case that began on 1 September 2026."""
    by = closer()
    told = {"kind": kind, "title": title, "lead": by.person, "opened_on": BEGAN, "body": "The cabinet"}
    made = deeds.open_case(told=told, policy=typed("structural_changes"), corrects=corrects, by=by, at=AT)
    for schools, part in ((ends, Part.ENDS), (follows, Part.FOLLOWS)):
        for one in schools:
            deeds.add_school(case=made, school=one, part=part, by=by, at=AT)
    return made


def decide(case: Case, *, goes_ahead: bool = True) -> Case:
    """Its decision of today."""
    case.refresh_from_db()
    told = {"goes_ahead": goes_ahead, "decision": "Agreed by the cabinet", "decided_on": TODAY}
    deeds.decide_case(case=case, **told, seen_version=case.version, by=closer(), at=AT)
    case.refresh_from_db()
    return case


def close(case: Case, takes_effect_on: date | None = FROM) -> Case:
    """Its end."""
    kind = typed("structural_changes").changes[case.kind]
    close_structural_case(case=case, kind=kind, takes_effect_on=takes_effect_on, by=closer(), at=AT)
    case.refresh_from_db()
    return case


def structural_case(side: Side) -> Arguments:
    """An open case without schools."""
    return {"key": make_case(f"Case {side.name}").public_id}


def structural_school(side: Side) -> Arguments:
    """A school of an open case."""
    made = make_case(f"Case of {side.name}", ends=(side.school,))
    return {"key": made.public_id, "urn": side.school.urn}


def structural_stage(side: Side) -> Arguments:
    """A stage of an open case."""
    return {"key": make_case(f"Stages of {side.name}").public_id, "stage": "notice"}


def decided_case(side: Side) -> Arguments:
    """A case that can be closed."""
    made = make_case(f"Decided {side.name}", "closure", ends=(side.school,))
    return {"key": decide(made).public_id}


def closed_case(side: Side) -> Arguments:
    """A case that can be corrected."""
    made = make_case(f"Closed {side.name}")
    return {"key": close(decide(made, goes_ahead=False), None).public_id}


def corrected_case(side: Side) -> Arguments:
    """A case that put another right; with that one a membership ended."""
    made, _ = Partnership.objects.get_or_create(name=f"Corrected {side.name}", defaults={"formed_on": SINCE})
    told = {"recognised": False, "valid_from": SINCE}
    Membership.objects.create(partnership=made, school=side.school, **told)
    wrong = close(decide(make_case(f"Wrong {side.name}", "closure", ends=(side.school,))))
    right = decide(make_case(f"Right {side.name}", "closure", corrects=wrong), goes_ahead=False)
    return {"key": close(right, None).public_id}


STRUCTURAL_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "structural_case": structural_case,
    "structural_school": structural_school,
    "structural_stage": structural_stage,
    "decided_structural_case": decided_case,
    "closed_structural_case": closed_case,
    "corrected_structural_case": corrected_case,
}
