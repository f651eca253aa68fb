"""Posts that are recruited for, and who waits for them."""

from django.db import models
from django.db.models import F, Q

from headway.features.rows import PublicId
from headway.features.undertakings.models import Undertaking


class Recruitment(PublicId):
    """A post, in words, that somebody is looked for (M2-17). `undertaking`: the action of a plan that waits for it, or none.

    The appointment is a day it begins and how it was found, never a name. It is closed with an appointment, or given up
    with a reason.
    """

    words = models.CharField(max_length=200)
    opened_on = models.DateField()
    advertised_until = models.DateField(null=True)
    undertaking = models.ForeignKey(Undertaking, models.SET_NULL, null=True, related_name="+")
    begins_on = models.DateField(null=True)
    found_by = models.CharField(max_length=200, blank=True)
    closed_on = models.DateField(null=True)
    given_up_on = models.DateField(null=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(advertised_until=None) | Q(advertised_until__gte=F("opened_on")),
                name="advertised_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(found_by__gt=""), name="an_appointment_says_how_it_was_found"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(begins_on__isnull=False, given_up_on=None),
                name="closed_with_an_appointment",
            ),
            models.CheckConstraint(
                condition=Q(given_up_on=None) | Q(reason__gt=""), name="given_up_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.words
