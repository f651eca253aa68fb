"""A readiness review: a dated record of what was looked at, never changed afterwards (M7-08)."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.policies.models import Policy
from headway.features.rows import PublicId
from headway.features.schools.models import School


class ReadinessReview(PublicId):
    """What was found at a school on a day. `answers`: question to answer, `notes`: question to words, both by the slugs
    of the policy it was held by."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    on = models.DateField()
    reviewed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    answers = models.JSONField()
    notes = models.JSONField(default=dict)
    next_step = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["school", "-on"])]
        constraints = [
            models.CheckConstraint(condition=Q(next_step__gt=""), name="a_review_says_what_comes_next")
        ]

    def __str__(self) -> str:
        return f"Readiness review of {self.school} on {self.on}"
