"""The service's own money: income by source under scenarios, and what each kind of service cost and earned."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import OrderedJSON, PublicId


class FundingScenario(PublicId):
    """Income by source and cost over financial years from `first_year` on, and what is cut (M13-06).

    `income`: source to pence by year; `cost`: pence by year; `cuts`: source to per cent by year as text.
    """

    title = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField()
    income = OrderedJSON(default=dict)
    cost = OrderedJSON(default=list)
    cuts = OrderedJSON(default=dict)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.title


class ServiceYear(PublicId):
    """What one kind of service cost and earned in a financial year, in pence."""

    service = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    cost_pence = models.BigIntegerField()
    income_pence = models.BigIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["service", "year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "year"], name="a_service_is_counted_once_a_year"),
            models.CheckConstraint(
                condition=Q(cost_pence__gte=0, income_pence__gte=0),
                name="a_service_costs_and_earns_nothing_or_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.year}"
