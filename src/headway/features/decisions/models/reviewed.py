"""Reviews of a service."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import OrderedJSON, PublicId
from headway.rules.service_reviews import OPEN, STATES


class ServiceReview(PublicId):
    """A review (M14-03). `parts`: slug to words; `judged`: slug of a criterion to standing and words; `evidence`: label, value
    and source by slug, kept as they were when it was completed."""

    title = models.CharField(max_length=200)
    parts = OrderedJSON(default=dict)
    judged = OrderedJSON(default=dict)
    evidence = OrderedJSON(null=True)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=OPEN)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    completed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="complete") | Q(completed_at__isnull=False, evidence__isnull=False),
                name="a_complete_review_keeps_its_evidence",
            )
        ]

    def __str__(self) -> str:
        return self.title
