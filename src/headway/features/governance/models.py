"""Boards, the schools they govern, their seats, who holds them when, and statements on a board's health."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import Dated, PublicId
from headway.features.schools.models import School


class Board(PublicId):
    """A governing body. `kind`: a key of the policy of governance; `ended_on`: the first day without it."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    ended_on = models.DateField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Governing(PublicId, Dated):
    """A board governs a school over [valid_from, valid_until)."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="governings")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        ordering = ["valid_from", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["school"], condition=Q(valid_until=None), name="one_board_of_a_school_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} governs {self.school}"


class Seat(PublicId, Dated):
    """A seat of a board over [valid_from, valid_until). `role`: a key of the policy of governance."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=40)

    class Meta(Dated.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.role} of {self.board}"


class Term(PublicId, Dated):
    """Who holds a seat over [valid_from, valid_until). One that ended early keeps the end that was planned, and why.

    `holder`: how the person is known to the board, entered by who keeps it.
    """

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="terms")
    holder = models.CharField(max_length=120)
    ended_early = models.CharField(max_length=300, blank=True)
    planned_until = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta(Dated.Meta):
        ordering = ["valid_from", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["seat"], condition=Q(valid_until=None), name="one_holder_of_a_seat_at_a_time"
            ),
            models.CheckConstraint(condition=Q(holder__gt=""), name="a_term_is_somebodys"),
            models.CheckConstraint(
                condition=Q(ended_early="") | Q(valid_until__isnull=False),
                name="a_term_that_ended_early_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}, {self.seat}"


class HealthStatement(PublicId):
    """What governor services said of a board on a day, never changed afterwards. `level`: a key of the policy."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="statements")
    on = models.DateField()
    level = models.CharField(max_length=40)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["board", "-on"])]
        constraints = [models.CheckConstraint(condition=Q(reason__gt=""), name="a_statement_has_its_reason")]

    def __str__(self) -> str:
        return f"{self.level} on {self.on}"


class LinkHours(models.Model):
    """Hours of a link officer allotted to a board for an academic year, with their parts and reasons as they were then.

    Kept once a year and never changed, whatever policy, categories or statements say later. `schools`: URNs it governed.
    """

    board = models.ForeignKey(Board, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    hours = models.PositiveSmallIntegerField()
    category_hours = models.PositiveSmallIntegerField()
    health_hours = models.PositiveSmallIntegerField()
    school = models.CharField(max_length=200)
    category_reason = models.CharField(max_length=600)
    health_reason = models.CharField(max_length=300)
    schools = models.JSONField(default=list)
    team_hours = models.PositiveIntegerField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "year"], name="hours_once_a_board_and_year")]
        indexes = [models.Index(fields=["year"])]

    def __str__(self) -> str:
        return f"{self.board} {self.year}: {self.hours} hours"
