"""Structures for the demonstration: the service as it is, approved, and an option out for consultation."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.queries import open_schools
from headway.features.workforce.actions import structures as deeds
from headway.features.workforce.models import Post, Structure
from headway.features.workforce.queries import priorities_to_lead
from headway.rules.calendars import academic_year_of
from headway.rules.structure_life import APPROVED, CONSULTING

WRITER, APPROVER = "hr", "head-of-service"
HEAD, CHIEF = "Head of school improvement", "Chief adviser"
# Who can intervene, by the background they need.
BACKGROUNDS = {
    CHIEF: "primary",
    "Quadrant lead, north": "primary",
    "Quadrant lead, south": "secondary",
    "Adviser, primary": "primary",
    "Adviser, secondary": "secondary",
    "Adviser, special schools": "special",
}
# Title, role, to whom, share of full time, first and last point (0: not set), per cent from core money.
POSTS = (
    (HEAD, "head-of-service", "", "1", 33, 36, 100),
    (CHIEF, "chief-adviser", HEAD, "1", 27, 30, 100),
    ("Quadrant lead, north", "quadrant-lead", CHIEF, "1", 23, 26, 90),
    ("Quadrant lead, south", "quadrant-lead", CHIEF, "1", 23, 26, 90),
    ("Adviser, primary", "adviser", "Quadrant lead, north", "1", 20, 23, 80),
    ("Adviser, secondary", "adviser", "Quadrant lead, south", "1", 20, 23, 80),
    ("Adviser, special schools", "adviser", CHIEF, "0.6", 20, 23, 50),
    ("Business support officer", "business-support", HEAD, "1", 0, 0, 100),
)
GONE = "Adviser, secondary"
NOTES = "Where people work is adjusted to the number of schools of each quadrant."


def structure_the_service(*, on: date, at: datetime) -> None:
    """The structure in force, and an option in which an adviser gives way to a head on secondment."""
    people = [first_holder(role, on=on) for role in (WRITER, APPROVER)]
    if None in people:
        return
    access = typed("access")
    writer, approver = (viewer_of(one, on=on, access=access) for one in people if one)
    year = academic_year_of(on)
    told = {"title": "The service as it is", "year": year.label, "transitional": False, "notes": NOTES}
    made = deeds.start_structure(told=told | {"priced_on": year.first_on}, by=writer, at=at)
    _fill(made, writer, at)
    for to, by in ((CONSULTING, writer), (APPROVED, approver)):
        deeds.move_structure(structure=made, to=to, by=by, at=at)
    _option(made, year.until, writer, at)


def _fill(structure: Structure, by: Viewer, at: datetime) -> None:
    priorities, posts, policy = list(priorities_to_lead()), {}, typed("pay", by.on)
    for number, (title, role, chief, fte, first, last, core) in enumerate(POSTS):
        leads = priorities[number : number + 1] if role != "business-support" else []
        posts[title] = deeds.add_post(
            structure=structure, told=_facts(title, role, posts.get(chief), fte), leads=leads, by=by, at=at
        )
        if first:
            scale = {"spine": "soulbury-eip", "first_point": first, "last_point": last, "assessed_points": 0}
            shares = {"core": Decimal(core), "buyback": Decimal(100 - core)}
            more = {"pension": "tps", "allowance_pence": 0}
            deeds.pay_post(post=posts[title], told=scale | more, shares=shares, policy=policy, by=by, at=at)


def _facts(title: str, role: str, chief: Post | None, fte: str) -> Mapping[str, object]:
    return {
        "title": title,
        "role": role,
        "reports_to": chief,
        "fte": Decimal(fte),
        "phases": "primary" if "primary" in title else "secondary" if "secondary" in title else "",
        "subject": "",
        "background": BACKGROUNDS.get(title, ""),
        "intervenes": role in ("chief-adviser", "quadrant-lead", "adviser"),
        "vacant": "special" in title,
        "locked_title": role == "head-of-service",
    }


def _option(structure: Structure, until: date, by: Viewer, at: datetime) -> None:
    title = "Option 1, heads on secondment"
    made = deeds.copy_structure(structure=structure, title=title, year=structure.year, by=by, at=at)
    for post in made.posts.filter(title=GONE):
        deeds.remove_post(post=post, by=by, at=at)
    for school in open_schools().order_by("name", "pk")[:2]:
        told = {
            "school": school,
            "title": "Headteacher",
            "days_a_week": Decimal("2.5"),
            "starts_on": structure.priced_on,
            "ends_on": until,
            "recharge_pence": 4_800_000,
            "intervenes": True,
        }
        deeds.add_secondment(structure=made, told=told, by=by, at=at)
    deeds.move_structure(structure=made, to=CONSULTING, by=by, at=at)
