"""Services other than teaching: their teams with a leader each, and the schools subscribed to them."""

from django.db import models
from django.db.models import Q

from headway.features.rows import Dated, PublicId
from headway.features.schools.models import School


class Service(PublicId):
    """What schools can subscribe to besides teaching, such as grounds maintenance (M2-18)."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class ServiceTeam(PublicId):
    """A team of a service. `leader`: a role with its number, never a person's name."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    leader = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "name"], name="a_team_has_its_own_name"),
            models.CheckConstraint(condition=Q(leader__gt=""), name="a_team_has_a_leader"),
        ]

    def __str__(self) -> str:
        return self.name


class Subscription(PublicId, Dated):
    """A school that takes a service over [valid_from, valid_until), recorded by hand. `team`: who serves it, or nobody yet."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="subscriptions")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    team = models.ForeignKey(ServiceTeam, models.SET_NULL, null=True, related_name="subscriptions")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["service", "school"],
                condition=Q(valid_until=None),
                name="a_school_takes_a_service_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} at {self.school}"
