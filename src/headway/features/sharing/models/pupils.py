"""Training before data of pupil groups (M4-12), and pupils whose attendance is a concern (M4-02)."""

from django.db import models
from django.db.models import F, Q

from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.schools.models import School


class DataTraining(PublicId):
    """A person took a course on a day; it counts until `valid_until`, the first day without."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    course = models.CharField(max_length=200)
    taken_on = models.DateField()
    valid_until = models.DateField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-taken_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "taken_on"], name="a_training_a_person_and_day"),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("taken_on")), name="training_counts_after_it"
            ),
        ]

    def __str__(self) -> str:
        return self.course


class AttendanceConcern(PublicId):
    """A pupil of concern. `pupil`: initials or name, confidential; sessions are those since the concern began."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupil = models.CharField(max_length=80)
    year_group = models.CharField(max_length=20)
    possible = models.PositiveIntegerField()
    missed = models.PositiveIntegerField()
    since = models.DateField()
    ended_on = models.DateField(null=True)
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["school", "ended_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(pupil__gt=""), name="a_pupil_of_concern_is_named"),
            models.CheckConstraint(
                condition=Q(possible__gt=0, missed__lte=F("possible")),
                name="no_more_sessions_missed_than_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"Concern at {self.school} since {self.since}"
