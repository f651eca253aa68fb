"""Makers of supports and contacts, for the matrix and for tests."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.contacts.models import Contact
from headway.features.impact import actions as deeds
from headway.features.impact.models import Support
from headway.features.people.models import Person
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools

DAY = AT.date()
AIM = "More pupils read at the expected standard."


def promised(school: School | None = None, giver: Person | None = None, **more: Any) -> dict[str, Any]:
    """What is promised of a support that began ninety days ago and is due in ninety."""
    return {
        "school": school or own_schools().order_by("urn").first(),
        "adviser": giver or make_person("adviser"),
        "theme": "early-reading",
        "programme": "",
        "begun_on": DAY - timedelta(days=90),
        "half_days": 5,
        "cost_pence": None,
        "aim": AIM,
        "due_on": DAY + timedelta(days=90),
        "seen_by": "The phonics check of summer.",
        "measure": "",
    } | more


def make_support(school: School | None = None, giver: Person | None = None, **more: Any) -> Support:
    """A support that runs, entered by a chief adviser."""
    told = promised(school, giver, **more)
    return deeds.plan_support(told=told, by=seen(make_person("chief-adviser")), at=AT)


def make_planned(school: School | None = None, **more: Any) -> Support:
    """One that has not begun: its day has come, and nobody has said so."""
    made = make_support(school, **more)
    Support.objects.filter(pk=made.pk).update(state="planned")
    made.refresh_from_db()
    return made


def make_followed(school: School | None = None, giver: Person | None = None, **more: Any) -> Support:
    """One of which it is recorded what was seen."""
    made = make_support(school, giver, **more)
    by = seen(make_person("chief-adviser"))
    deeds.follow_up(support=made, seen_version=made.version, seen="Groups are made anew.", by=by, at=AT)
    made.refresh_from_db()
    return made


def make_judged(
    school: School | None = None, giver: Person | None = None, judgement: str = "some", **more: Any
) -> Support:
    """One that somebody else judged."""
    made = make_followed(school, giver, **more)
    deeds.judge_support(
        support=made,
        judgement=judgement,
        reason="Most groups moved on.",
        evidence="Books of six pupils, seen on the day.",
        policy=typed("impact", DAY),
        by=seen(make_person("head-of-service")),
        at=AT,
    )
    made.refresh_from_db()
    return made


def _of(make: Callable[..., Support]) -> Callable[[Side], Arguments]:
    return lambda side: {"key": make(side.school).public_id}


def make_contact(school: School, topic: str = "Staffing of Year 2", by: Person | None = None) -> Contact:
    """A call of twenty minutes."""
    by = by or make_person("adviser")
    return Contact.objects.create(school=school, on=DAY, manner="call", minutes=20, topic=topic, by=by, at=AT)


IMPACT_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "support": _of(make_support),
    "support_planned": _of(make_planned),
    "support_followed": _of(make_followed),
    "support_judged": _of(make_judged),
    "contact": lambda side: {"key": make_contact(side.school).public_id},
}
