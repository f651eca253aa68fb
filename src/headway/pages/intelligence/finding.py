"""Finding a school, a note or a question that the viewer may open; 404 for what they may not know of."""

from django.http import Http404, HttpRequest

from headway.features.intelligence.models import Note, Question
from headway.features.intelligence.queries import KIND, notes_visible_to, questions_visible_to
from headway.features.schools.models import School
from headway.features.schools.queries import school_for
from headway.kit.figures import Link
from headway.pages.intelligence.words import HOME, log_href

CRUMBS = (Link("Schools", "/schools/"), Link("Intelligence", HOME))


def found_school(request: HttpRequest, urn: int) -> School:
    """A school on which the viewer may add notes."""
    school = school_for(request.viewer, urn, KIND, "change")
    if school is None:
        raise Http404
    return school


def found_note(request: HttpRequest, urn: int, key: str) -> Note:
    """A note the viewer may read."""
    note = notes_visible_to(request.viewer).filter(school=urn, public_id=key).first()
    if note is None:
        raise Http404
    return note


def found_question(request: HttpRequest, key: str) -> Question:
    """A question the viewer may know of."""
    question = questions_visible_to(request.viewer).filter(public_id=key).first()
    if question is None:
        raise Http404
    return question


def crumbs_of(school: School) -> tuple[Link, ...]:
    """The way to a school's log."""
    return (*CRUMBS, Link(school.name, log_href(school.urn)))
