"""Plans, their periods, priorities, actions and checks."""

from django.db import models
from django.db.models import F, Q

from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.schools.models import School
from headway.features.undertakings.models import Undertaking


class PlanState(models.TextChoices):
    DRAFT = "draft", "Draft"
    CHECKED = "checked", "Checked"
    APPROVED = "approved", "Approved"
    CLOSED = "closed", "Closed"


class Plan(PublicId):
    """A plan of the service or of one school. `kind` is a kind of the plans policy; `source_…`: what asked for it.

    `published`: councillors may see it, without the actions that are restricted.
    """

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    source_words = models.CharField(max_length=300, blank=True)
    source_on = models.DateField(null=True)
    source_kind = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=60, blank=True)
    aim = models.TextField(blank=True)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    budget_pence = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    published = models.BooleanField(default=False)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["school"]), models.Index(fields=["state", "kind"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False),
                name="an_approved_plan_says_when",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Period(models.Model):
    """A column of the plan: the days [valid_from, valid_until)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="periods")
    label = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_until = models.DateField()

    class Meta:
        ordering = ["valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "valid_from"], name="a_period_of_a_plan_begins_once"),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")), name="a_period_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Priority(PublicId):
    """A row of the plan. `corporate`: the slug of the corporate priority it serves (M11-08); empty: none."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="priorities")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    corporate = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Area(PublicId):
    """An area for improvement that an inspection or review named (M7-09)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField()
    words = models.TextField()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.words


class Action(models.Model):
    """An undertaking placed in a plan. Its cell is the period its date falls in; `milestone`: marks a point on the way.

    `carried_from`: the action of the year before that goes on here.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="actions")
    undertaking = models.OneToOneField(Undertaking, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    milestone = models.BooleanField(default=False)
    proposed = models.CharField(max_length=300, blank=True)
    areas = models.ManyToManyField(Area, related_name="actions")
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.undertaking)


class Risk(PublicId):
    """What could keep the plan from working. `likelihood` and `impact` from 1 to 5."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="risks")
    words = models.TextField()
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    response = models.TextField(blank=True)
    owner_words = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="a_risk_from_one_to_five"
            )
        ]

    def __str__(self) -> str:
        return self.words


class QualityCheck(models.Model):
    """A check before approval by somebody who does not own the plan (M3-06). `answers`: item of the checklist to
    {"met": bool}; none where who could have approved the plan sent it back."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="checks")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answers = models.JSONField()
    passed = models.BooleanField()
    remarks = models.TextField(blank=True)
    plan_version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.plan} at {self.at}"


class Evaluation(PublicId):
    """Of a pilot or a review (M3-10): what was asked, how, what was found, and whether to stop, adapt or scale."""

    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="evaluations")
    action = models.ForeignKey(Action, models.SET_NULL, null=True, related_name="evaluations")
    title = models.CharField(max_length=200)
    question = models.TextField()
    method = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    findings = models.TextField(blank=True)
    decision = models.CharField(max_length=10, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    embedded_on = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(embedded_on=None) | Q(decision__gt=""), name="embedded_only_with_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(decided_on__isnull=False, findings__gt=""),
                name="decided_on_a_day_from_findings",
            ),
        ]

    def __str__(self) -> str:
        return self.title
