"""What comes of an option when the planner sends its posts to the schools."""

from django.db import models

from headway.features.decisions.models.appraised import Option
from headway.features.people.models import Person
from headway.features.policies.models import Policy
from headway.features.rows import OrderedJSON


class OptionDeployment(models.Model):
    """An option deployed over a year's schools. `posts`: title, half-days and phases of each post that was sent.

    `schools`: URN, half-days, unmet half-days and minutes of travel of each. `fault`: why no plan could be made; then the
    figures are not known.
    """

    option = models.OneToOneField(Option, models.CASCADE, related_name="deployment")
    year = models.PositiveSmallIntegerField()
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    full_half_days = models.PositiveSmallIntegerField()
    posts = OrderedJSON(default=list)
    schools = OrderedJSON(default=list)
    demand_half_days = models.PositiveIntegerField(null=True)
    capacity_half_days = models.PositiveIntegerField(null=True)
    unmet_half_days = models.PositiveIntegerField(null=True)
    travel_minutes = models.PositiveIntegerField(null=True)
    gap = models.FloatField(null=True)
    fault = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fault__gt="") | models.Q(unmet_half_days__isnull=False),
                name="a_deployed_option_has_figures_or_a_fault",
            )
        ]

    def __str__(self) -> str:
        return f"Deployment of {self.option}"
