"""Everything a plan is made of: plans, what measures them, what watches them."""

from headway.features.plans.models.measured import Indicator, IndicatorValue, Target
from headway.features.plans.models.monitored import Round, RoundState, Slippage
from headway.features.plans.models.plans import (
    Action,
    Area,
    Evaluation,
    Period,
    Plan,
    PlanState,
    Priority,
    QualityCheck,
    Risk,
)
from headway.features.plans.models.reminded import Reminder

__all__ = [
    "Action",
    "Area",
    "Evaluation",
    "Indicator",
    "IndicatorValue",
    "Period",
    "Plan",
    "PlanState",
    "Priority",
    "QualityCheck",
    "Reminder",
    "Risk",
    "Round",
    "RoundState",
    "Slippage",
    "Target",
]
