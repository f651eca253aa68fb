"""Makers of good practice and requests for contact, for the matrix."""

from collections.abc import Callable

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.practice import actions as deeds
from headway.features.practice.models import Brokerage, PracticeExample
from headway.features.schools.models import School
from headway.features.schools.queries import own_schools

TOLD = {
    "phase": "primary",
    "theme": "early-reading",
    "words": "Phonics every morning in small groups.",
    "evidence": "The check rose from 71 to 88 per cent in two years.",
    "contact": "English lead",
}


def make_example(title: str = "Phonics in small groups", school: School | None = None) -> PracticeExample:
    """A draft by a data officer."""
    school = school or own_schools().order_by("urn").first()
    by = seen(make_person("data-officer"))
    return deeds.write_example(school=school, told={"title": title, **TOLD}, by=by, at=AT)


def make_consented(title: str = "Phonics in small groups", school: School | None = None) -> PracticeExample:
    """The same, and the school agrees to be named."""
    made, by = make_example(title, school), seen(make_person("data-officer"))
    deeds.record_consent(example=made, on=AT.date(), agreed_as="headteacher", by=by, at=AT)
    made.refresh_from_db()
    return made


def make_proposed(title: str = "Phonics in small groups", school: School | None = None) -> PracticeExample:
    """The same, proposed."""
    made = make_consented(title, school)
    deeds.propose_example(example=made, by=seen(make_person("data-officer")), at=AT)
    made.refresh_from_db()
    return made


def make_approved(title: str = "Phonics in small groups", school: School | None = None) -> PracticeExample:
    """The same, approved."""
    made, by = make_proposed(title, school), seen(make_person("chief-adviser"))
    deeds.decide_example(example=made, yes=True, remark="", by=by, at=AT)
    made.refresh_from_db()
    return made


def make_asked(example: PracticeExample, role: str = "member") -> Brokerage:
    """Somebody asked for contact."""
    return deeds.ask_for_contact(example=example, words="May we come?", by=seen(make_person(role)), at=AT)


def make_brokered(example: PracticeExample) -> Brokerage:
    """The same, brought together."""
    made = make_asked(example)
    deeds.broker(asked=made, by=seen(make_person("chief-adviser")), at=AT)
    made.refresh_from_db()
    return made


def _of(make: Callable[..., PracticeExample], words: str) -> Callable[[Side], Arguments]:
    return lambda side: {"key": make(f"{words} {side.name}", side.school).public_id}


def _request(make: Callable[[PracticeExample], Brokerage], words: str) -> Callable[[Side], Arguments]:
    return lambda side: {"key": make(make_approved(f"{words} {side.name}", side.school)).public_id}


PRACTICE_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "practice_draft": _of(make_example, "Draft"),
    "practice_consented": _of(make_consented, "Consented"),
    "practice_proposed": _of(make_proposed, "Proposed"),
    "practice_approved": _of(make_approved, "Approved"),
    "practice_request": _request(make_asked, "Asked"),
    "practice_brokered": _request(make_brokered, "Brokered"),
}
