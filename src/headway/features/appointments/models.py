"""One dated table of who is tied to what."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import Dated


class Subject(models.TextChoices):
    SCHOOL = "school", "school"
    QUADRANT = "quadrant", "quadrant"
    PARTNERSHIP = "partnership", "partnership"
    BOARD = "board", "board"
    CASE = "case", "case"
    PLAN = "plan", "plan"


class Appointment(Dated):
    """A person in a role towards one subject. `subject_id`: URN, area code or public id, as text."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    subject_kind = models.CharField(max_length=20, choices=Subject)
    subject_id = models.CharField(max_length=60)

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["subject_kind", "subject_id", "role"])]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "role", "subject_kind", "subject_id"],
                condition=Q(valid_until=None),
                name="one_open_appointment_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["role", "subject_kind", "subject_id"],
                condition=Q(valid_until=None, role="adviser"),
                name="one_adviser_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role} {self.subject_kind} {self.subject_id}"
