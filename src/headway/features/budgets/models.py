"""Indicative budgets of schools."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import OrderedJSON
from headway.features.schools.models import School


class Budget(models.Model):
    """A school's budget from a financial year on: `first_year` 2026 is 2026/27. Money in pence.

    `assumptions`: a row a year of pupils, pence a pupil, other income, and rises of pay and prices as text.
    """

    school = models.OneToOneField(School, models.PROTECT, related_name="+")
    first_year = models.PositiveSmallIntegerField()
    opening_pence = models.BigIntegerField()
    staff_pence = models.BigIntegerField()
    other_pence = models.BigIntegerField()
    assumptions = OrderedJSON(default=list)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(staff_pence__gte=0, other_pence__gte=0), name="spending_is_not_below_nought"
            )
        ]

    def __str__(self) -> str:
        return f"Budget of {self.school}"
