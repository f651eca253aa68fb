"""Money that was delegated or set aside, and the projects it pays for."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import GateRow, OrderedJSON, PublicId
from headway.features.schools.models import School
from headway.rules.projects import PROPOSED, STATES


class Fund(PublicId):
    """An amount for a purpose and phase in a financial year (M13-04). `year` 2026 is 2026/27; `phase` empty: all."""

    purpose = models.CharField(max_length=200)
    phase = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField()
    pence = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pence__gt=0), name="a_fund_has_money")]

    def __str__(self) -> str:
        return self.purpose


class Project(PublicId):
    """What is paid for. `kind`: a slug of the policy; `school`: its host; `after`: the project before it (M10-19).

    `flows`: pence by year from the first, an investment as a minus (M10-21); empty where it is none.
    """

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    places = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField()
    cost_pence = models.BigIntegerField()
    flows = OrderedJSON(default=list)
    outcome = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=PROPOSED)
    after = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cost_pence__gt=0), name="a_project_costs_something"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False),
                name="an_approved_project_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Contribution(PublicId):
    """A part of a project's cost: from a fund, or from a partner in words (M10-22)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="contributions")
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, related_name="contributions")
    partner = models.CharField(max_length=120, blank=True)
    pence = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fund__isnull=False, partner="") | Q(fund=None, partner__gt=""),
                name="a_contribution_is_of_a_fund_or_a_partner",
            ),
            models.CheckConstraint(condition=Q(pence__gt=0), name="a_contribution_is_some_money"),
        ]

    def __str__(self) -> str:
        return self.partner or str(self.fund)


class ProjectGate(GateRow):
    """What must have happened before a project is approved."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="gates")

    class Meta(GateRow.Meta):
        pass


class Entry(models.Model):
    """What was spent on a day, and how many pupils the project served by then (M10-20)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="entries")
    on = models.DateField()
    pence = models.BigIntegerField()
    pupils = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.words
