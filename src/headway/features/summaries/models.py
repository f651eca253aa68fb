"""Editions of summaries and the page of each school in them."""

from django.db import models

from headway.features.files.models import StoredFile
from headway.features.people.models import Person
from headway.features.rows import OrderedJSON, PublicId
from headway.features.schools.models import School


class SummaryEdition(PublicId):
    """The summaries of one term. `job`: the work that makes it; `archive`: all of them in one file once that is done."""

    title = models.CharField(max_length=120)
    made_on = models.DateField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    job = models.CharField(max_length=12, blank=True)
    archive = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.title


class SchoolSummary(models.Model):
    """One school's page in an edition. `opens`: the kinds of things on it that are not public, as the access table has them."""

    edition = models.ForeignKey(SummaryEdition, models.CASCADE, related_name="summaries")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    opens = OrderedJSON(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "school"], name="a_school_has_one_summary_an_edition")
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.edition}"
