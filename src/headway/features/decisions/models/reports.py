"""Decision reports with their answers and sign-offs."""

from django.db import models
from django.db.models import Q

from headway.features.files.models import StoredFile
from headway.features.people.models import Person
from headway.features.policies.models import Policy
from headway.features.rows import OrderedJSON, PublicId
from headway.features.workforce.models import Structure
from headway.rules.report_life import DRAFT, OUTCOMES, STATES


class Report(PublicId):
    """A report by the form it was begun in (`form`: a version of the policy). `heads`: what stands above its sections.
    `reference`: its own of all reports, like 2026-003 (M14-08).

    `before` and `after`: the structures whose posts it changes. `frozen`: what was laid, kept as it was read.
    """

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=200)
    form = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    heads = OrderedJSON(default=dict)
    before = models.ForeignKey(Structure, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(Structure, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=DRAFT)
    frozen = OrderedJSON(null=True)
    laid_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=list(OUTCOMES.items()), blank=True)
    outcome_words = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    effective_from = models.DateField(null=True)
    document = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    printed = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(decided_on__isnull=False), name="a_decision_says_when"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(document__isnull=False),
                name="a_published_report_is_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class FieldAnswer(models.Model):
    """What stands in one field of a report; `version` counts its changes."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    slug = models.CharField(max_length=40)
    told = OrderedJSON(default=dict)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "slug"], name="a_field_of_a_report_is_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.slug} of {self.report}"


class SignOff(models.Model):
    """A section that an officer signed off as it stands; a later change takes it away."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sign_offs")
    section = models.CharField(max_length=40)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section"], name="a_section_of_a_report_is_signed_off_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} of {self.report}"
