"""A report on the performance of schools, with its figures as they were when they were taken."""

from django.db import models
from django.db.models import Q

from headway.features.files.models import StoredFile
from headway.features.people.models import Person
from headway.features.rows import OrderedJSON, PublicId
from headway.rules.performance_reports import DRAFT, STATES


class PerformanceReport(PublicId):
    """A report for one audience (a slug of the policy) on one academic year (`year`: the one it begins in).

    `figures`: what was counted on `figures_on`, whole, whatever its readers see of it; `figures_hash` tells whether two reports
    hold the same. `commentary`: section to words. `limit`: the smallest number shown when it was signed off. `told`: what its
    readers see, as it was published; `counts_categories`: whether categories are counted in it. `reason`: why it was
    superseded or withdrawn.
    """

    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    audience = models.CharField(max_length=40)
    by_district = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=DRAFT)
    figures = OrderedJSON()
    figures_hash = models.CharField(max_length=64)
    figures_on = models.DateField()
    commentary = OrderedJSON(default=dict)
    writers = models.ManyToManyField(Person, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    limit = models.PositiveSmallIntegerField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True)
    told = OrderedJSON(null=True)
    counts_categories = models.BooleanField(default=False)
    document = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    printed = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["state", "audience"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "checked"])
                | Q(
                    document__isnull=False,
                    printed__isnull=False,
                    published_on__isnull=False,
                    told__isnull=False,
                ),
                name="a_performance_report_is_kept_as_published",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(signed_by__isnull=False, limit__isnull=False),
                name="a_performance_report_is_signed_off",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["superseded", "withdrawn"]) | Q(reason__gt=""),
                name="a_performance_report_ends_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["year", "audience"],
                condition=Q(state="published"),
                name="one_performance_report_a_year_and_audience",
            ),
        ]

    def __str__(self) -> str:
        return self.title
