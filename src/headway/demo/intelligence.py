"""Notes about schools for the demonstration: three that ask at one school, some elsewhere, one restricted, one corrected."""

from datetime import date, datetime, timedelta

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.intelligence.actions import Told, add_note, correct_note, name_readers
from headway.features.intelligence.models import Note
from headway.features.people.queries import first_holder
from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use, typed
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools

DAYS = timedelta(days=1)
SCHOOLS = 4
# Role, days ago, kind, source, weight, words; of the first school.
ASKING = (
    ("governor-services", 150, "governance", "team", "notable", "The board met twice without a quorum."),
    ("finance", 80, "finance", "data", "notable", "The budget plan came back twice with the same gap in it."),
    ("attendance", 20, "behaviour", "data", "notable", "Suspensions rose for the third half term in a row."),
)
ELSEWHERE = (
    (
        1,
        "business-support",
        60,
        "complaint",
        "parents",
        "slight",
        "Two parents asked how to complain about homework.",
    ),
    (
        2,
        "chief-adviser",
        40,
        "strength",
        "visit",
        "notable",
        "Reading is taught the same way in every class now.",
    ),
    (
        3,
        "inclusion",
        30,
        "inclusion",
        "school",
        "notable",
        "The coordinator for special needs leaves at Easter.",
    ),
)
RESTRICTED = (
    "safeguarding",
    25,
    "safeguarding",
    "team",
    "serious",
    "The single central record had gaps; seen again in May.",
)
WRONG, RIGHT = (
    "The deputy is to act as head from January.",
    "The deputy acts as head from February, not January.",
)


def note_what_teams_notice(*, on: date, at: datetime) -> None:
    """Notes of several teams at the first schools of the register."""
    policy = policy_in_use("intelligence", on)
    schools = list(open_schools().order_by("urn")[:SCHOOLS])
    for role, *told in ASKING:
        _note(schools[0], role, told, policy, on, at)
    for place, role, *told in ELSEWHERE:
        _note(schools[place], role, told, policy, on, at)
    role, *told = RESTRICTED
    kept, chief = _note(schools[0], role, told, policy, on, at), first_holder("chief-adviser", on=on)
    by = _viewer(role, on)
    if kept and by and chief:
        name_readers(note=kept, people=[chief], by=by, at=at)
    wrong = _note(schools[1], "hr", [15, "staffing", "school", "notable", WRONG], policy, on, at)
    author = _viewer("hr", on)
    if wrong and author:
        mended = Told(on - 10 * DAYS, "school", "notable", RIGHT)
        correct_note(note=wrong, told=mended, policy=policy, by=author, at=at)


def _note(
    school: School, role: str, told: list[object], policy: Policy, on: date, at: datetime
) -> Note | None:
    by = _viewer(role, on)
    if by is None:
        return None
    days, kind, source, weight, words = told
    said = Told(on - int(str(days)) * DAYS, str(source), str(weight), str(words))
    return add_note(school=school, kind=str(kind), told=said, policy=policy, by=by, at=at)


def _viewer(role: str, on: date) -> Viewer | None:
    person = first_holder(role, on=on)
    return viewer_of(person, on=on, access=typed("access")) if person else None
