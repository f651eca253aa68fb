"""Proposals by the rules and judgements by officers."""

from django.db import models
from django.db.models import Q

from headway.features.approvals.models import Request
from headway.features.people.models import Person
from headway.features.policies.models import Policy
from headway.features.rows import Dated, PublicId
from headway.features.schools.models import School
from headway.rules.moderation import OUTCOMES


class Proposal(PublicId):
    """What the rules propose for a school on a day; `category` empty: too little is known."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    on = models.DateField()
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    category = models.CharField(max_length=10, blank=True)
    label = models.CharField(max_length=80)
    score = models.DecimalField(max_digits=8, decimal_places=2)
    maximum = models.DecimalField(max_digits=8, decimal_places=2)
    indicators = models.JSONField()
    missing = models.JSONField()
    reasons = models.JSONField()
    latest = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school"], condition=Q(latest=True), name="one_latest_proposal")
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.category}"


class JudgementState(models.TextChoices):
    WAITING = "waiting", "Waiting for moderation"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Not agreed"


class Judgement(PublicId, Dated):
    """An officer's category for a school; in force once another person agreed it."""

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    category = models.CharField(max_length=10)
    label = models.CharField(max_length=80)
    direction = models.CharField(
        max_length=20, choices=[("up", "Improving"), ("same", "Steady"), ("down", "Declining")]
    )
    reason = models.TextField(blank=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, related_name="+")
    judged_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=JudgementState, default=JudgementState.WAITING)
    request = models.OneToOneField(Request, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(valid_until=None, state="agreed"),
                name="one_category_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["school"], condition=Q(state="waiting"), name="one_judgement_waits_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["school", "-valid_from"])]

    def __str__(self) -> str:
        return f"{self.school} {self.category} from {self.valid_from}"


class Meeting(PublicId):
    """A meeting that moderates judgements: when, who chaired it, who was there, and its agenda."""

    held_on = models.DateField()
    chaired_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    present = models.ManyToManyField(Person, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Moderation on {self.held_on}"


class AgendaItem(models.Model):
    """One school on the agenda; why it is there, what was agreed in words, and who recorded it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    judgement = models.ForeignKey(Judgement, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=300)
    outcome = models.CharField(max_length=10, choices=list(OUTCOMES.items()), blank=True)
    words = models.TextField(blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "school"], name="a_school_is_on_an_agenda_once"),
            models.UniqueConstraint(fields=["meeting", "place"], name="one_school_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.school}"
