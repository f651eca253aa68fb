"""Partnerships and their dated members."""

from datetime import date

from django.db import models
from django.db.models import Q

from headway.features.rows import Dated, PublicId
from headway.features.schools.models import Quadrant, School


class Partnership(PublicId):
    """A group of schools; the lead head stands in appointments. `proposed`: made by place, to be settled."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    recognised = models.BooleanField(default=True)
    proposed = models.BooleanField(default=False)
    quadrant = models.ForeignKey(Quadrant, models.PROTECT, null=True, related_name="+")
    lead_school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    formed_on = models.DateField()
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Membership(Dated):
    """A school in a partnership over a time; `recognised` repeats the partnership's, for the constraint."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="memberships")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    recognised = models.BooleanField()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(valid_until=None, recognised=True),
                name="one_recognised_partnership_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["partnership", "school"], condition=Q(valid_until=None), name="one_open_membership"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.partnership}"

    def holds(self, on: date) -> bool:
        """Whether the school is a member on the day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)
