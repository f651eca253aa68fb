"""A photograph in one version of a visit's record."""

from django.db import models
from django.db.models import Q

from headway.features.files.models import StoredFile
from headway.features.people.models import Person
from headway.features.rows import PublicId
from headway.features.visits.models import Visit


class Photograph(PublicId):
    """What was photographed at a visit. `number`: of the version of the record; `caption`: what is seen, in words."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "number", "file"], name="a_photograph_is_in_a_record_once"
            ),
            models.CheckConstraint(condition=Q(caption__gt=""), name="a_photograph_has_a_caption"),
        ]

    def __str__(self) -> str:
        return self.caption
