"""Support given to a school or a partnership, and the judgements on it."""

from django.db import models
from django.db.models import F, Q

from headway.features.partnerships.models import Partnership
from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.schools.models import School
from headway.rules import impact as rule


class State(models.TextChoices):
    PLANNED = rule.PLANNED, rule.WORDS[rule.PLANNED]
    RUNNING = rule.RUNNING, rule.WORDS[rule.RUNNING]
    AWAITING = rule.AWAITING, rule.WORDS[rule.AWAITING]
    JUDGED = rule.JUDGED, rule.WORDS[rule.JUDGED]
    STOPPED = rule.STOPPED, rule.WORDS[rule.STOPPED]


class Support(PublicId):
    """What a school is given and what it should change. Without a `school` it is given to the whole `partnership`; with one,
    the partnership is the school's own on the day it began. `theme`, `judgement`: keys of the policy. `baseline_…` and
    `later_…`: figures of one `measure` as they stood published, with their source. Missing `cost_pence` is not known."""

    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+")
    adviser = models.ForeignKey(Person, models.PROTECT, related_name="+")
    theme = models.CharField(max_length=40)
    programme = models.CharField(max_length=120, blank=True)
    begun_on = models.DateField()
    half_days = models.PositiveSmallIntegerField()
    cost_pence = models.BigIntegerField(null=True)
    aim = models.TextField()
    due_on = models.DateField()
    seen_by = models.TextField()
    measure = models.CharField(max_length=60, blank=True)
    baseline_value = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    baseline_period = models.CharField(max_length=20, blank=True)
    baseline_source = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State)
    followed_on = models.DateField(null=True)
    followed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    seen = models.TextField(blank=True)
    later_value = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    later_period = models.CharField(max_length=20, blank=True)
    later_source = models.CharField(max_length=300, blank=True)
    judgement = models.CharField(max_length=40, blank=True)
    stopped_on = models.DateField(null=True)
    stopped_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    stop_reason = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["state", "due_on"]), models.Index(fields=["school", "begun_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False) | Q(partnership__isnull=False),
                name="a_support_is_given_to_somebody",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("begun_on")), name="a_support_shows_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(state=State.JUDGED, judgement__gt="")
                | (~Q(state=State.JUDGED) & Q(judgement="")),
                name="a_judged_support_says_how",
            ),
            models.CheckConstraint(
                condition=Q(cost_pence=None) | Q(cost_pence__gte=0),
                name="a_support_costs_no_less_than_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.STOPPED) | Q(stopped_on__isnull=False),
                name="a_stopped_support_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_to}: {self.programme or self.theme}"

    @property
    def given_to(self) -> str:
        """The name of the school, or of the partnership."""
        return self.school.name if self.school else self.partnership.name if self.partnership else ""


class ImpactJudgement(models.Model):
    """What somebody else than the giver says it changed; the newest counts, earlier ones stay. Never computed."""

    support = models.ForeignKey(Support, models.PROTECT, related_name="judgements")
    judgement = models.CharField(max_length=40)
    reason = models.TextField()
    evidence = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.judgement} on {self.on}"
