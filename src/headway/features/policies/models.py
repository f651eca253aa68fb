"""Policies as stored, dated and approved versions."""

from django.db import models
from django.db.models import F, Q

from headway.features.rows import OrderedJSON, PublicId


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    WAITING = "waiting", "Waiting for approval"
    APPROVED = "approved", "Approved"


class Policy(PublicId):
    """One version of one policy of a pack; the body is the TOML document as it was read, dates as ISO text.

    `number` counts the versions of a kind in a pack, `version` the saves of this row. From `in_use_from` on it is the
    one in use of its kind, until another begins; none: it is a draft, or another took its place on its first day.
    """

    kind = models.CharField(max_length=60)
    pack = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    body = OrderedJSON()
    source = models.CharField(max_length=500, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    review_by = models.DateField(null=True)
    author = models.CharField(max_length=200, blank=True)
    approved_by = models.CharField(max_length=12, blank=True)
    approved_at = models.DateTimeField(null=True)
    in_use_from = models.DateField(null=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "pack", "number"], name="one_policy_version"),
            models.UniqueConstraint(
                fields=["kind", "in_use_from"],
                condition=Q(in_use_from__isnull=False),
                name="one_policy_of_a_kind_begins_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(in_use_from=None) | Q(state="approved"), name="a_policy_in_use_is_approved"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="a_policy_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack}/{self.kind} {self.number}"
