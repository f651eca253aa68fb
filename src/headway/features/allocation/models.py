"""Entitlement lines by rule, and conflicts of interest."""

from django.db import models
from django.db.models import Q

from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser, Person
from headway.features.policies.models import Policy
from headway.features.rows import Dated, PublicId
from headway.features.schools.models import School


class Entitlement(PublicId):
    """One figure with its rule and inputs: half-days of a school, or a partnership's lead share, in one academic year."""

    year = models.PositiveSmallIntegerField()
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    earned_by = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=60)
    pool = models.CharField(max_length=40)
    base = models.BooleanField(default=True)
    half_days = models.IntegerField()
    words = models.CharField(max_length=500)
    inputs = models.JSONField(default=dict)
    effective_on = models.DateField()
    posting_key = models.CharField(max_length=160, unique=True)

    class Meta:
        indexes = [models.Index(fields=["year", "school"]), models.Index(fields=["year", "partnership"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False, partnership=None)
                | Q(school=None, partnership__isnull=False),
                name="a_school_or_a_partnership",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.half_days}"


class Conflict(PublicId, Dated):
    """Why an adviser may not be named for a school. The reason is for those who plan, not for the school."""

    adviser = models.ForeignKey(Adviser, models.CASCADE, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    declared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta(Dated.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.adviser} not for {self.school}"
