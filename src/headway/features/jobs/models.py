"""Long work, found again after leaving the page."""

from django.db import models

from headway.features.rows import PublicId


class State(models.TextChoices):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class Job(PublicId):
    """One piece of long work. Progress is written outside the transaction it reports on."""

    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    started_by = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=300, blank=True)
    arguments = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    result_path = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "-asked_at"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"
