"""Accounts and postings whose lines sum to zero."""

from django.db import models
from django.db.models import Q

from headway.features.rows import PublicId


class Account(PublicId):
    """Where units stand, such as one school's half-days of one year. `balance` follows its lines."""

    unit = models.CharField(max_length=20)
    period = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    balance = models.IntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)
    may_be_negative = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period", "key"], name="one_account_a_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.period} ({self.unit})"


class Posting(PublicId):
    """Lines posted together; posting the same key again changes nothing."""

    key = models.CharField(max_length=160, unique=True)
    source = models.CharField(max_length=300)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=12, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    approval = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return self.key


class Line(models.Model):
    """A change of one account; positive is credit."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="lines")
    account = models.ForeignKey(Account, models.PROTECT, related_name="lines")
    amount = models.IntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="a_line_changes_something")]

    def __str__(self) -> str:
        return f"{self.amount} {self.account}"


class Reservation(PublicId):
    """Units set aside until they are spent or released."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="reservations")
    key = models.CharField(max_length=160, unique=True)
    amount = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    released_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key
