"""Keeps what came of sending an option's posts to the schools."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.decisions.actions.appraising import may_write
from headway.features.decisions.models import Appraisal, Option, OptionDeployment
from headway.features.people.models import Person
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse


def may_ask_for_deployment(by: Viewer, appraisal: Appraisal, options: Sequence[Option]) -> Verdict:
    """Whether the person may have these options of the appraisal deployed: it is a draft, and some option has a structure."""
    held = any(one.structure_id for one in options)
    nothing = refuse("No option has a structure yet. Choose one for an option, then deploy.")
    return first_refusal(may_write(by, appraisal), ALLOWED if held else nothing)


@transaction.atomic
def store_deployment(
    *, option: Option, figures: Mapping[str, Any], by: Person | None, at: datetime
) -> OptionDeployment:
    """Keep the figures in the place of those before."""
    made, _ = OptionDeployment.objects.update_or_create(
        option=option, defaults={**figures, "made_by": by, "made_at": at}
    )
    after = {"option": option.public_id, "year": made.year, "unmet_half_days": made.unmet_half_days}
    record(
        action="store_deployment",
        subject_kind="appraisal",
        subject_id=option.appraisal.public_id,
        at=at,
        by=by.public_id if by else "",
        after=after,
    )
    return made
