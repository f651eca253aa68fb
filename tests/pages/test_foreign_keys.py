"""Every form and every two-part address is sent the id of a thing that is not the sender's or not the page's: refused,
and nothing is written. The same request with the right id writes, so a form that refuses everything is noticed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse
from tests.pages import matrix
from tests.pages.matrix import World, rolled_back
from tests.pages.people import AT, SINCE, make_person, tie

from headway.features.appointments.queries import viewer_of
from headway.features.audit.models import ChainHead, Event
from headway.features.categories.actions import judge
from headway.features.categories.models import Judgement
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser, Person
from headway.features.policies.queries import typed
from headway.features.schools.models import Authority, District, Placement, Quadrant, School

pytestmark = pytest.mark.django_db
ROLES = (
    "head-of-service",
    "quadrant-lead",
    "adviser",
    "business-support",
    "data-officer",
    "headteacher",
    "admin",
)
Made = dict[str, object]


@dataclass(frozen=True, slots=True)
class Case:
    """A post: who, where, what; `make(world, side)` gives the arguments of the address and the fields. On side "own"
    everything belongs together; on side "other" one id is somebody else's."""

    name: str
    role: str
    route: str
    make: Callable[[World, str], tuple[Made, Made]]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The matrix's world with districts, quadrants, a foreign authority and judgements that wait."""
    with django_db_blocker.unblock(), rolled_back():
        made = matrix.build_world(ROLES)
        _furnish(made)
        yield made


def _furnish(world: World) -> None:
    on = AT.date()
    for side in world.sides:
        district = District.objects.create(code=f"E0{side.name}", name=f"District {side.name}")
        quadrant = Quadrant.objects.create(name=f"Quadrant {side.name}")
        Placement.objects.create(district=district, quadrant=quadrant, valid_from=SINCE)
        School.objects.filter(pk=side.school.pk).update(district=district, status_code="1")
        Partnership.objects.filter(name=f"Partnership {side.name}").update(quadrant=quadrant)
        by = viewer_of(make_person("head-of-service"), on=on, access=typed("access"))
        more = {"direction": "same", "reason": "Because", "valid_from": on, "policy": typed("categories")}
        side.school.refresh_from_db()
        judge(school=side.school, category="2", by=by, at=AT, **more)
        Adviser.objects.get_or_create(
            person=make_person("adviser", name=f"Adviser of {side.name}"), base_easting=1, base_northing=1
        )
        tie(make_person("headteacher", name=f"Head of {side.name}"), "headteacher", "school", side.school.urn)
    tie(
        _person(world, "quadrant-lead"),
        "quadrant-lead",
        "quadrant",
        Quadrant.objects.get(name="Quadrant own").public_id,
    )
    foreign = Authority.objects.create(code="901", name="Elsewhere")
    School.objects.create(
        urn=900009,
        name="Ash Primary School",
        authority=foreign,
        status_code="1",
        status="Open",
        phase="primary",
    )
    for number, name in ((900003, "Fir Primary School"), (900004, "Yew Primary School")):
        School.objects.create(
            urn=number,
            name=name,
            authority=Authority.objects.get(own=True),
            status_code="1",
            status="Open",
            phase="primary",
        )


def _person(world: World, role: str) -> Person:
    answer = matrix.ask(world, role, "GET", "/")
    return answer.wsgi_request.user


def _day(name: str, day: date = date(2026, 10, 1)) -> Made:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def _decide(world: World, side: str) -> tuple[Made, Made]:
    waiting = judgement_of(world, side)
    return {"urn": world.sides[0].school.urn}, {"yes": "yes", "reason": "Right", "judgement": waiting}


def judgement_of(world: World, side: str) -> str:
    """The public id of the judgement that waits at the school of a side."""
    school = world.sides[0 if side == "own" else 1].school
    return Judgement.objects.get(school=school, state="waiting").public_id


def _join(world: World, side: str) -> tuple[Made, Made]:
    return world.made["partnership", "own"], {
        "school": 900003 if side == "own" else 900009,
        **_day("member_from"),
    }


def _lead(world: World, side: str) -> tuple[Made, Made]:
    head = Person.objects.get(name=f"Head of {side}")
    return world.made["partnership", "own"], {"person": head.public_id, **_day("valid_from")}


def _form(world: World, side: str) -> tuple[Made, Made]:
    quadrant = Quadrant.objects.get(name=f"Quadrant {side}").public_id
    more = {"name": f"New {side}", "kind": "geographic", "quadrant": quadrant}
    return {}, more | _day("formed_on")


def _declare(world: World, side: str) -> tuple[Made, Made]:
    school = 900003 if side == "own" else 900009
    return world.made["adviser", "own"], {"school": school, "reason": "Governor", **_day("member_from")}


def _end_conflict(world: World, side: str) -> tuple[Made, Made]:
    made = world.made["conflict", "own"] | {"conflict_id": world.made["conflict", side]["conflict_id"]}
    return made, _day("on")


def _end_provision(world: World, side: str) -> tuple[Made, Made]:
    return world.made["provision", "own"] | {"key": world.made["provision", side]["key"]}, _day("valid_until")


def _end_headship(world: World, side: str) -> tuple[Made, Made]:
    return world.made["headship", "own"] | {"key": world.made["headship", side]["key"]}, _day("valid_until")


def _end_membership(world: World, side: str) -> tuple[Made, Made]:
    return world.made["membership", "own"] | {"urn": world.made["membership", side]["urn"]}, _day("on")


def _give(world: World, side: str) -> tuple[Made, Made]:
    role = "chair" if side == "own" else "no-such-role"
    return world.made["person", "own"], {"role": role, **_day("valid_from")}


def _judge(world: World, side: str) -> tuple[Made, Made]:
    urn = world.sides[0 if side == "own" else 1].school.urn
    Judgement.objects.filter(school=urn, state="waiting").delete()
    more = {"category": "2", "direction": "same", "reason": "Because", **_day("valid_from")}
    return {"urn": urn}, more


CASES = (
    Case("a judgement of another school", "head-of-service", "category_decide", _decide),
    Case("a school that is not one's own", "adviser", "category_judge", _judge),
    Case("a school of another authority joins", "head-of-service", "partnership_add", _join),
    Case("a head of no member leads", "head-of-service", "partnership_lead", _lead),
    Case("a quadrant that is not one's own", "quadrant-lead", "partnership_form", _form),
    Case("a conflict with another authority's school", "head-of-service", "adviser_conflict", _declare),
    Case("another adviser's conflict", "head-of-service", "conflict_end", _end_conflict),
    Case("another school's provision", "business-support", "provision_end", _end_provision),
    Case("another school's headship", "business-support", "headship_end", _end_headship),
    Case("another partnership's member", "head-of-service", "partnership_end", _end_membership),
    Case("a role nobody knows", "admin", "access_give_role", _give),
)


def answer_to(world: World, case: Case, side: str) -> tuple[int, list[str]]:
    """The status, and what was written (undone again)."""
    with matrix.rolled_back():
        arguments, fields = case.make(world, side)
        with matrix.writes_watched() as written:
            answer = matrix.ask(world, case.role, "POST", reverse(case.route, kwargs=arguments), fields)
        return answer.status_code, list(written)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_id_of_something_else_is_refused_and_writes_nothing(world, case):
    status, written = answer_to(world, case, "other")
    assert (status in {200, 403, 404, 422}, written) == (True, [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_right_id_is_taken_and_writes(world, case):
    status, written = answer_to(world, case, "own")
    assert status == 302
    assert written != []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_write_of_a_person_has_its_event_without_what_was_typed(world, case):
    with matrix.rolled_back():
        arguments, fields = case.make(world, "own")
        last = ChainHead.objects.get(pk=1).number
        matrix.ask(world, case.role, "POST", reverse(case.route, kwargs=arguments), fields)
        events = list(Event.objects.filter(number__gt=last))
    assert {event.by for event in events} == {_person(world, case.role).public_id}
    typed_words = [fields[name] for name in ("reason", "name") if name in fields]
    assert [
        one for one in typed_words for event in events if str(one) in f"{event.before} {event.after}"
    ] == []
