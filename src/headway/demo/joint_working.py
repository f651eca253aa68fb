"""Forums and protocols for the demonstration: one protocol signed by both, one past its review, advice with and without
an answer."""

from datetime import date, datetime, timedelta

from django.db.models import Count

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.committees import actions as deeds
from headway.features.committees.models import Forum
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.models import School

WEEKS = timedelta(weeks=1)
WRITER, ADVISING = "business-support", "heads"
ATTENDANCE = {
    "title": "Attendance in every autumn visit",
    "words": "The adviser and the attendance officer look at the figures together before the visit.\n"
    "The adviser raises them with the head; the attendance officer follows up with families.",
    "divisions": ["school-improvement", "attendance"],
}
SHARING = {
    "title": "What is told before a joint visit",
    "words": "Each division tells the other what it knows of the school a week before, as far as the other may see it.",
    "divisions": ["school-improvement", "inclusion"],
}
FORUMS = {
    "Headteachers' forum": (
        "heads",
        "Advises on policy that changes the work of schools",
        "Once every half term",
    ),
    "Schools forum": (
        "schools-forum",
        "Votes on money that schools give back for central services",
        "Four times a year",
    ),
}
QUESTIONS = ("How many days does a partnership get?", "Who decides on a school alone?")
FIRST_ANSWER = "So many as the rule of the year says for its size; each school sees its share on its page."
FUNCTIONS = (
    ("Peer review of every school", "universal", "An overview of how schools do"),
    ("Challenge of every school", "universal", "An overview, and intervention where there is concern"),
    ("A yearly talk about results", "universal", "An overview of how schools do"),
    ("Support where there is concern", "targeted", ""),
    ("Warning notices", "statutory", "Education and Inspections Act 2006, section 60"),
)
ADVICE = (
    ("Send the dates of visits before the end of the summer term", "Agreed: letters go out by 15 July."),
    ("Say with each figure when it was published", ""),
)


def work_together(*, on: date, at: datetime) -> None:
    """Two protocols, two forums, a request of one, and functions with who carries them out."""
    writer = first_holder(WRITER, on=on)
    if writer is None:
        return
    by = viewer_of(writer, on=on, access=typed("access"))
    agreed = deeds.write_protocol(**ATTENDANCE, review_on=on + 30 * WEEKS, by=by, at=at)
    for division in ATTENDANCE["divisions"]:
        told = {"division": division, "signed_on": on - 8 * WEEKS, "signed_as": "Head of division"}
        deeds.sign_protocol(protocol=agreed, **told, by=by, at=at)
    deeds.write_protocol(**SHARING, review_on=on - 3 * WEEKS, by=by, at=at)
    for name, (kind, remit, meets) in FORUMS.items():
        told = {"name": name, "kind": kind, "remit": remit, "meets": meets, "contact": ""}
        forum = deeds.found_forum(told=told, by=by, at=at)
        if kind == ADVISING:
            _advise(forum, by, on, at)
            _ask(forum, by, on, at)
    _share_functions(by, on, at)


def _ask(forum: Forum, by: Viewer, on: date, at: datetime) -> None:
    """A request with one question answered and one not (M15-04)."""
    questions = [{"words": words, "answer": ""} for words in QUESTIONS]
    told = {
        "title": "How days are shared out",
        "asked_on": on - 2 * WEEKS,
        "reply_by": on + WEEKS,
        "questions": questions,
    }
    made = deeds.record_request(forum=forum, told=told, by=by, at=at)
    deeds.answer_request(request=made, answers=[FIRST_ANSWER, ""], seen_version=made.version, by=by, at=at)


def _share_functions(by: Viewer, on: date, at: datetime) -> None:
    """What the authority does, one of it passed on to a partnership (M14-18)."""
    began = on - 200 * WEEKS
    for name, kind, duty in FUNCTIONS:
        told = {"kind": kind, "duty": duty, "holder": "The authority", "valid_from": began}
        made = deeds.name_function(name=name, **told, by=by, at=at)
        if kind == "universal" and "peer" in name.casefold():
            passed = {"holder": "School partnerships", "valid_from": on - 10 * WEEKS, "duty": duty}
            deeds.pass_on_function(function=made, **passed, by=by, at=at)
        if "challenge" in name.casefold() and (trust := _largest_trust()):
            passed = {"holder": trust, "valid_from": on - 50 * WEEKS, "duty": duty}
            deeds.pass_on_function(function=made, **passed, by=by, at=at)


def _largest_trust() -> str:
    """The trust with most of the authority's schools (M1-10)."""
    rows = School.objects.filter(authority__own=True, trust__isnull=False).order_by()
    counted = rows.values("trust__name").annotate(schools=Count("pk")).order_by("-schools", "trust__name")
    found = counted.first()
    return str(found["trust__name"]) if found else ""


def _advise(forum: Forum, by: Viewer, on: date, at: datetime) -> None:
    for words, response in ADVICE:
        given = deeds.record_advice(forum=forum, given_on=on - 6 * WEEKS, words=words, by=by, at=at)
        if response:
            told = {"response": response, "responded_on": on - 4 * WEEKS}
            deeds.answer_advice(advice=given, **told, by=by, at=at)
