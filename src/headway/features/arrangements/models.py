"""One row for a list as a person left it, and one for each view of it that they keep."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import PublicId


class Arrangement(PublicId):
    """A list arranged by a person. `address` is the part after “?”: filters, order, columns left out.

    Without a name it is how the person left the columns; with one it is a view, which may be shared with colleagues.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    list_name = models.CharField(max_length=60)
    name = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=1500, blank=True)
    shared = models.BooleanField(default=False)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "list_name", "name"], name="a_view_of_a_list_once"),
            models.CheckConstraint(
                condition=Q(shared=False) | ~Q(name=""), name="only_a_named_view_is_shared"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'columns'} of {self.list_name}"
