"""The annual review of a school's performance, what the school replied, and schools that go without one (M4-04)."""

from django.db import models

from headway.features.categories.models import Judgement, Proposal
from headway.features.people.models import Person
from headway.features.policies.models import Policy
from headway.features.rows import OrderedJSON, PublicId
from headway.features.schools.models import School
from headway.rules import performance_reviews as rule


class State(models.TextChoices):
    BEGUN = rule.BEGUN, "Begun"
    WRITTEN = rule.WRITTEN, "Written"
    SHARED = rule.SHARED, "Shared"


class PerformanceReview(PublicId):
    """One school in the academic year that begins in `year`.

    `facts`: what was held on the day it was begun, a row each of label, words (or None and why), period, source and day; it
    never changes. `proposal`: what the rules proposed that day. `judgement`: the officer's, where one was begun from here.
    `attendance`: the attendance officer's contribution or apology (M5-04).
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.BEGUN)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    facts = OrderedJSON(default=list)
    begun_on = models.DateField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    judgement = models.ForeignKey(Judgement, models.PROTECT, null=True, related_name="+")
    strengths = models.TextField(blank=True)
    concerns = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    attendance = models.CharField(max_length=12, choices=list(rule.PARTS.items()), blank=True)
    attendance_words = models.TextField(blank=True)
    attendance_on = models.DateField(null=True)
    attendance_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    shared_on = models.DateField(null=True)
    shared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="one_annual_review_a_school_and_year"),
            models.CheckConstraint(
                condition=~models.Q(state=State.SHARED) | models.Q(shared_on__isnull=False),
                name="a_shared_review_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Annual review of {self.school}, {self.year}"


class ReviewReply(PublicId):
    """What the head or the chair replied to a review they were shown."""

    review = models.ForeignKey(PerformanceReview, models.CASCADE, related_name="replies")
    words = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "review replies"

    def __str__(self) -> str:
        return self.words[:80]


class ReviewException(models.Model):
    """A school that has no review in a year. `reason`: a slug of the policy; `words`: why, in a sentence."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=40)
    words = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="one_exception_a_school_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.year}: {self.reason}"
