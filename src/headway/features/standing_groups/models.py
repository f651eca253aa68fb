"""Standing groups, their terms of reference and members, and their meetings with agenda, attendance and minutes (M1-12)."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import Dated, PublicId
from headway.features.structural_changes.models import Case
from headway.rules import standing_groups as rule


class StandingGroup(PublicId):
    """A group that meets until further notice. `ended_on`: the first day without it."""

    name = models.CharField(max_length=120, unique=True)
    meets = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class TermsOfReference(PublicId):
    """What the group is for, as agreed on a day; later ones stand in place of earlier ones, which are kept."""

    group = models.ForeignKey(StandingGroup, models.CASCADE, related_name="terms")
    words = models.TextField()
    agreed_on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-agreed_on", "-pk"]
        verbose_name_plural = "terms of reference"
        constraints = [
            models.UniqueConstraint(fields=["group", "agreed_on"], name="one_terms_of_reference_a_day")
        ]

    def __str__(self) -> str:
        return f"Terms of {self.group}, {self.agreed_on}"


class GroupMember(PublicId, Dated):
    """Who serves in a group over [valid_from, valid_until). `name`: of somebody who does not sign in, else empty."""

    group = models.ForeignKey(StandingGroup, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=12, choices=list(rule.ROLES.items()), default=rule.MEMBER)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        ordering = ["valid_from", "pk"]
        indexes = [models.Index(fields=["person", "valid_from"])]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(name__gt=""),
                name="a_member_is_somebody",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(valid_until=None, role=rule.CHAIR),
                name="one_chair_of_a_group_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.name


class GroupMeeting(PublicId):
    """A meeting of a group. `approved_at`: the later meeting that approved the minutes; from then on all of it stays."""

    group = models.ForeignKey(StandingGroup, models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    minutes = models.TextField(blank=True)
    approved_at = models.ForeignKey("self", models.PROTECT, null=True, related_name="approves")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "held_on"], name="one_meeting_of_a_group_a_day"),
            models.CheckConstraint(
                condition=Q(approved_at=None) | Q(minutes__gt=""), name="approved_minutes_say_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.held_on}"


class AgendaPoint(PublicId):
    """Something on an agenda. `case`: the case of structural change it is about."""

    meeting = models.ForeignKey(GroupMeeting, models.CASCADE, related_name="points")
    words = models.CharField(max_length=300)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class Attendance(models.Model):
    """Whether a member was there or sent apologies. Of whom nothing was said there is no row."""

    meeting = models.ForeignKey(GroupMeeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(GroupMember, models.CASCADE, related_name="+")
    word = models.CharField(max_length=10, choices=list(rule.ATTENDANCES.items()))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="a_member_attends_a_meeting_once")
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.word}"
