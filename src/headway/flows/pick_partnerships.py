"""One deed for many partnerships: proposals settled as they stand."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.actions import settle_partnership
from headway.features.partnerships.models import Partnership
from headway.flows.effects import Effect
from headway.rules.verdict import ALLOWED, refuse

SETTLED = refuse("It is settled already.")


def effects_of_settling(chosen: None, partnerships: Sequence[Partnership], on: date) -> list[Effect]:
    """What settling these would change: only what is proposed can be settled."""
    return [
        Effect(one, "proposed" if one.proposed else "settled", ALLOWED if one.proposed else SETTLED)
        for one in partnerships
    ]


@transaction.atomic
def settle_partnerships(
    *, partnerships: Sequence[Partnership], valid_from: date, by: Viewer, at: datetime
) -> dict:
    """Settle those that are proposed; the facts by which it is taken back."""
    proposed = [one for one in partnerships if one.proposed]
    for one in proposed:
        settle_partnership(partnership=one, by=by, at=at)
    return {"number": len(proposed), "partnerships": {one.public_id: one.version for one in proposed}}
