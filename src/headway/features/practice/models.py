"""Examples of good practice, and requests for contact about them (M4-05)."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.schools.models import School
from headway.rules import good_practice as rule


class State(models.TextChoices):
    DRAFT = rule.DRAFT, "Draft"
    PROPOSED = rule.PROPOSED, "Proposed"
    APPROVED = rule.APPROVED, "Approved"
    WITHDRAWN = rule.WITHDRAWN, "Withdrawn"


class Asking(models.TextChoices):
    ASKED = rule.ASKED, "Asked for contact"
    BROKERED = rule.BROKERED, "Brought together"
    VISITED = rule.VISITED, "Visited"
    CLOSED = rule.CLOSED, "Closed"


class PracticeExample(PublicId):
    """What a school does well. `phase`: of the pupils it is about; `theme`: a slug of the policy; `contact`: a post at the
    school, never a name; `consented_as`: the post that agreed for the school."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    phase = models.CharField(max_length=20)
    theme = models.CharField(max_length=40)
    words = models.TextField()
    evidence = models.TextField()
    contact = models.CharField(max_length=160)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    consented_on = models.DateField(null=True)
    consented_as = models.CharField(max_length=120, blank=True)
    consent_recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[State.PROPOSED, State.APPROVED]) | Q(consented_on__isnull=False),
                name="a_named_school_has_agreed",
            ),
            models.CheckConstraint(
                condition=Q(consented_on__isnull=True) | Q(consented_as__gt=""), name="a_consent_says_whose"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Brokerage(PublicId):
    """Somebody asked for contact about an example. `school`: theirs, where they act for one; `outcome`: what came of it."""

    example = models.ForeignKey(PracticeExample, models.PROTECT, related_name="brokerages")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField()
    words = models.TextField()
    state = models.CharField(max_length=12, choices=Asking, default=Asking.ASKED)
    brokered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    brokered_on = models.DateField(null=True)
    visited_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["example", "asked_by"],
                condition=~Q(state=Asking.CLOSED),
                name="one_open_request_a_person_and_example",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_by} about {self.example}"
