"""Movements of half-days with purpose and reason, and what was asked and allowed beyond what is left."""

from django.db import models
from django.db.models import Q

from headway.features.approvals.models import Request
from headway.features.ledgers.models import Posting
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.schools.models import School

ONE_SUBJECT = (
    Q(school__isnull=False, partnership=None)
    | Q(school=None, partnership__isnull=False)
    | Q(school=None, partnership=None)
)


class DayRequest(PublicId):
    """Half-days somebody wants beyond what is left: from a pool, or (none) below zero. Its request holds the decision."""

    request = models.OneToOneField(Request, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    pool = models.CharField(max_length=20, blank=True)
    half_days = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)

    class Meta:
        constraints = [models.CheckConstraint(condition=ONE_SUBJECT, name="a_day_request_has_one_subject")]

    def __str__(self) -> str:
        return f"{self.half_days} half-days of {self.year}"


class Movement(PublicId):
    """One balanced transaction of an account: of a school, of a partnership's lead share, or (neither) of a pool.

    `half_days` is positive for a credit. `source` names what it comes from, such as “visit k3xq…”, and stands at most once
    at a time. It is never changed: `reverses` points at what it corrects.
    """

    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    pool = models.CharField(max_length=20, blank=True)
    half_days = models.IntegerField()
    source = models.CharField(max_length=120)
    purpose = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    on = models.DateField()
    posting = models.OneToOneField(Posting, models.PROTECT, related_name="+")
    approved = models.OneToOneField(DayRequest, models.PROTECT, null=True, related_name="+")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "pk"]
        indexes = [
            models.Index(fields=["year", "school"]),
            models.Index(fields=["year", "partnership"]),
            models.Index(fields=["source"]),
        ]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="a_movement_has_one_subject"),
            models.CheckConstraint(condition=~Q(half_days=0), name="a_movement_moves_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.half_days} of {self.year}"
