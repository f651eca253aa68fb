"""A review of a school with its reviewers and one report; a document of a school read against a rubric."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.policies.models import Policy
from headway.features.rows import OrderedJSON, PublicId
from headway.features.schools.models import School
from headway.rules import document_reviews as documents
from headway.rules import school_reviews as rule


class SchoolReview(PublicId):
    """A collaborative or a peer review. `evaluation`: of the school by itself; `report`: the one report, the school's."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=list(rule.KIND_WORDS.items()))
    focus = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=list(rule.STATE_WORDS.items()), default=rule.PLANNED)
    evaluate_by = models.DateField(null=True)
    starts_on = models.DateField()
    report_by = models.DateField()
    evaluation = models.TextField(blank=True)
    evaluated_on = models.DateField(null=True)
    evaluated_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    report = models.TextField(blank=True)
    school_agreed_on = models.DateField(null=True)
    school_agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["school", "-starts_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(evaluated_on__isnull=False) | ~Q(kind=rule.PEER) | Q(state=rule.PLANNED),
                name="peers_begin_after_the_self_evaluation",
            ),
            models.CheckConstraint(
                condition=~Q(state=rule.AGREED) | Q(school_agreed_on__isnull=False),
                name="an_agreed_review_has_the_school",
            ),
        ]

    def __str__(self) -> str:
        return self.focus


class Reviewer(models.Model):
    """Somebody who reviews, what they found, and whether they agreed to the report as it stands."""

    review = models.ForeignKey(SchoolReview, models.CASCADE, related_name="reviewers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    finding = models.TextField(blank=True)
    agreed_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "person"], name="a_reviewer_once_a_review")]

    def __str__(self) -> str:
        return f"{self.person} on {self.review}"


class DocumentReview(PublicId):
    """One version of a document read against the rubric of that day. `scores`: criterion to mark."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    document = models.CharField(max_length=40)
    version_label = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, blank=True)
    rubric = models.ForeignKey(Policy, models.PROTECT, related_name="+")
    scores = OrderedJSON(default=dict)
    feedback = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=list(documents.STATE_WORDS.items()), default=documents.DRAFT
    )
    shared_on = models.DateField(null=True)
    read_on = models.DateField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["school", "-read_on"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=documents.SHARED) | Q(shared_on__isnull=False),
                name="a_shared_feedback_says_when",
            )
        ]

    def __str__(self) -> str:
        return self.version_label
