"""Entitlement lines by rule, conflicts of interest, and staff split over quadrants."""

from django.db import models
from django.db.models import Q

from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser, Person
from headway.features.policies.models import Policy
from headway.features.rows import Dated, PublicId
from headway.features.schools.models import Quadrant, School


class Entitlement(PublicId):
    """One credit with its rule and inputs: half-days of a school, or a partnership's lead share, in one academic year.

    `half_days` is what the line credits; `whole_year_half_days` what the rule gives for a whole year from it on, null where
    that is the same. The newest line of a rule says what is in force, and the sum of all lines what was given.
    """

    year = models.PositiveSmallIntegerField()
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    earned_by = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=60)
    pool = models.CharField(max_length=40)
    base = models.BooleanField(default=True)
    half_days = models.IntegerField()
    whole_year_half_days = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=800)
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


class QuadrantShare(PublicId):
    """Staff of one quadrant in one academic year, in full-time equivalents: proposed by load, and as settled."""

    year = models.PositiveSmallIntegerField()
    quadrant = models.ForeignKey(Quadrant, models.PROTECT, related_name="+")
    load = models.DecimalField(max_digits=12, decimal_places=2)
    proposed_fte = models.DecimalField(max_digits=6, decimal_places=2)
    fte = models.DecimalField(max_digits=6, decimal_places=2)
    reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "quadrant"], name="one_share_a_quadrant_and_year"),
            models.CheckConstraint(
                condition=Q(fte=models.F("proposed_fte")) | ~Q(reason=""),
                name="a_share_by_hand_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quadrant} {self.year}: {self.fte}"
