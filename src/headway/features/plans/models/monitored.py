"""Rounds of monitoring and the slippage each found."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.plans.models.measured import Indicator
from headway.features.plans.models.plans import Action, Plan
from headway.features.rows import PublicId


class RoundState(models.TextChoices):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class Round(PublicId):
    """A round over one plan: reports since `window_from` count. Closed: `frozen` holds all it found, for good."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    window_from = models.DateField()
    opened_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.OPEN)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    frozen = models.JSONField(null=True)

    class Meta:
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="a_round_of_a_plan_has_its_number"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state="open"), name="one_round_of_a_plan_is_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(frozen__isnull=False, closed_at__isnull=False),
                name="a_closed_round_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}: round {self.number}"


class Slippage(PublicId):
    """What slipped in a round: an action or an indicator, the kinds the rule found with their reasons, and what is done.

    Addressed with a cause, a remedy, a new date and who approved it (M3-08).
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="slippages")
    action = models.ForeignKey(Action, models.PROTECT, null=True, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, related_name="+")
    kinds = models.JSONField()
    reasons = models.JSONField()
    cause = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    new_due_on = models.DateField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action=None) ^ Q(indicator=None), name="slippage_of_an_action_or_an_indicator"
            ),
            models.UniqueConstraint(
                fields=["round", "action"],
                condition=Q(action__isnull=False),
                name="an_action_slips_once_a_round",
            ),
            models.UniqueConstraint(
                fields=["round", "indicator"],
                condition=Q(indicator__isnull=False),
                name="an_indicator_slips_once_a_round",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(cause__gt="", remedy__gt="", approved_by__isnull=False),
                name="addressed_with_cause_and_remedy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.action or self.indicator}"

    @property
    def key(self) -> str:
        """What the rules call it by: the undertaking's public id, or the indicator's key."""
        return self.action.undertaking.public_id if self.action else self.indicator.key
