"""A deed that can be taken back for some seconds."""

from django.db import models

from headway.features.people.models import Person
from headway.features.rows import PublicId


class Deed(PublicId):
    """What a person did: `facts` hold what the flow of this kind needs to take it back; dropped a day later."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    facts = models.JSONField()
    back_to = models.CharField(max_length=1600)
    done_at = models.DateTimeField()
    until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} until {self.until}"
