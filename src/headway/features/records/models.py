"""The record of a visit in its versions, who checked and answered it, what was agreed, and what boards say."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import OrderedJSON, PublicId
from headway.features.schools.models import School
from headway.features.undertakings.models import Undertaking
from headway.features.visits.models import Visit
from headway.rules import records_of_visit as rule


class Preparation(PublicId):
    """What the school wrote before a visit (M5-07). `answers`: words by the keys of the policy."""

    visit = models.OneToOneField(Visit, models.CASCADE, related_name="+")
    answers = OrderedJSON(default=dict)
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"the school's part of {self.visit}"


class RecordOfVisit(PublicId):
    """One version of a visit's record. `number`: 1, and one more each time a locked record is written anew.

    `sections`, `items`: words by the keys of the policy; `filled`: what stood in an item beforehand, with its source.
    `category_view`: the author's opinion, which changes no category. `sampled`: whether it is checked, None until it was
    handed in. `content`: all it says, as it was locked; `seal`: the hash of it. `deemed`: the head did not answer.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=rule.STATES, default=rule.DRAFT)
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    sections = OrderedJSON(default=dict)
    items = OrderedJSON(default=dict)
    filled = OrderedJSON(default=dict)
    progress = models.CharField(max_length=20, blank=True)
    category_before = models.CharField(max_length=20, blank=True)
    category_view = models.CharField(max_length=20, blank=True)
    category_words = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    sampled = models.BooleanField(null=True)
    sample_words = models.CharField(max_length=200, blank=True)
    handed_in_at = models.DateTimeField(null=True)
    first_handed_in_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)
    with_head_at = models.DateTimeField(null=True)
    head_by = models.DateField(null=True)
    deemed = models.BooleanField(default=False)
    locked_at = models.DateTimeField(null=True)
    content = OrderedJSON(null=True)
    seal = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    to_chair = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["state"])]
        constraints = [
            models.UniqueConstraint(fields=["visit", "number"], name="a_version_of_a_record_is_one"),
            models.CheckConstraint(
                condition=~Q(state__in=rule.LOCKED) | (Q(seal__gt="") & Q(locked_at__isnull=False)),
                name="a_locked_record_is_sealed",
            ),
            models.CheckConstraint(
                condition=~Q(state=rule.ISSUED) | Q(issued_at__isnull=False),
                name="an_issued_record_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=rule.ISSUED) | ~Q(sampled=True) | Q(passed_at__isnull=False),
                name="a_sampled_record_passed_its_check",
            ),
        ]

    def __str__(self) -> str:
        return f"Record of the {str(self.visit)[:1].lower()}{str(self.visit)[1:]}"


class Check(PublicId):
    """What another person found: a mark for each line of the rubric, and words (M5-06)."""

    record = models.ForeignKey(RecordOfVisit, models.CASCADE, related_name="checks")
    marks = OrderedJSON(default=dict)
    passed = models.BooleanField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"check of {self.record}"


class HeadAnswer(PublicId):
    """What the head said of a record: accurate, or what is not right."""

    record = models.ForeignKey(RecordOfVisit, models.CASCADE, related_name="answers")
    accurate = models.BooleanField()
    comment = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accurate=True) | Q(comment__gt=""), name="what_is_not_right_is_said"
            )
        ]

    def __str__(self) -> str:
        return f"the head's answer to {self.record}"


class AgreedAction(PublicId):
    """What was agreed at a visit: by which side, who, by when. It becomes an undertaking when the record is locked."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    record = models.ForeignKey(RecordOfVisit, models.CASCADE, related_name="agreed")
    side = models.CharField(max_length=10, choices=rule.SIDES)
    words = models.TextField()
    who = models.CharField(max_length=120)
    due_on = models.DateField()
    undertaking = models.OneToOneField(Undertaking, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.words


class SafeguardingNote(PublicId):
    """What is kept apart from the record of a visit, for the few who may open it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    words = models.TextField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"safeguarding note on {self.visit}"


class BoardComment(PublicId):
    """What a head or chair says of a record or of our work, and the reply that is due (M8-04)."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    record = models.ForeignKey(RecordOfVisit, models.PROTECT, null=True, related_name="+")
    words = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_on = models.DateField()
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True) | Q(reply__gt=""), name="a_reply_to_a_board_has_words"
            )
        ]

    def __str__(self) -> str:
        return self.words[:80]
