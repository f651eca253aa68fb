"""What is due of visits: those of the next ten working days, inspections to attend, own schools without a visit this term."""

from collections.abc import Iterator

from headway.features.appointments.viewer import Viewer
from headway.features.visits.queries import KIND
from headway.kit.figures import Figure
from headway.pages.diary.views import due_visits, schools_without, tasks_table, waiting_table
from headway.pages.diary.words import kinds_of, policy_on, visits_table
from headway.pages.home.sections import Section
from headway.pages.schools.links import open_links

ROLES = frozenset({"adviser", "quadrant-lead"})
USUAL_DAYS = 10


def visits_section(viewer: Viewer) -> Iterator[Section]:
    """For who visits schools, and for leaders while a visit waits for approval; nothing for others."""
    policy = policy_on(viewer.on)
    kinds = kinds_of(policy)
    if not viewer.roles & ROLES:
        if waiting := waiting_table(viewer, kinds):
            yield Section("Visits", explains=("visit",), tables=(waiting,))
        return
    days = policy.notice_working_days if policy else USUAL_DAYS
    due = visits_table(
        f"My visits in the next {days} working days",
        due_visits(viewer, days),
        kinds,
        "No visit in these days.",
    )
    tables = (tasks_table(viewer), waiting_table(viewer, kinds), due)
    without = len(schools_without(viewer))
    yield Section(
        "My visits",
        explains=("visit",),
        figures=(Figure("Schools without a visit this term", without, href="/diary/?view=schools"),),
        tables=tuple(one for one in tables if one is not None),
        links=open_links(viewer, ("Diary", "/diary/"), *_booking(viewer)),
    )


def _booking(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    return (("Book a visit", "/diary/book/"),) if viewer.may_ever(KIND, "change") else ()
