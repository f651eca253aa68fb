"""How plans, their actions, evaluations and indicators are found by typing."""

from headway.features.plans.models import Action, Evaluation, Indicator, Plan
from headway.features.search.actions import Findable, Source
from headway.features.search.models import Kind


def findable_service_plan(plan: Plan) -> Findable:
    """A plan by its title and what asked for it."""
    return Findable(plan.public_id, plan.title, plan.get_state_display(), also=f"plan {plan.source_words}")


def findable_action(action: Action) -> Findable:
    """An action by its words, under its plan."""
    key = f"{action.plan.public_id}/actions/{action.undertaking.public_id}"
    return Findable(key, action.undertaking.words, action.plan.title)


def findable_evaluation(evaluation: Evaluation) -> Findable:
    """An evaluation by its title, under its plan."""
    key = f"{evaluation.plan.public_id}/evaluations/{evaluation.public_id}"
    return Findable(key, evaluation.title, evaluation.plan.title, also="evaluation")


def findable_indicator(indicator: Indicator) -> Findable:
    """An indicator by its name."""
    return Findable(indicator.public_id, indicator.name, indicator.unit, also="indicator")


SERVICE_PLANS = Source(Kind.SERVICE_PLAN, Plan.objects.all, findable_service_plan)
ACTIONS = Source(Kind.ACTION, lambda: Action.objects.select_related("plan", "undertaking"), findable_action)
EVALUATIONS = Source(
    Kind.EVALUATION,
    lambda: Evaluation.objects.exclude(plan=None).select_related("plan"),
    findable_evaluation,
)
INDICATORS = Source(Kind.INDICATOR, lambda: Indicator.objects.filter(ended_on=None), findable_indicator)
