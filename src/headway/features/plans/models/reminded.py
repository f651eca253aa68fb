"""What each person wants to be reminded of, and how often."""

from django.db import models

from headway.features.people.models import Person


class Reminder(models.Model):
    """One person's own digest. `every_days` 0: none; `last_sent_on`: the day of the last one."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    every_days = models.PositiveSmallIntegerField(default=0)
    overdue = models.BooleanField(default=True)
    soon = models.BooleanField(default=True)
    silent = models.BooleanField(default=True)
    soon_days = models.PositiveSmallIntegerField(default=14)
    last_sent_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"Reminders of {self.person}"
