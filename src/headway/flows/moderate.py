"""What a moderation meeting agrees on a school: the judgement is decided and the meeting's record written together."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import AgendaItem, Outcome
from headway.features.categories.moderation import record_outcome
from headway.features.letters.models import Letter
from headway.flows.settle_judgement import settle_judgement
from headway.rules.verdict import Refused


@transaction.atomic
def moderate(*, item: AgendaItem, outcome: str, words: str, by: Viewer, at: datetime) -> Letter | None:
    """Record an outcome; agreeing or refusing decides the judgement that waits. The letter prepared, if one was.

    Refused, with nothing written, where the viewer judged it, where it was decided meanwhile, or no judgement waits.
    """
    decides = outcome in (Outcome.AGREED, Outcome.REFUSED)
    if decides and item.judgement is None:
        raise Refused("No judgement waits here. Record that the category stands, or judge the school anew.")
    record_outcome(item=item, outcome=outcome, words=words, by=by, at=at)
    if not decides:
        return None
    yes = outcome == Outcome.AGREED
    return settle_judgement(judgement=item.judgement, yes=yes, reason=words, by=by, at=at).letter
