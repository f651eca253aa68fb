"""Good practice for the demonstration: examples at each step, and requests for contact with what came of them."""

from datetime import date, datetime

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed, viewer_of
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.practice import actions as deeds
from headway.features.practice.models import PracticeExample
from headway.features.schools.queries import open_schools

WRITER, APPROVER = "data-officer", "chief-adviser"
# Title, theme, what is done, what shows it, post to speak to, and how far it has come.
EXAMPLES = (
    (
        "Phonics every morning in groups of six",
        "early-reading",
        "All adults teach a group for twenty minutes; groups are made anew every half term.",
        "The phonics check rose from 71 to 88 per cent between 2023 and 2025.",
        "English lead",
        "approved",
    ),
    (
        "A first call before nine",
        "attendance",
        "A member of staff whom the family knows calls before nine, and asks what would help.",
        "Persistent absence fell from 24 to 17 per cent in a year.",
        "Attendance lead",
        "approved",
    ),
    (
        "Writing about what was just read",
        "writing",
        "Each piece of writing begins with a text that was read aloud and talked about.",
        "Writing at the expected standard rose from 62 to 70 per cent in 2025.",
        "Deputy headteacher",
        "proposed",
    ),
    (
        "Pupils show newcomers the school",
        "transition",
        "Two pupils of each class meet whoever joins, and eat with them for a week.",
        "Of eleven who joined last year ten came on every day of the first month.",
        "Pastoral lead",
        "draft",
    ),
)
ASKED = "May our English lead watch a morning, and see how groups are made?"
CAME = "The school that asked now makes its groups anew each half term as well."


def share_good_practice(*, on: date, at: datetime) -> None:
    """Four examples of the first schools; one school's head asked, came and saw, another request waits."""
    writer, approver = first_holder(WRITER, on=on), first_holder(APPROVER, on=on)
    if writer is None or approver is None:
        return
    access = typed("access")
    by, second = (viewer_of(one, on=on, access=access) for one in (writer, approver))
    schools = list(open_schools().filter(phase="primary").order_by("urn")[: len(EXAMPLES) + 1])
    made: list[PracticeExample] = []
    for school, (title, theme, words, evidence, contact, state) in zip(schools, EXAMPLES, strict=False):
        told = {"title": title, "theme": theme, "words": words, "evidence": evidence, "contact": contact}
        example = deeds.write_example(school=school, told={**told, "phase": "primary"}, by=by, at=at)
        made.append(example)
        if state == "draft":
            continue
        deeds.record_consent(example=example, on=on, agreed_as="headteacher", by=by, at=at)
        deeds.propose_example(example=example, by=by, at=at)
        if state == "approved":
            deeds.decide_example(example=example, yes=True, remark="", by=second, at=at)
    if len(schools) <= len(EXAMPLES):
        return
    for one in appointed(Subject.SCHOOL, [schools[-1].urn], on=on, role="headteacher")[:1]:
        head = viewer_of(one.person, on=on, access=access)
        asked = deeds.ask_for_contact(example=made[0], words=ASKED, by=head, at=at)
        deeds.broker(asked=asked, by=second, at=at)
        deeds.record_visit(asked=asked, on=on, by=second, at=at)
        deeds.close_request(asked=asked, outcome=CAME, by=second, at=at)
        deeds.ask_for_contact(example=made[1], words="How is the first call made?", by=head, at=at)
