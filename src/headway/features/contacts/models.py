"""A contact with a school: a light log beside the visits (M5-11)."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.schools.models import School


class Manner(models.TextChoices):
    CALL = "call", "Telephone call"
    MAIL = "mail", "E-mail"
    ONLINE = "online", "Online meeting"
    DROP_IN = "drop-in", "Drop-in visit"


class Contact(PublicId):
    """Who spoke with a school, on which day, how long and about what. It costs the school no day of its entitlement."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    on = models.DateField()
    manner = models.CharField(max_length=10, choices=Manner)
    minutes = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["school", "-on"]), models.Index(fields=["by", "-on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600), name="a_contact_takes_minutes"
            ),
            models.CheckConstraint(condition=Q(topic__gt=""), name="a_contact_has_a_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.get_manner_display()} with {self.school} on {self.on}"
