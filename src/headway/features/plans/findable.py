"""How plans and their indicators are found by typing."""

from headway.features.plans.models import Indicator, Plan
from headway.features.search.actions import Findable


def findable_service_plan(plan: Plan) -> Findable:
    """A plan by its title and what asked for it."""
    return Findable(plan.public_id, plan.title, plan.get_state_display(), also=f"plan {plan.source_words}")


def findable_indicator(indicator: Indicator) -> Findable:
    """An indicator by its name."""
    return Findable(indicator.public_id, indicator.name, indicator.unit, also="indicator")
