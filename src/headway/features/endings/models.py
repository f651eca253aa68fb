"""That somebody was told of an end, once for each day on which it is to be."""

from django.db import models

from headway.features.people.models import Person


class EndingNotice(models.Model):
    """A person was told on `told_at` that something ends on a day. `kind` and `key`: what, by its public id or URN."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    ends_on = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "key", "ends_on"], name="told_once_of_an_end")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ends on {self.ends_on}"
