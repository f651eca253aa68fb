"""Undertakings: what was promised by when, every new date with its reason, reports, and what it was to change."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import EngineRow, PublicId


class Undertaking(EngineRow):
    """Something to do by a day. The origin is what it belongs to: a plan, a visit, a meeting, a case.

    `due_on` is the last day on which it is on time, as now agreed; `baseline_due_on` the one locked at approval, which
    never changes again. `owner_words`: who does it where nobody signs in for them. `possible`: may be dropped without
    slipping. An override of the status stands beside what the rule says, never instead.
    """

    words = models.TextField()
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    owner_words = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)
    baseline_due_on = models.DateField(null=True)
    baseline_at = models.DateTimeField(null=True)
    possible = models.BooleanField(default=False)
    next_step = models.CharField(max_length=300, blank=True)
    cost_pence = models.BigIntegerField(null=True)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    completed_on = models.DateField(null=True)
    dropped_on = models.DateField(null=True)
    drop_reason = models.TextField(blank=True)
    override_status = models.CharField(max_length=20, blank=True)
    override_reason = models.TextField(blank=True)
    override_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    override_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["origin_kind", "origin_id"]),
            models.Index(fields=["owner", "due_on"]),
            models.Index(fields=["school", "due_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_on=None) | Q(dropped_on=None), name="done_or_dropped_not_both"
            ),
            models.CheckConstraint(
                condition=Q(dropped_on=None) | Q(drop_reason__gt=""), name="dropped_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(override_status="") | Q(override_reason__gt=""), name="overridden_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(baseline_due_on=None) | Q(baseline_at__isnull=False),
                name="a_baseline_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class RedatingState(models.TextChoices):
    WAITING = "waiting", "Waiting for approval"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"


class Redating(PublicId):
    """A new date asked for, with its reason; it holds once somebody else approved it."""

    undertaking = models.ForeignKey(Undertaking, models.CASCADE, related_name="redatings")
    old_due_on = models.DateField(null=True)
    new_due_on = models.DateField()
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=RedatingState, default=RedatingState.WAITING)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__gt=""), name="a_new_date_has_a_reason"),
            models.UniqueConstraint(
                fields=["undertaking"], condition=Q(state="waiting"), name="one_new_date_waits_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.undertaking}: {self.new_due_on}"


class Report(models.Model):
    """What was reported on a day: how far it is, evidence, and when it is thought to be done.

    `origin_kind` and `origin_id` name what asked for it, such as a round of monitoring.
    """

    undertaking = models.ForeignKey(Undertaking, models.CASCADE, related_name="reports")
    on = models.DateField()
    status = models.CharField(max_length=20)
    evidence = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    forecast_on = models.DateField(null=True)
    origin_kind = models.CharField(max_length=60, blank=True)
    origin_id = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["undertaking", "-on"]),
            models.Index(fields=["origin_kind", "origin_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.undertaking} on {self.on}"


class Criterion(PublicId):
    """What is to be different, by a day of its own (M3-14): apart from whether the thing was done.

    `measure_kind` and `measure_id` name what measures it, such as an indicator; `threshold` is in the measure's unit.
    `met` None: not judged yet.
    """

    undertaking = models.ForeignKey(Undertaking, models.CASCADE, related_name="criteria")
    words = models.TextField()
    measure_kind = models.CharField(max_length=60, blank=True)
    measure_id = models.CharField(max_length=60, blank=True)
    threshold = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    due_on = models.DateField(null=True)
    met = models.BooleanField(null=True)
    judged_on = models.DateField(null=True)
    evidence = models.TextField(blank=True)
    judged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(met=None) | Q(judged_on__isnull=False), name="an_effect_is_judged_on_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.words
