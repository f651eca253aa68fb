"""What was published: values by measure and period, and inspections by regime. Rebuilt from the kept files."""

from django.db import models
from django.db.models import Q

from headway.features.releases.models import Release
from headway.features.schools.models import School


class Shown(models.Manager):
    """Rows that count: where two files say the same of one thing, the one of more weight."""

    def get_queryset(self) -> models.QuerySet:
        """Without what another file says beside."""
        return super().get_queryset().filter(beside=False)


class Observation(models.Model):
    """A measure of a school (`school`) or of an area (`area_code`, `area_name`), or why its value is missing.

    `beside`: another file's figure is shown; this one is kept, and the difference told where the files are read.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="+")
    area_code = models.CharField(max_length=9, blank=True)
    area_name = models.CharField(max_length=120, blank=True)
    measure = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    group = models.CharField(max_length=120, default="all")
    value = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    why_missing = models.CharField(max_length=30, blank=True)
    beside = models.BooleanField(default=False)

    every = models.Manager()
    objects = Shown()

    class Meta:
        indexes = [
            models.Index(fields=["school", "measure", "period"]),
            models.Index(fields=["area_code", "measure", "period"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(value=None, why_missing__gt="") | Q(value__isnull=False, why_missing=""),
                name="a_value_or_why_it_is_missing",
            ),
            models.UniqueConstraint(
                fields=["school", "measure", "period", "group"],
                condition=Q(school__isnull=False, beside=False),
                name="one_observation_a_school",
            ),
            models.UniqueConstraint(
                fields=["area_code", "measure", "period", "group"],
                condition=Q(school=None, beside=False),
                name="one_observation_an_area",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.period}"


class Inspection(models.Model):
    """An inspection under one regime; `grades` holds that regime's own words by its own areas, never converted.

    `grades`: {area: {"grade": text, "on": ISO date or null}}; `missing`: {area: why}. `beside` as with observations.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    regime = models.CharField(max_length=20)
    kind = models.CharField(max_length=120, blank=True)
    started_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    grades = models.JSONField(default=dict)
    missing = models.JSONField(default=dict)
    category_of_concern = models.CharField(max_length=40, blank=True)
    safeguarding = models.CharField(max_length=40, blank=True)
    previous = models.BooleanField(default=False)
    beside = models.BooleanField(default=False)

    every = models.Manager()
    objects = Shown()

    class Meta:
        indexes = [models.Index(fields=["school", "-started_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "regime", "started_on", "previous"],
                condition=Q(beside=False),
                name="one_inspection_a_day_and_regime",
            )
        ]

    def __str__(self) -> str:
        return f"{self.regime} {self.started_on}"


class RiskRating(models.Model):
    """How the department rates a school's risk, in its own words. Kept beside our own view and never part of it."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    school = models.OneToOneField(School, models.CASCADE, related_name="+")
    overall = models.CharField(max_length=40, blank=True)
    financial = models.CharField(max_length=40, blank=True)
    workforce = models.CharField(max_length=40, blank=True)
    education = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"the department's view: {self.overall or 'not stated'}"
