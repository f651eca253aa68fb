"""A past for the demonstration: categories judged and agreed a year and some weeks ago, some that wait, last year's days."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.categories.actions import decide_judgement, judge
from headway.features.categories.queries import latest_proposals
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools
from headway.flows.entitle_year import entitle_year
from headway.rules.category_policy import CategoryPolicy

A_YEAR_AGO, WEEKS_AGO, DAYS_AGO = timedelta(days=300), timedelta(days=40), timedelta(days=4)
# One school in so many has a judgement of last year; of these one in so many another judgement since.
JUDGED, AGAIN, DIFFERENT = 6, 4, 7
WAITING = 6
REASONS = (
    "Two acting headteachers within a year",
    "Attendance has fallen in three terms running",
    "The governing board has lost its chair and two members",
)
DIRECTIONS = ("same", "up", "down")


def give_a_past(*, year: int, on: date, at: datetime) -> None:
    """Judge, agree and let wait as a service does; `year` is the year planned, the one before it gets its days."""
    judging, agreeing = _viewer("chief-adviser", on), _viewer("head-of-service", on)
    if judging is None or agreeing is None:
        return
    schools = list(open_schools().order_by("urn"))
    policy = typed("categories")
    first = _proposed(schools[::JUDGED])
    for number, (school, category) in enumerate(first):
        _judged(school, category, number, at - A_YEAR_AGO, policy, judging, agreeing)
    for number, (school, category) in enumerate(first[::AGAIN]):
        _judged(school, _beside(category, number, policy), number, at - WEEKS_AGO, policy, judging, agreeing)
    for number, (school, category) in enumerate(_proposed(schools[1::JUDGED])[:WAITING]):
        _judged(school, _beside(category, number, policy), number, at - DAYS_AGO, policy, judging, None)
    entitle_year(year=year - 1, on=on, by="", at=at)


def _viewer(role: str, on: date) -> Viewer | None:
    person = first_holder(role, on=on)
    return viewer_of(person, on=on, access=typed("access")) if person else None


def _proposed(schools: Sequence[School]) -> list[tuple[School, str]]:
    """The schools for which the rules could propose a category."""
    proposals = latest_proposals(school.urn for school in schools)
    return [
        (school, proposals[school.urn].category)
        for school in schools
        if school.urn in proposals and proposals[school.urn].category
    ]


def _beside(category: str, number: int, policy: CategoryPolicy) -> str:
    """The category next to this one, up or down in turn."""
    order: Iterable[str] = list(policy.order)
    place = order.index(category)
    return order[max(0, place - 1)] if number % 2 else order[min(len(order) - 1, place + 1)]


def _judged(
    school: School,
    category: str,
    number: int,
    at: datetime,
    policy: CategoryPolicy,
    judging: Viewer,
    agreeing: Viewer | None,
) -> None:
    if agreeing is not None and number % DIFFERENT == DIFFERENT - 1:
        category = _beside(category, number, policy)
    made = judge(
        school=school,
        category=category,
        direction=DIRECTIONS[number % len(DIRECTIONS)],
        reason=REASONS[number % len(REASONS)],
        valid_from=at.date(),
        policy=policy,
        by=judging,
        at=at,
    )
    if agreeing is not None:
        decide_judgement(judgement=made, yes=True, reason="", by=agreeing, at=at + timedelta(days=3))
