"""A school's data sharing agreement, and rows of its own data that were not taken without one (M4-01)."""

from django.db import models
from django.db.models import F, Q

from headway.features.people.models import Person
from headway.features.policies.models import Policy
from headway.features.rows import Dated, PublicId
from headway.features.schools.models import School


class Agreement(PublicId, Dated):
    """Signed by a school under a version of the protocol; holds over [valid_from, valid_until).

    `ended_on`: ended early, the first day without it, with why.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=120)
    signed_name = models.CharField(max_length=120)
    signed_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["school", "valid_from"])]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "valid_from"], name="an_agreement_a_school_and_first_day"
            ),
            models.CheckConstraint(
                condition=Q(signed_as__gt="", signed_name__gt=""), name="an_agreement_says_who_signed"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("valid_from"), ended_why__gt=""),
                name="an_agreement_ended_early_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Agreement of {self.school} from {self.valid_from}"


class WithheldRow(models.Model):
    """A row of a sheet of our own that was not taken: the school had no live agreement. It goes when the row is taken.

    `row`: as a spreadsheet counts; `words`: why, and what to do.
    """

    sheet = models.CharField(max_length=40)
    row = models.PositiveIntegerField()
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    words = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "sheet", "row"]
        indexes = [models.Index(fields=["school", "sheet"])]

    def __str__(self) -> str:
        return self.words
