"""Indicators, their targets over time and their values."""

from django.db import models
from django.db.models import F, Q

from headway.features.people.models import Person
from headway.features.plans.models.plans import Plan, Priority
from headway.features.rows import PublicId
from headway.features.schools.models import School


class Indicator(PublicId):
    """A local indicator (M3-05). `key` is the name formulas call it by; `polarity`: “higher”, “lower”; `frequency` as the rules
    have it; `formula` empty: values are given; `measure`: a published measure its values come from."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    unit = models.CharField(max_length=40, blank=True)
    polarity = models.CharField(max_length=10)
    frequency = models.CharField(max_length=12)
    formula = models.CharField(max_length=500, blank=True)
    measure = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="indicators")
    priority = models.ForeignKey(Priority, models.SET_NULL, null=True, related_name="indicators")
    baseline = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    baseline_on = models.DateField(null=True)
    tolerance = models.DecimalField(max_digits=14, decimal_places=4, default=0)
    band_low = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    band_high = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    ended_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline=None) | Q(baseline_on__isnull=False), name="a_baseline_has_its_day"
            ),
            models.CheckConstraint(
                condition=~Q(formula__gt="", measure__gt=""), name="a_formula_or_a_measure_not_both"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """What is aimed at by a day, or a milestone on the way. Amended (M3-13): the old one stays, with what replaced it.

    In force once somebody other than who made it approved it; refused ones are `ended_at` without an approver.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    due_on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    milestone = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    ended_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "due_on"],
                condition=Q(ended_at=None, approved_by__isnull=False),
                name="one_target_a_day",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | Q(reason__gt=""), name="an_amended_target_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value} by {self.due_on}"


class IndicatorValue(models.Model):
    """The value of a period [period_from, period_until), or why there is none. A correction keeps the old one, ended.

    `questioned`: the sentence that questioned it when it was given; somebody confirmed it all the same.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    period_from = models.DateField()
    period_until = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    why_missing = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300, blank=True)
    questioned = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["period_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period_from"], condition=Q(ended_at=None), name="one_value_a_period"
            ),
            models.CheckConstraint(
                condition=Q(value=None, why_missing__gt="") | Q(value__isnull=False, why_missing=""),
                name="an_indicators_value_or_why_missing",
            ),
            models.CheckConstraint(
                condition=Q(period_until__gt=F("period_from")), name="a_value_is_of_a_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period_from}"
