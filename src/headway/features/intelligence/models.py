"""Notes about schools, never altered, and the questions they raise."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.policies.models import Policy
from headway.features.rows import PublicId
from headway.features.schools.models import School
from headway.rules.intelligence import OPEN, STATES


class Note(PublicId):
    """What somebody noted of a school on a day. `kind`, `source` and `weight` are slugs of the policy it was written by.

    Nothing of it is rewritten: a further note corrects it (`corrects`), or it is withdrawn with a reason and stays.
    `named`: who may read it besides the author and the roles that open restricted notes, where it is restricted.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    on = models.DateField()
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    weight = models.CharField(max_length=40)
    words = models.TextField()
    restricted = models.BooleanField(default=False)
    named = models.ManyToManyField(Person, related_name="+")
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["school", "-on"]), models.Index(fields=["written_by", "-on"])]
        constraints = [
            models.CheckConstraint(condition=Q(words__gt=""), name="a_note_says_something"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, withdrawn_reason__gt=""),
                name="a_withdrawn_note_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"Note on {self.school} of {self.on}"


class Question(PublicId):
    """Repeated notes ask that a school's category be looked at; an officer answers. `notes`: those that were counted."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    entries = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    notes = models.ManyToManyField(Note, related_name="questions")
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=OPEN)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"], condition=Q(state=OPEN), name="one_question_waits_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Question on {self.school}"
