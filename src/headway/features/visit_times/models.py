"""The time of one person for one visit."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.visits.models import Visit
from headway.rules.visit_times import MOST_MINUTES


class VisitTime(PublicId):
    """Minutes a person confirmed for a visit: to prepare, at the visit, to write, to travel."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    preparation = models.PositiveSmallIntegerField()
    visiting = models.PositiveSmallIntegerField()
    writing = models.PositiveSmallIntegerField()
    travel = models.PositiveSmallIntegerField()
    confirmed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "person"], name="a_person_tells_the_time_of_a_visit_once"),
            models.CheckConstraint(
                condition=Q(
                    preparation__lte=MOST_MINUTES, visiting__lte=MOST_MINUTES,
                    writing__lte=MOST_MINUTES, travel__lte=MOST_MINUTES,
                ),
                name="the_time_of_a_visit_fits_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"time of {self.person} for {self.visit}"
