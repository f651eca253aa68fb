"""Letters from preparation to the frozen copy, and the outbox the worker empties."""

from django.db import models

from headway.features.files.models import StoredFile
from headway.features.people.models import Person
from headway.features.rows import EngineRow, PublicId


class State(models.TextChoices):
    PREPARED = "prepared", "Prepared"
    RELEASED = "released", "Released"


class Letter(EngineRow):
    """One letter. `context` is the data the template was given; recipients: [{"role": …, "words": …, "address": …}]."""

    batch = models.CharField(max_length=12, blank=True)
    template = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    context = models.JSONField()
    recipients = models.JSONField()
    channel = models.CharField(max_length=10, choices=[("word", "Word"), ("mail", "E-mail")], default="word")
    key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARED)
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    frozen = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    reply_due = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["batch"]), models.Index(fields=["school", "-prepared_at"])]

    def __str__(self) -> str:
        return self.subject


class Reply(models.Model):
    """An answer to a letter, as recorded."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="replies")
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    words = models.TextField()

    def __str__(self) -> str:
        return f"reply to {self.letter}"


class Outgoing(PublicId):
    """One thing to send, once: the worker delivers at least once, the key makes it the same thing."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="outgoing")
    key = models.CharField(max_length=160, unique=True)
    address = models.EmailField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.key
