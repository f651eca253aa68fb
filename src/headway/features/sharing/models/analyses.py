"""The analyses a school agreed for a year (M4-08)."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.schools.models import School


class AnalysisList(PublicId):
    """A school's list of an academic year (`year`: the one it starts in). Agreed once it has a day and a signatory."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    agreed_on = models.DateField(null=True)
    signed_as = models.CharField(max_length=120, blank=True)
    signed_name = models.CharField(max_length=120, blank=True)
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="one_list_of_analyses_a_school_and_year"),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True) | Q(signed_as__gt="", signed_name__gt=""),
                name="an_agreed_list_says_who_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"Analyses of {self.school} in {self.year}"


class AgreedAnalysis(PublicId):
    """One analysis of the list, in the words of the menu when it was chosen, with its day."""

    of = models.ForeignKey(AnalysisList, models.CASCADE, related_name="lines")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"])]
        constraints = [models.UniqueConstraint(fields=["of", "key"], name="an_analysis_once_a_list")]

    def __str__(self) -> str:
        return self.title
