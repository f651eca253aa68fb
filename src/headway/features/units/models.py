"""A unit of the authority, and which unit it reports to over which days (M8-01)."""

from django.db import models
from django.db.models import F, Q

from headway.features.people.models import Person
from headway.features.rows import Dated, PublicId


class Unit(PublicId):
    """A unit, like a directorate, a service or a team."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class Reporting(Dated):
    """A unit reports to another over [valid_from, valid_until); `under` None: to nobody. There is the unit on those days."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="reportings")
    under = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(Dated.Meta):
        ordering = ["valid_from", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_until=None), name="a_unit_reports_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(under__isnull=True) | ~Q(under=F("unit")), name="no_unit_reports_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} reports to {self.under or 'nobody'}"
