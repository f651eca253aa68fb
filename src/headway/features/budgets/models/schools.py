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


class SenSpending(models.Model):
    """What a school had for special needs in a financial year and what it spent (M10-24). Money in pence; None: not known.

    `year` 2026 is 2026/27. `notional`: the part of its budget named for special needs; `top_up`: paid for single pupils;
    `plans`: what the provision of its plans costs.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    notional_pence = models.BigIntegerField(null=True)
    top_up_pence = models.BigIntegerField(null=True)
    plans_pence = models.BigIntegerField(null=True)
    spent_pence = models.BigIntegerField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year"], name="one_row_of_special_needs_a_school_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"Special needs at {self.school}, {self.year}"
