"""One mail of an invitation to the head of a school."""

from django.db import models

from headway.features.rows import PublicId
from headway.features.visits.models import Visit
from headway.rules.visit_invitations import METHODS
from headway.rules.visits import HALVES


class InvitationMail(PublicId):
    """What one address was told of a visit: `sequence` counts what it was told before, and `on` and `half` are
    what this mail says. Sent once; the worker tries again while `sent_at` is none."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    sequence = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=7, choices=METHODS)
    on = models.DateField()
    half = models.CharField(max_length=3, choices=HALVES)
    address = models.EmailField()
    decided_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "sequence", "address"], name="an_address_is_told_of_a_change_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.sequence} of {self.visit}"
