"""Appraisals: options held against each other, each with its gates."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import GateRow, OrderedJSON, PublicId
from headway.features.workforce.models import Structure
from headway.rules.appraisals import DRAFT, STATES


class Appraisal(PublicId):
    """A question with options. `criteria`: slug, label and weight in per cent as text, in their order.

    `reason`: why the preferred option is preferred.
    """

    title = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    criteria = OrderedJSON(default=list)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=DRAFT)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.title


class Option(PublicId):
    """One option. `scores`: criterion to points as text and evidence; `costs`: pence by year where no structure gives them;
    `risks`: a line each. `after`: the option it follows (M14-02)."""

    appraisal = models.ForeignKey(Appraisal, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    status_quo = models.BooleanField(default=False)
    preferred = models.BooleanField(default=False)
    structure = models.ForeignKey(Structure, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    scores = OrderedJSON(default=dict)
    costs = OrderedJSON(default=list)
    one_off_pence = models.BigIntegerField(default=0)
    risks = OrderedJSON(default=list)
    in_place_on = models.DateField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal"], condition=Q(preferred=True), name="one_option_is_preferred"
            ),
            models.UniqueConstraint(
                fields=["appraisal"], condition=Q(status_quo=True), name="one_option_is_the_status_quo"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Gate(GateRow):
    """What must have happened before an option goes on."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="gates")

    class Meta(GateRow.Meta):
        pass
