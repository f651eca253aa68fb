"""Requests and decisions."""

from django.db import models

from headway.features.people.models import Person
from headway.features.rows import EngineRow


class State(models.TextChoices):
    OPEN = "open", "Waiting"
    GRANTED = "granted", "Approved"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Request(EngineRow):
    """Something that waits for a decision. `rule`: {"role": [...], "not_oneself": bool, "quorum": n, "sample_rate": share}."""

    rule = models.JSONField()
    words = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["origin_kind", "origin_id"]), models.Index(fields=["state", "kind"])]

    def __str__(self) -> str:
        return self.words


class Decision(models.Model):
    """One person's yes or no."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="decisions")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    yes = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "by"], name="one_decision_a_person")]

    def __str__(self) -> str:
        return f"{'yes' if self.yes else 'no'} by {self.by}"
