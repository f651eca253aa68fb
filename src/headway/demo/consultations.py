"""A consultation for the demonstration: open, with two themes and what was said so far."""

from datetime import date, datetime, timedelta

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.committees.models import Forum
from headway.features.decisions.actions import consulting as deeds
from headway.features.decisions.models import Appraisal, Consultation, Response
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.rules.verdict import ALLOWED

WRITER, LEADS = "business-support", "schools-forum"
DAY = timedelta(days=1)
# Theme to what was said about it, by whom.
SAID = {
    "Continuity of support": (
        (
            "schools",
            "Head of a primary school",
            "A head who is called back leaves a school without support in its worst week.",
        ),
        ("staff", "Adviser", "Who follows up when the secondment ends?"),
    ),
    "What partnerships gain": (
        (
            "schools",
            "Head of a secondary school",
            "Heads who lead schools now are heard. Let partnerships choose them.",
        ),
    ),
}
UNPLACED = ("schools", "Chair of governors", "Support in the worst week matters most.")


def consult_on_the_option(*, on: date, at: datetime) -> None:
    """Begun, opened, answered by some."""
    writer = first_holder(WRITER, on=on)
    if writer is None:
        return
    by, policy = viewer_of(writer, on=on, access=typed("access")), typed("consultations", on)
    told = {
        "title": "Heads on secondment in the intervention team",
        "about": "One adviser's post gives way to two heads for half of each week.",
        "questions": [
            "What would your school gain or lose?",
            "What should the agreement with the two schools say?",
        ],
        "audiences": ["staff", "schools"],
        "appraisal": Appraisal.objects.first(),
        "starts_on": on - 14 * DAY,
        "ends_on": on + 16 * DAY,
        "publish_by": None,
        "posts_at_risk": 1,
        "asked": 60,
    }
    bodies = list(Forum.objects.filter(kind=LEADS))
    made = deeds.begin_consultation(told=told, bodies=bodies, policy=policy, in_term=ALLOWED, by=by, at=at)
    deeds.open_consultation(consultation=made, in_term=ALLOWED, by=by, at=at)
    made.refresh_from_db()
    for label, said in SAID.items():
        words = {"label": label, "decision": "", "change": ""}
        theme = deeds.write_theme(consultation=made, theme=None, told=words, by=by, at=at)
        placed = {_log(made, one, by, on, at): theme for one in said}
        deeds.place_responses(consultation=made, placed=placed, by=by, at=at)
    _log(made, UNPLACED, by, on, at)


def _log(made: Consultation, said: tuple[str, str, str], by: Viewer, on: date, at: datetime) -> Response:
    audience, who, words = said
    told = {
        "audience": audience,
        "who": who,
        "words": words,
        "body": None,
        "suggestion": "",
        "given_on": on - 3 * DAY,
    }
    return deeds.log_response(consultation=made, told=told, by=by, at=at)
