"""A trigger that an officer ticked at a school: dated, with evidence and an end; ended earlier only with a reason."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import Dated, PublicId
from headway.features.schools.models import School


class Trigger(PublicId, Dated):
    """`key` and `label` are the category scheme's, as it was when it was ticked. It counts up to, not on, `valid_until`."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    evidence = models.CharField(max_length=500)
    link = models.URLField(max_length=500, blank=True)
    ticked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["school", "key"])]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(valid_until__isnull=False), name="a_trigger_has_an_end"),
            models.CheckConstraint(condition=Q(evidence__gt=""), name="a_trigger_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.label} at {self.school}"
