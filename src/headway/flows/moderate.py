"""What a moderation meeting agrees on a school: the judgement is decided and the meeting's record written together."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.categories.models import AgendaItem
from headway.features.categories.moderation import record_outcome
from headway.features.letters.models import Letter
from headway.flows.settle_judgement import settle_judgement
from headway.rules.moderation import AGREED, DECIDING


@transaction.atomic
def moderate(*, item: AgendaItem, outcome: str, words: str, by: Viewer, at: datetime) -> Letter | None:
    """Record an outcome; agreeing or refusing decides the judgement that waits. The letter prepared, if one was.

    Refused, with nothing written, where the viewer judged it, where it was decided meanwhile, or no judgement waits.
    """
    record_outcome(item=item, outcome=outcome, words=words, by=by, at=at)
    if outcome not in DECIDING:
        return None
    yes = outcome == AGREED
    return settle_judgement(judgement=item.judgement, yes=yes, reason=words, by=by, at=at).letter
