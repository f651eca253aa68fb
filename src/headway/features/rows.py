"""What rows of several features have in common: public ids, half-open dates, the columns of an engine, gates."""

import json
import secrets
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

# No vowels and no look-alikes: an id cannot spell a word and can be read out.
ALPHABET = "bcdfghjkmnpqrstvwxz23456789"


def new_public_id() -> str:
    """Twelve random characters, about 57 bits: an id that tells nothing and cannot be guessed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


class OrderedJSON(models.TextField):
    """A JSON document that keeps the order of its keys; PostgreSQL's own JSON columns sort them anew."""

    def from_db_value(self, value: str | None, expression: object, connection: object) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))


class PublicId(models.Model):
    """A row known outside by a random id."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet):
    """Rows in force over [valid_from, valid_until)."""

    def as_at(self, day: date) -> "DatedQuerySet":
        """The rows in force on that day."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day)

    def overlapping(self, start: date, end: date | None) -> "DatedQuerySet":
        """The rows in force on any day of [start, end); `end` None is without end."""
        rows = self.filter(Q(valid_until=None) | Q(valid_until__gt=start))
        return rows if end is None else rows.filter(valid_from__lt=end)


class Dated(models.Model):
    """A row in force over [valid_from, valid_until); without end where `valid_until` is null."""

    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            )
        ]


class EngineRow(PublicId):
    """The columns every engine's row has; `kind` is the permission key."""

    kind = models.CharField(max_length=60)
    school = models.ForeignKey("schools.School", models.PROTECT, null=True, blank=True, related_name="+")
    restricted = models.BooleanField(default=False)
    origin_kind = models.CharField(max_length=60, blank=True)
    origin_id = models.CharField(max_length=60, blank=True)
    origin_words = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class GateRow(models.Model):
    """What must have happened before something goes on; open once somebody said by what."""

    words = models.CharField(max_length=300)
    opened_on = models.DateField(null=True)
    opened_by = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(opened_by__gt=""),
                name="an_open_%(class)s_says_by_what",
            )
        ]

    def __str__(self) -> str:
        return self.words
