"""Forums with their advice and requests, protocols that divisions sign, and functions with who carries them out."""

from django.db import models
from django.db.models import Q

from headway.features.people.models import Person
from headway.features.rows import Dated, OrderedJSON, PublicId


class Forum(PublicId):
    """A body that advises the authority. `kind`: a slug of the policy of joint working; `ended_on`: first day without."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    remit = models.TextField()
    contact = models.CharField(max_length=200, blank=True)
    meets = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Advice(PublicId):
    """What a forum advised on a day, and what the authority answered (M16-06)."""

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="advice")
    given_on = models.DateField()
    words = models.TextField()
    response = models.TextField(blank=True)
    responded_on = models.DateField(null=True)
    responded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "advice"
        indexes = [models.Index(fields=["forum", "-given_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(responded_on__isnull=True) | Q(response__gt=""), name="an_answer_has_words"
            )
        ]

    def __str__(self) -> str:
        return self.words[:80]


class Protocol(PublicId):
    """What divisions agreed on how they work together (M16-01)."""

    title = models.CharField(max_length=200)
    words = models.TextField()
    review_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Signature(models.Model):
    """A division that signs a protocol: on which day, and in which post. Without a day it has not signed yet."""

    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="signatures")
    division = models.CharField(max_length=40)
    signed_on = models.DateField(null=True)
    signed_as = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["protocol", "division"], name="a_division_signs_a_protocol_once"),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(signed_as__gt=""), name="a_signature_says_whose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} of {self.protocol}"


class InformationRequest(PublicId):
    """What a body asks for (M15-04). `questions`: a row each of words and answer, in the order they were asked.

    `replied_on`: the day the reply left; then every question is answered.
    """

    forum = models.ForeignKey(Forum, models.PROTECT, related_name="requests")
    title = models.CharField(max_length=200)
    asked_on = models.DateField()
    reply_by = models.DateField(null=True)
    questions = OrderedJSON(default=list)
    replied_on = models.DateField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Function(PublicId):
    """Something the service does for schools. `kind`: a slug of the policy; `duty`: what the authority keeps by law."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    duty = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Holding(Dated):
    """Who carries a function out over [valid_from, valid_until): the authority, a trust, a partnership (M14-18, M1-10)."""

    function = models.ForeignKey(Function, models.CASCADE, related_name="holdings")
    holder = models.CharField(max_length=120)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta(Dated.Meta):
        ordering = ["valid_from", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["function"], condition=Q(valid_until=None), name="one_holder_of_a_function_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.holder
