"""Policies as stored, dated and approved versions."""

from django.db import models
from django.db.models import Q

from headway.features.rows import PublicId


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"


class Policy(PublicId):
    """One version of one policy of a pack; the body is the TOML document as it was read."""

    kind = models.CharField(max_length=60)
    pack = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    body = models.JSONField()
    source = models.CharField(max_length=500, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    review_by = models.DateField(null=True)
    author = models.CharField(max_length=200, blank=True)
    approved_by = models.CharField(max_length=12, blank=True)
    approved_at = models.DateTimeField(null=True)
    in_use = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "pack", "number"], name="one_policy_version"),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(in_use=True), name="one_policy_of_a_kind_in_use"
            ),
            models.CheckConstraint(
                condition=Q(in_use=False) | Q(state="approved"), name="a_policy_in_use_is_approved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack}/{self.kind} {self.number}"
