"""Cases of structural change, and the ends and links of schools that the authority recorded when it closed one (M1-11)."""

from django.db import models
from django.db.models import F, Q

from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.schools.models import School


class Part(models.TextChoices):
    """What becomes of a school in a case."""

    ENDS = "ends", "Closes"
    FOLLOWS = "follows", "Goes on, or opens"


class Case(PublicId):
    """A structural change from proposal to decision. `kind`: a slug of the policy; `corrects`: the case it puts right.

    `takes_effect_on`: the first day on which the change holds, set when the case is closed.
    """

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    body = models.CharField(max_length=200, blank=True)
    decision = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    goes_ahead = models.BooleanField(null=True)
    takes_effect_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["closed_on", "-opened_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decision__gt="", goes_ahead__isnull=False),
                name="a_decision_says_what",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(decided_on__isnull=False),
                name="a_closed_case_is_decided",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CaseSchool(models.Model):
    """A school in a case, and what becomes of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="schools")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part)

    class Meta:
        ordering = ["part", "school__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "school"], name="a_school_is_in_a_case_once")]

    def __str__(self) -> str:
        return f"{self.school} {self.part}"


class Stage(models.Model):
    """A step of a case with its target; `done_on`: the day it was done."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="stages")
    slug = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    target_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "slug"], name="a_stage_of_a_case_once")]

    def __str__(self) -> str:
        return self.label


class LogLine(models.Model):
    """What happened in a case, as somebody wrote it down; never changed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="log")
    on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.words[:80]


class UrnDecision(models.Model):
    """What an officer decided of a URN the register gives to another school: to take that school, or to keep ours.

    It holds for that school alone; another one under the same URN is decided anew.
    """

    urn = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    establishment_number = models.CharField(max_length=4)
    opened_on = models.DateField()
    take = models.BooleanField()
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["urn", "name", "establishment_number", "opened_on"],
                name="a_reused_urn_is_decided_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.urn} {'taken' if self.take else 'kept'}"


class RecordedEnd(models.Model):
    """A school the authority closed by a case, whatever the register says. `undone_by`: the case that put it right."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="ends")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    closes_on = models.DateField()
    undone_by = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"], condition=Q(undone_by=None), name="a_school_is_recorded_closed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} closes on {self.closes_on}"


class RecordedLink(models.Model):
    """A school that follows another by a case of the authority. `undone_by`: the case that put it right."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="links")
    older = models.ForeignKey(School, models.PROTECT, related_name="+")
    newer = models.ForeignKey(School, models.PROTECT, related_name="+")
    on = models.DateField()
    undone_by = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["older", "newer"], condition=Q(undone_by=None), name="a_link_is_recorded_once"
            ),
            models.CheckConstraint(condition=~Q(older=F("newer")), name="no_school_follows_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.newer} follows {self.older}"
