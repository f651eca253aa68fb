"""How year plans are found by typing."""

from headway.features.deployment.models import Draft
from headway.features.deployment.queries import academic_year_from
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind


def findable_plan(draft: Draft) -> Findable:
    """A year plan by its name and its year."""
    return Findable(
        draft.public_id, f"{draft.name}, {academic_year_from(draft.year).label}", also="year plan"
    )


YEAR_PLANS = Source(Kind.PLAN, Draft.objects.all, findable_plan)
