"""Consents of schools to share figures within a partnership."""

from django.db import models
from django.db.models import F, Q

from headway.features.partnerships.models import Partnership
from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.schools.models import School


class ConsentQuerySet(models.QuerySet):
    """Consents over [given_on, withdrawn_on); one withdrawn on the day it was given held on no day."""

    def as_at(self, day: object) -> "ConsentQuerySet":
        """Those that hold on the day."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day), given_on__lte=day)


class Consent(PublicId):
    """A school's consent, as a head gave it or an officer recorded it. `given_by`: whose word it is, as a post."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    given_on = models.DateField()
    given_by = models.CharField(max_length=120)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)
    withdrawal_recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["partnership", "school"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="a_consent_is_withdrawn_after_it_is_given",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawal_recorded_by__isnull=False),
                name="a_withdrawn_consent_says_who_recorded_it",
            ),
            models.UniqueConstraint(
                fields=["partnership", "school"],
                condition=Q(withdrawn_on=None),
                name="a_school_consents_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} to {self.partnership}"
