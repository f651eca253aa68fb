"""A school's targets of a year: a set, a line for each group of pupils, and a target for each measure (M4-03)."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.policies.models import Policy
from headway.features.rows import PublicId
from headway.features.schools.models import School
from headway.rules import targets as rule


class State(models.TextChoices):
    PROPOSED = rule.PROPOSED, "Proposed"
    DISCUSSED = rule.DISCUSSED, "Discussed"
    AGREED = rule.AGREED, "Agreed"
    REPORTED = rule.REPORTED, "Reported"


class TargetSet(PublicId):
    """What a school aims at in the academic year that begins in `year`; `policy`: the list of groups it was written by."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    discussed_on = models.DateField(null=True)
    discussed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    discussion = models.TextField(blank=True)
    agreed_on = models.DateField(null=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reported_on = models.DateField(null=True)
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="one_set_of_targets_a_school_and_year"),
            models.CheckConstraint(
                condition=Q(state__in=[State.PROPOSED, State.DISCUSSED]) | Q(agreed_on__isnull=False),
                name="agreed_targets_say_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Targets of {self.school}, {self.year}"


class GroupLine(models.Model):
    """One group of pupils in a set. `cohort` null: not known; `standing`: how the group stands by the rules."""

    of = models.ForeignKey(TargetSet, models.CASCADE, related_name="lines")
    group = models.CharField(max_length=40)
    cohort = models.PositiveIntegerField(null=True)
    cohort_source = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    standing = models.CharField(max_length=20)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["of", "group"], name="a_group_stands_once_in_a_set_of_targets")
        ]

    def __str__(self) -> str:
        return f"{self.group} of {self.of}"


class GroupTarget(models.Model):
    """A target of one measure, with what was held when it was written, and what came of it. Missing is null, never 0."""

    line = models.ForeignKey(GroupLine, models.CASCADE, related_name="targets")
    measure = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=12, decimal_places=4)
    baseline = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    baseline_period = models.CharField(max_length=20, blank=True)
    baseline_source = models.CharField(max_length=200, blank=True)
    baseline_on = models.DateField(null=True)
    outcome = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    outcome_source = models.CharField(max_length=200, blank=True)
    outcome_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "measure"], name="one_target_a_group_and_measure")
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.value}"
