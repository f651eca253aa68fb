"""Makers of consultations in each state, for the matrix."""

from collections.abc import Callable
from datetime import date

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.decisions.actions import consulting as deeds
from headway.features.decisions.models import Consultation, Response, Theme
from headway.features.policies.queries import typed
from headway.rules.verdict import ALLOWED

FIRST, FAR, PAST = date(2026, 9, 1), date(2099, 12, 31), date(2026, 9, 10)
FACTS = {
    "title": "The new model", "about": "How advisers work with partnerships.", "questions": ["What would help you?"],
    "audiences": ["staff", "schools"], "appraisal": None, "starts_on": FIRST, "ends_on": FAR, "publish_by": None,
    "posts_at_risk": 0, "asked": None,
}  # fmt: skip


def make_consultation(**more: object) -> Consultation:
    """A draft."""
    by, policy = seen(make_person("business-support")), typed("consultations")
    return deeds.begin_consultation(
        told=FACTS | more, bodies=(), policy=policy, in_term=ALLOWED, by=by, at=AT
    )


def make_open(**more: object) -> Consultation:
    """One that is open."""
    made = make_consultation(**more)
    deeds.open_consultation(consultation=made, in_term=ALLOWED, by=seen(make_person("hr")), at=AT)
    made.refresh_from_db()
    return made


def make_closed(**more: object) -> Consultation:
    """One whose last day is over and that was closed."""
    made = make_open(ends_on=PAST, **more)
    deeds.close_consultation(consultation=made, by=seen(make_person("hr")), at=AT)
    made.refresh_from_db()
    return made


def make_theme(consultation: Consultation, label: str = "Travel", decision: str = "") -> Theme:
    """A theme."""
    told = {"label": label, "decision": decision, "change": ""}
    by = seen(make_person("hr"))
    return deeds.write_theme(consultation=consultation, theme=None, told=told, by=by, at=AT)


def make_response(consultation: Consultation, words: str = "Travel takes too long") -> Response:
    """What a head said on the telephone."""
    told = {
        "words": words, "audience": "schools", "who": "Head of a primary school", "body": None, "suggestion": "",
        "quadrant": None, "given_on": PAST,
    }  # fmt: skip
    return deeds.log_response(consultation=consultation, told=told, by=seen(make_person("hr")), at=AT)


def consultation(side: Side) -> Arguments:
    """A draft."""
    return {"key": make_consultation(title=f"Draft {side.name}").public_id}


def open_consultation(side: Side) -> Arguments:
    """One that takes answers."""
    return {"key": make_open(title=f"Open {side.name}").public_id}


def consultation_theme(side: Side) -> Arguments:
    """A theme of one that is open."""
    made = make_open(title=f"Themed {side.name}")
    return {"key": made.public_id, "theme": make_theme(made).public_id}


def ended_consultation(side: Side) -> Arguments:
    """One whose last day is over."""
    return {"key": make_open(title=f"Ended {side.name}", ends_on=PAST).public_id}


def closed_consultation(side: Side) -> Arguments:
    """One that is closed, with nothing said."""
    return {"key": make_closed(title=f"Closed {side.name}").public_id}


CONSULTATION_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "consultation": consultation,
    "open_consultation": open_consultation,
    "consultation_theme": consultation_theme,
    "ended_consultation": ended_consultation,
    "closed_consultation": closed_consultation,
}
