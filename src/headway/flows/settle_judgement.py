"""Settles a judgement that waits: agreed or not; a category that changes is told to head and chair by letter."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed
from headway.features.appointments.viewer import Viewer
from headway.features.categories.actions import decide_judgement
from headway.features.categories.models import Judgement, JudgementState
from headway.features.letters.actions import prepare
from headway.features.letters.drafts import Draft, Recipient
from headway.features.letters.models import Letter
from headway.features.schools.models import School
from headway.features.schools.queries import own_authority
from headway.rules.calendars import day_words

TEMPLATE = "category-change"
TOLD = (("headteacher", "The headteacher"), ("chair", "The chair of governors"))
DIRECTIONS = {"up": "improving", "same": "steady", "down": "declining"}


@dataclass(frozen=True, slots=True)
class SettledJudgement:
    """The judgement as it then stands, and the letter prepared where the category changed."""

    judgement: Judgement
    letter: Letter | None


@transaction.atomic
def settle_judgement(
    *, judgement: Judgement, yes: bool, reason: str, by: Viewer, at: datetime
) -> SettledJudgement:
    """Agree or refuse; when agreed and the category is another than before, prepare the letter (M7-02).

    The letter is prepared, not released. Raises Refused for what `decide_judgement` refuses.
    """
    former = _in_force(judgement.school)
    settled = decide_judgement(judgement=judgement, yes=yes, reason=reason, by=by, at=at)
    agreed = settled.state == JudgementState.AGREED
    if not agreed or (former and former.category == settled.category):
        return SettledJudgement(settled, None)
    return SettledJudgement(settled, prepare(draft=_draft(settled, former, at), by=by.person, at=at))


def _in_force(school: School) -> Judgement | None:
    rows = Judgement.objects.filter(school=school, state=JudgementState.AGREED, valid_until=None)
    return rows.first()


def _draft(judgement: Judgement, former: Judgement | None, at: datetime) -> Draft:
    """The letter to the head, with a copy to the chair; posts, never names."""
    school, authority = judgement.school, own_authority()
    letter_on = timezone.localdate(at)
    return Draft(
        template=TEMPLATE,
        context={
            "authority": authority.name if authority else "",
            "service": settings.SERVICE_NAME,
            "letter_on": day_words(letter_on),
            "to": TOLD[0][1],
            "copy_to": "the chair of governors",
            "salutation": "Dear headteacher,",
            "school": school.name,
            "category": _category_words(judgement),
            "former": _category_words(former) if former else "",
            "valid_from": day_words(judgement.valid_from),
            "direction": DIRECTIONS[judgement.direction],
            "reasons": [{"words": words} for words in _reasons(judgement)],
            "how_to_ask": "answer this letter, or speak to your adviser.",
            "sender": "The head of service",
        },
        recipients=_recipients(school, letter_on),
        key=f"{TEMPLATE}:{judgement.public_id}",
        kind="categories",
        school=school,
        origin_kind="judgement",
        origin_id=judgement.public_id,
        origin_words=f"Category {judgement.category} from {day_words(judgement.valid_from)}",
    )


def _category_words(judgement: Judgement) -> str:
    return f"{judgement.category}, {judgement.label}"


def _reasons(judgement: Judgement) -> list[str]:
    """The officer's own reason; without one, what the proposal that was followed rests on."""
    if judgement.reason:
        return [judgement.reason]
    return list(judgement.proposal.reasons) if judgement.proposal else []


def _recipients(school: School, on: date) -> list[Recipient]:
    """Everybody appointed head or chair, else the post without an address: that letter goes by post."""
    found = []
    for role, words in TOLD:
        people = appointed(Subject.SCHOOL, [school.urn], on=on, role=role)
        found += [Recipient(role, words, one.person.email) for one in people] or [Recipient(role, words)]
    return found
