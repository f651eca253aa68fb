"""Makers of forums and protocols, for the matrix."""

from collections.abc import Callable
from datetime import date

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.committees.actions import (
    answer_request,
    found_forum,
    name_function,
    record_advice,
    record_request,
    write_protocol,
)
from headway.features.committees.models import Advice, Forum, Function, InformationRequest, Protocol

WRITER = "business-support"
TODAY = date(2026, 9, 15)


def make_forum(name: str = "Heads' forum", **more: object) -> Forum:
    """A forum of heads."""
    told = {"name": name, "kind": "heads", "remit": "Advises on admissions", "meets": "", "contact": ""}
    return found_forum(told=told | more, by=seen(make_person(WRITER)), at=AT)


def make_advice(forum: Forum, on: date = TODAY) -> Advice:
    """What it advised."""
    words = "Move the census day"
    return record_advice(forum=forum, given_on=on, words=words, by=seen(make_person(WRITER)), at=AT)


def make_protocol(title: str = "Attendance meetings", review_on: date = date(2027, 7, 31)) -> Protocol:
    """A protocol between school improvement and inclusion, not signed yet."""
    told = {"title": title, "words": "Both see a school together.", "review_on": review_on}
    divisions = ["school-improvement", "inclusion"]
    return write_protocol(**told, divisions=divisions, by=seen(make_person(WRITER)), at=AT)


def make_request(forum: Forum, *questions: str) -> InformationRequest:
    """What it asked for, nothing answered yet."""
    asked = [{"words": one, "answer": ""} for one in questions or ("How many days does a school get?",)]
    told = {"title": "The new model", "asked_on": TODAY, "reply_by": None, "questions": asked}
    return record_request(forum=forum, told=told, by=seen(make_person(WRITER)), at=AT)


def make_function(name: str = "Challenge of every school", kind: str = "universal") -> Function:
    """What the authority carries out."""
    told = {"kind": kind, "duty": "", "holder": "The authority", "valid_from": date(2010, 9, 1)}
    return name_function(name=name, **told, by=seen(make_person(WRITER)), at=AT)


def forum(side: Side) -> Arguments:
    """A forum; it belongs to no school."""
    return {"key": make_forum(f"Forum {side.name}").public_id}


def advice(side: Side) -> Arguments:
    """Advice nobody answered yet."""
    made = make_forum(f"Advising {side.name}")
    return {"key": made.public_id, "advice": make_advice(made).public_id}


def information_request(side: Side) -> Arguments:
    """A request nobody answered yet."""
    made = make_forum(f"Asking {side.name}")
    return {"key": made.public_id, "asked": make_request(made).public_id}


def answered_request(side: Side) -> Arguments:
    """One whose reply can leave."""
    made = make_request(make_forum(f"Answered {side.name}"))
    answer_request(request=made, answers=["Three."], seen_version=1, by=seen(make_person(WRITER)), at=AT)
    return {"key": made.forum.public_id, "asked": made.public_id}


def function(side: Side) -> Arguments:
    """A function."""
    return {"key": make_function(f"Function {side.name}").public_id}


def protocol(side: Side) -> Arguments:
    """A protocol nobody signed yet."""
    return {"key": make_protocol(f"Protocol {side.name}").public_id}


GROUP_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "forum": forum,
    "advice": advice,
    "protocol": protocol,
    "information_request": information_request,
    "answered_request": answered_request,
    "function": function,
}
