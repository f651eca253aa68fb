"""Year plans: drafts with their proof, assignments, leads, locks."""

from django.db import models
from django.db.models import Q

from headway.features.approvals.models import Request
from headway.features.jobs.models import Job
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser, Person
from headway.features.policies.models import Policy
from headway.features.rows import PublicId
from headway.features.schools.models import School


class State(models.TextChoices):
    EMPTY = "empty", "Not yet planned"
    PLANNED = "planned", "Draft"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Superseded"


class Draft(PublicId):
    """One version of a year's plan.

    Minutes are a year's. `terms`: name of a cost to minutes. `problem`: hash of the facts planned from. `capacities`: an
    adviser's public id to deployable half-days. `spread`: share between the fullest and the emptiest adviser's load.
    `changes`: schools whose adviser is not last year's. `checked_at`: when every hard rule was last found to be kept.
    """

    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=State, default=State.EMPTY)
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    seed = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True)
    demand_half_days = models.PositiveIntegerField(default=0)
    capacity_half_days = models.PositiveIntegerField(default=0)
    unmet_half_days = models.PositiveIntegerField(default=0)
    objective = models.FloatField(null=True)
    lower_bound = models.FloatField(null=True)
    gap = models.FloatField(null=True)
    proof = models.CharField(max_length=300, blank=True)
    spread = models.FloatField(null=True)
    changes = models.PositiveIntegerField(default=0)
    lead_changes = models.PositiveIntegerField(default=0)
    capacities = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True)
    seconds = models.FloatField(null=True)
    reproducible = models.BooleanField(default=True)
    terms = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    problem = models.CharField(max_length=64, blank=True)
    pool = models.CharField(max_length=120, blank=True)
    approval = models.ForeignKey(Request, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    publish_reason = models.CharField(max_length=300, blank=True)
    letter_batch = models.CharField(max_length=12, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(state="published"), name="one_published_plan_a_year"
            ),
            models.UniqueConstraint(fields=["year", "name"], name="one_draft_of_a_name_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class Assignment(models.Model):
    """A school's adviser in a draft. `reasons`: sentences fit for the headteacher."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="assignments")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    adviser = models.ForeignKey(Adviser, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    category = models.CharField(max_length=10, blank=True)
    half_days = models.PositiveSmallIntegerField()
    unmet_half_days = models.PositiveSmallIntegerField(default=0)
    travel_minutes = models.PositiveIntegerField(default=0)
    last_adviser = models.ForeignKey(Adviser, models.PROTECT, null=True, related_name="+")
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "school"], name="one_adviser_a_school")]

    def __str__(self) -> str:
        return f"{self.school}: {self.adviser}"


class Lead(models.Model):
    """A partnership's lead adviser in a draft, with the lead's share of its days."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="leads")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    adviser = models.ForeignKey(Adviser, models.PROTECT, related_name="+")
    half_days = models.PositiveSmallIntegerField()
    unmet_half_days = models.PositiveSmallIntegerField(default=0)
    last_adviser = models.ForeignKey(Adviser, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "partnership"], name="one_lead_a_partnership")
        ]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.adviser}"


class Lock(models.Model):
    """An assignment fixed by hand, with the reason; later planning keeps it."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="locks")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    adviser = models.ForeignKey(Adviser, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "school"], name="one_lock_a_school"),
            models.UniqueConstraint(fields=["draft", "partnership"], name="one_lock_a_partnership"),
            models.CheckConstraint(
                condition=Q(school__isnull=False, partnership=None)
                | Q(school=None, partnership__isnull=False),
                name="a_lock_is_of_a_school_or_a_partnership",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school or self.partnership}: {self.adviser}"
